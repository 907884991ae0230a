import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { holdClient } from '../../../platform/database/hold-client.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { POOL } from '../../../platform/tokens.js';
import type { ComponentAsScored } from '../domain/score-facts.js';
import { ScoredComponents } from './scored-components.js';

/** What is kept of a subject, for seeing whether anything changed. */
export interface KeptScore {
  useCaseId: string;
  subjectId: string;
  inputsHash: string | null;
  resultHash: string | null;
  methodVersion: string;
  scoredOn: string;
  /** Why it could not be computed the last time; null when it could. */
  error: string | null;
  retired: boolean;
}

/** A row of `score`; figures are 0…100, the confidence 0…1. */
export interface ScoreRow {
  id: string;
  use_case_id: string;
  subject_id: string;
  arrangement_id: string | null;
  provider_id: string | null;
  components: readonly ComponentAsScored[];
  inputs: unknown;
  inputs_hash: string;
  method_version: string;
  scored_on: string;
  graph_hash: string;
  result_hash: string;
  sources: unknown;
  tier: string;
  band: string;
  inherent: number;
  residual: number;
  projected: number;
  reported: number;
  best: number;
  confidence: number;
  gates: readonly string[];
}

export type FailedScoreRow = Pick<
  ScoreRow,
  | 'id'
  | 'use_case_id'
  | 'subject_id'
  | 'arrangement_id'
  | 'provider_id'
  | 'components'
  | 'method_version'
  | 'scored_on'
  | 'graph_hash'
  | 'sources'
> & { error: string };

export interface ScoreRun {
  methodVersion: string;
  subjects: number;
  done: number;
  changed: number;
  failed: number;
  startedAt: Date;
  finished: boolean;
}

/** One keeper at a time in the whole installation: two could store what they read in the wrong order. */
const LOCK = '7265, 9';

const RECORD = `r(id uuid, use_case_id uuid, subject_id uuid, arrangement_id uuid, provider_id uuid, components bigint[], inputs jsonb,
  inputs_hash text, method_version text, scored_on date, graph_hash text, result_hash text, sources jsonb, tier text,
  band text, inherent float8, residual float8, projected float8, reported float8, best float8, confidence float8,
  gates text[], error text)`;

const FIGURES = [
  ...[
    'arrangement_id',
    'provider_id',
    'components',
    'inputs',
    'inputs_hash',
    'method_version',
    'scored_on',
    'graph_hash',
  ],
  ...['result_hash', 'sources', 'tier', 'band', 'inherent', 'residual', 'projected', 'reported', 'best'],
  ...['confidence', 'gates'],
];

const STORE = `
  INSERT INTO score AS s (id, use_case_id, subject_id, ${FIGURES.join(', ')}, error, computed_at)
  SELECT id, use_case_id, subject_id, ${FIGURES.join(', ')}, NULL, clock_timestamp()
    FROM jsonb_to_recordset($1::jsonb) AS ${RECORD}
  ON CONFLICT ON CONSTRAINT score_subject_key DO UPDATE
     SET ${FIGURES.map((column) => `${column} = excluded.${column}`).join(', ')}, error = NULL,
         computed_at = excluded.computed_at, retired_at = NULL, row_version = s.row_version + 1, updated_at = now()`;

/** The figures of the last time stay; that they are not of now stands beside them. */
const MARK = `
  INSERT INTO score AS s (id, use_case_id, subject_id, arrangement_id, provider_id, components, method_version, scored_on, graph_hash,
                          sources, error, computed_at)
  SELECT id, use_case_id, subject_id, arrangement_id, provider_id, components, method_version, scored_on, graph_hash, sources, error,
         clock_timestamp()
    FROM jsonb_to_recordset($1::jsonb) AS ${RECORD}
  ON CONFLICT ON CONSTRAINT score_subject_key DO UPDATE
     SET error = excluded.error, retired_at = NULL, row_version = s.row_version + 1, updated_at = now()`;

const RETIRE = `
  UPDATE score SET retired_at = now(), row_version = row_version + 1, updated_at = now()
   WHERE retired_at IS NULL
     AND (use_case_id, subject_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`;

/** Writes of scores. */
@Injectable()
export class ScoreRepository {
  readonly #components = new ScoredComponents();

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /**
   * Runs the work while nobody else keeps scores; null when somebody does.
   * @param work is given a question: whether that has ended, because the connection that holds the lock was lost
   */
  exclusively<T>(work: (isLost: () => boolean) => Promise<T>): Promise<T | null> {
    return holdClient(this.pool, async (client, isLost) => {
      const { rows } = await client.query<{ free: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS free`);
      if (!rows[0]?.free) return null;
      try {
        return await work(isLost);
      } finally {
        await client.query(`SELECT pg_advisory_unlock(${LOCK})`).catch(() => undefined); // lost with the connection
      }
    });
  }

  /** @param useCaseIds null: of all */
  async kept(useCaseIds: readonly string[] | null): Promise<KeptScore[]> {
    const { rows } = await this.pool.query<KeptScore>(
      `SELECT use_case_id AS "useCaseId", subject_id AS "subjectId", inputs_hash AS "inputsHash",
              result_hash AS "resultHash", method_version AS "methodVersion", scored_on::text AS "scoredOn",
              error, retired_at IS NOT NULL AS retired
         FROM score WHERE $1::uuid[] IS NULL OR use_case_id = ANY ($1::uuid[])`,
      [useCaseIds],
    );
    return rows;
  }

  /** How far a computation has come. */
  async tell(run: ScoreRun): Promise<void> {
    await this.pool.query({
      name: 'tell-score-run',
      text: `INSERT INTO score_run AS r (method_version, subjects, done, changed, failed, started_at, finished_at)
             VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN clock_timestamp() END)
             ON CONFLICT (single) DO UPDATE
                SET method_version = excluded.method_version, subjects = excluded.subjects, done = excluded.done,
                    changed = excluded.changed, failed = excluded.failed, started_at = excluded.started_at,
                    finished_at = excluded.finished_at`,
      values: [
        run.methodVersion,
        run.subjects,
        run.done,
        run.changed,
        run.failed,
        run.startedAt,
        run.finished,
      ],
    });
  }

  /** A computation that was broken off is over when the next one is. */
  async finishRun(): Promise<void> {
    await this.pool.query({
      name: 'finish-score-run',
      text: 'UPDATE score_run SET finished_at = clock_timestamp() WHERE finished_at IS NULL',
    });
  }

  /** The last computation that changed something; null when there was none. */
  async lastRun(): Promise<Record<string, unknown> | null> {
    const { rows } = await this.pool.query<Record<string, unknown>>(
      `SELECT method_version AS "methodVersion", subjects, done, changed, failed, utc(started_at) AS "startedAt",
              utc(finished_at) AS "finishedAt" FROM score_run`,
    );
    return rows[0] ?? null;
  }

  /** Stores scores, and marks those that could not be computed; what it returns is to be called after the commit. */
  async store(
    tx: Transaction,
    rows: readonly ScoreRow[],
    failed: readonly FailedScoreRow[],
  ): Promise<() => void> {
    const components = new Set([...rows, ...failed].flatMap((row) => row.components));
    const idOf = await this.#components.keep(tx, components);
    const stored = (row: ScoreRow | FailedScoreRow) => ({ ...row, components: row.components.map(idOf) });
    if (rows.length > 0) tx.send(STORE, [JSON.stringify(rows.map(stored))], 'store-scores');
    if (failed.length > 0) tx.send(MARK, [JSON.stringify(failed.map(stored))], 'mark-scores');
    return () => this.#components.remember(idOf, components);
  }

  /** Subjects that are no more. */
  retire(tx: Transaction, subjects: readonly Pick<KeptScore, 'useCaseId' | 'subjectId'>[]): void {
    if (subjects.length === 0) return;
    const columns = [subjects.map(({ useCaseId }) => useCaseId), subjects.map(({ subjectId }) => subjectId)];
    tx.send(RETIRE, columns, 'retire-scores');
  }
}
