import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { POOL } from '../tokens.js';
import type { JobDetail, PeriodicJob } from './periodic-job.js';

/** When a job last showed that it is alive, and how it fares, by the database's clock. */
export interface Heartbeat {
  name: string;
  everySeconds: number;
  ageSeconds: number;
  /** Since it last succeeded, or since it is known where it never did. */
  withoutSuccessSeconds: number;
  /** What its last run failed with; null when that run did not fail. */
  error: string | null;
}

type Beat = Pick<Heartbeat, 'everySeconds' | 'ageSeconds'>;

/**
 * Each job's last sign of life, where every process can see it: a scheduler that has stopped cannot say so itself. A
 * job that is alive may still fail at every run, so its last success stands apart.
 */
@Injectable()
export class Heartbeats {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** It is alive, whatever comes of it. */
  async beat({ name, everySeconds }: PeriodicJob): Promise<void> {
    await this.pool.query({
      name: 'beat',
      text: `INSERT INTO heartbeat (name, beat_at, detail) VALUES ($1, clock_timestamp(), $2)
             ON CONFLICT (name) DO UPDATE
                SET beat_at = excluded.beat_at, detail = heartbeat.detail || excluded.detail`,
      values: [name, JSON.stringify({ everySeconds })],
    });
  }

  async succeeded({ name, everySeconds }: PeriodicJob, detail: JobDetail): Promise<void> {
    await this.pool.query({
      name: 'beat-succeeded',
      text: `INSERT INTO heartbeat (name, beat_at, succeeded_at, detail)
             VALUES ($1, clock_timestamp(), clock_timestamp(), $2)
             ON CONFLICT (name) DO UPDATE
                SET beat_at = excluded.beat_at, succeeded_at = excluded.succeeded_at, detail = excluded.detail`,
      values: [name, JSON.stringify({ everySeconds, ...detail })],
    });
  }

  async failed({ name }: PeriodicJob, error: unknown): Promise<void> {
    await this.pool.query({
      name: 'beat-failed',
      text: 'UPDATE heartbeat SET failed_at = clock_timestamp(), error = $2 WHERE name = $1',
      values: [name, kindOf(error)],
    });
  }

  /** No longer expected to beat; a beat brings it back. */
  async retire(names: readonly string[]): Promise<void> {
    await this.pool.query({
      name: 'beat-retired',
      text: `UPDATE heartbeat SET detail = detail - 'everySeconds' WHERE name = ANY($1)`,
      values: [names],
    });
  }

  async all(): Promise<Heartbeat[]> {
    const { rows } = await this.pool.query<Heartbeat>({
      name: 'heartbeats',
      text: `SELECT name, (detail->>'everySeconds')::float8 AS "everySeconds",
                    extract(epoch FROM clock_timestamp() - beat_at)::float8 AS "ageSeconds",
                    extract(epoch FROM clock_timestamp() - coalesce(succeeded_at, since))::float8
                      AS "withoutSuccessSeconds",
                    CASE WHEN failed_at > coalesce(succeeded_at, '-infinity') THEN error END AS error
               FROM heartbeat WHERE detail ? 'everySeconds' ORDER BY name`,
    });
    return rows;
  }
}

/** Late: two rounds were missed. */
export function isLate({ everySeconds, ageSeconds }: Beat): boolean {
  return ageSeconds > 2 * everySeconds + 15;
}

/** Stopped: late for so long that people must know. */
export function hasStopped({ everySeconds, ageSeconds }: Beat): boolean {
  return ageSeconds > patience(everySeconds);
}

/** Failing: one failed run is made good by the next; this was not, for so long that people must know. */
export function keepsFailing({ everySeconds, withoutSuccessSeconds, error }: Heartbeat): boolean {
  return error !== null && withoutSuccessSeconds > patience(everySeconds);
}

/** Stuck: no run ends, well or badly. A run may take its time, with many messages for a slow mail server. */
export function isStuck({ everySeconds, withoutSuccessSeconds, error }: Heartbeat): boolean {
  return error === null && withoutSuccessSeconds > patience(everySeconds) + LONG_RUN_SECONDS;
}

const LONG_RUN_SECONDS = 900;

function patience(everySeconds: number): number {
  return Math.max(90, 2 * everySeconds + 60);
}

/** The kind of an error and its code. Never its message, which may name people: health needs no credentials. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const name = /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
  const code = 'code' in error && /^[A-Z0-9_]{1,40}$/.test(String(error.code)) ? String(error.code) : null;
  return code === null ? name : `${name} ${code}`;
}
