import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { POOL } from '../tokens.js';
import type { JobDetail, PeriodicJob } from './periodic-job.js';

/** When a job last showed that it is alive, by the database's clock. */
export interface Heartbeat {
  name: string;
  everySeconds: number;
  ageSeconds: number;
}

/** Each job's last sign of life, where every process can see it: a scheduler that has stopped cannot say so itself. */
@Injectable()
export class Heartbeats {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  async beat({ name, everySeconds }: PeriodicJob, detail: JobDetail): Promise<void> {
    await this.pool.query({
      name: 'beat',
      text: `INSERT INTO heartbeat (name, beat_at, detail) VALUES ($1, clock_timestamp(), $2)
             ON CONFLICT (name) DO UPDATE SET beat_at = excluded.beat_at, detail = excluded.detail`,
      values: [name, JSON.stringify({ everySeconds, ...detail })],
    });
  }

  async all(): Promise<Heartbeat[]> {
    const { rows } = await this.pool.query<Heartbeat>({
      name: 'heartbeats',
      text: `SELECT name, (detail->>'everySeconds')::float8 AS "everySeconds",
                    extract(epoch FROM clock_timestamp() - beat_at)::float8 AS "ageSeconds"
               FROM heartbeat WHERE detail ? 'everySeconds' ORDER BY name`,
    });
    return rows;
  }
}

/** Late: two rounds were missed. */
export function isLate({ everySeconds, ageSeconds }: Heartbeat): boolean {
  return ageSeconds > 2 * everySeconds + 15;
}

/** Stopped: late for so long that people must know. */
export function hasStopped({ everySeconds, ageSeconds }: Heartbeat): boolean {
  return ageSeconds > Math.max(90, 2 * everySeconds + 60);
}
