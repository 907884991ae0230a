import { Client, DatabaseError } from 'pg';
import type { Answer, Contender, Progress } from './contender.js';
import { DEPENDENCIES } from './dependencies.js';
import { forgetPeak, peakMiB } from './peak-memory.js';

const QUERY_CANCELED = '57014';

/** Use cases that a node can be reached from, over a step that leads from `reached` to `dependent`. */
const radiusOver = (step: string): string => `
  WITH RECURSIVE reached(id) AS (
    SELECT $1::uuid
     UNION
    SELECT e.dependent FROM reached JOIN ${step} AS e ON e.dependency = reached.id)
  SELECT count(*)::int AS stopped FROM reached JOIN use_case AS u USING (id) WHERE u.retired_at IS NULL`;

/** The same of every component at once. */
const ALL = `
  WITH RECURSIVE reached(start, id) AS (
    SELECT id, id FROM component
     UNION
    SELECT reached.start, e.dependent FROM reached JOIN dependency AS e ON e.dependency = reached.id)
  SELECT count(*)::int AS nodes
    FROM (SELECT start FROM reached LEFT JOIN use_case AS u USING (id) GROUP BY start) AS one`;

/** What a step of the recursion reads. */
export type Over = 'register' | 'table';

/**
 * PostgreSQL itself: over the tables of the register, which takes two look-ups an edge, or over a table of the edges that
 * was made for it, whose index answers alone.
 */
export class RecursiveCte implements Contender {
  private constructor(
    private readonly client: Client,
    private readonly pid: number,
    private readonly over: Over,
  ) {}

  static async start(databaseUrl: string, over: Over): Promise<RecursiveCte> {
    const client = new Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return new RecursiveCte(client, rows[0]!.pid, over);
  }

  async ask<T>(step: string, ...args: unknown[]): Promise<Answer<T>> {
    const started = performance.now();
    const value = await this.steps[step]!(...(args as never[]));
    return { value: value as T, ms: performance.now() - started };
  }

  rest(): Promise<void> {
    forgetPeak(this.pid);
    return Promise.resolve();
  }

  peakMiB(): number {
    return peakMiB(this.pid);
  }

  async stop(): Promise<void> {
    await this.client.end();
  }

  private readonly steps: Record<string, (...args: never[]) => Promise<unknown>> = {
    build: async () => {
      await this.client.query('DROP TABLE IF EXISTS dependency');
      await this.client.query(`CREATE TEMPORARY TABLE dependency AS ${DEPENDENCIES}`);
      await this.client.query('CREATE INDEX ON dependency (dependency, dependent)');
    },
    prepare: async () => {
      if (this.over === 'table') await this.client.query('VACUUM ANALYZE dependency');
    },
    radius: (id: string) => this.radius(id),
    radii: async (ids: readonly string[]) => {
      const found: number[] = [];
      for (const id of ids) found.push(await this.radius(id));
      return found;
    },
    all: (limitMs: number) => this.all(limitMs),
  };

  private async radius(id: string): Promise<number> {
    const { rows } = await this.client.query<{ stopped: number }>({
      name: 'radius',
      text: this.over === 'table' ? radiusOver('dependency') : radiusOver(`(${DEPENDENCIES})`),
      values: [id],
    });
    return rows[0]!.stopped;
  }

  private async all(limitMs: number): Promise<Progress> {
    await this.client.query(`SET statement_timeout = ${Math.round(limitMs)}`);
    try {
      const { rows } = await this.client.query<Progress>(ALL);
      return rows[0]!;
    } catch (error) {
      if (error instanceof DatabaseError && error.code === QUERY_CANCELED) return { nodes: 0 };
      throw error;
    } finally {
      await this.client.query('RESET statement_timeout');
    }
  }
}
