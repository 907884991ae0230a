import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
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
    return [await this.#roles()];
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
