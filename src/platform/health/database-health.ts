import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
import { readSchemaState } from '../database/schema-state.js';
import { POOL } from '../tokens.js';
import { Health, type HealthCheck, HealthIndicator } from './health.js';

/** Says in the health whether the database is set up as this program means it to be. */
@Injectable()
export class DatabaseHealth extends HealthIndicator implements OnModuleInit {
  constructor(
    private readonly health: Health,
    @Inject(POOL) private readonly pool: Pool,
  ) {
    super();
  }

  onModuleInit(): void {
    this.health.register(this);
  }

  async check(): Promise<HealthCheck[]> {
    return Promise.all([this.#schema(), this.#roles()]);
  }

  /** While processes are replaced, those of the old release go on with the newer schema. */
  async #schema(): Promise<HealthCheck> {
    const { missing, unknown, altered } = await readSchemaState(
      async (sql) => (await this.pool.query<Record<string, unknown>>(sql)).rows,
    );
    if (missing !== null)
      return {
        name: 'schema',
        state: 'failed',
        reason: `The database has not been migrated to this release: it lacks ${missing}.`,
      };
    if (altered !== null)
      return {
        name: 'schema',
        state: 'failed',
        reason: `The database was made by a version that was never released: ${altered} was something else then.`,
      };
    if (unknown !== null)
      return {
        name: 'schema',
        state: 'degraded',
        reason: `The database was migrated by a newer release, which knows ${unknown}: replace this process.`,
      };
    return { name: 'schema', state: 'ok', reason: '' };
  }

  /** Who owns the audit log can rewrite it, whatever was granted and revoked. */
  async #roles(): Promise<HealthCheck> {
    const { rows } = await this.pool.query<{ owns: boolean | null }>({
      name: 'health-roles',
      text: `SELECT pg_has_role(relowner, 'MEMBER') AS owns FROM pg_class WHERE oid = to_regclass('audit.entry')`,
    });
    return rows[0]?.owns
      ? {
          name: 'roles',
          state: 'degraded',
          reason:
            'One database role both migrates and works, and could rewrite history and the audit log: use a role of its own for DATABASE_URL.',
        }
      : { name: 'roles', state: 'ok', reason: '' };
  }
}
