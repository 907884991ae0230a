import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, type Reads, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, instant, jsonOf, type Shown } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { POOL } from '../../../platform/tokens.js';
import type { Method } from '../engine/method.js';

/** A method as a transaction that changes it holds it. */
export interface MethodRow {
  id: string;
  version: string;
  name: string;
  basedOn: string | null;
  reason: string | null;
  method: Method;
  status: 'draft' | 'approved';
  preparedBy: string[];
  rowVersion: number;
  retiredAt: Date | null;
  inUse: boolean;
}

type InUse = { version: string; method: Method };

export interface MethodFilter extends PageRequest {
  status?: string;
  includeRetired?: boolean;
}

export const METHOD_SORTS = ['createdAt', 'version'] as const;

const IN_USE = (alias: string, uses: string): string =>
  `EXISTS (SELECT FROM ${uses} WHERE x.method_id = ${alias}.id)`;

function methodShown(m: string, uses: string): Shown {
  return {
    id: `${m}.id`,
    version: `${m}.version`,
    name: `${m}.name`,
    basedOn: `${m}.based_on`,
    reason: `${m}.reason`,
    status: `${m}.status`,
    inUse: IN_USE(m, uses),
    method: `${m}.method - 'version'`,
    approvedBy: `${m}.approved_by`,
    approvedAt: instant(`${m}.approved_at`),
    createdAt: instant(`${m}.created_at`),
    updatedAt: instant(`${m}.updated_at`),
    retiredAt: instant(`${m}.retired_at`),
  };
}

const SHOWN = jsonOf(methodShown('m', 'scoring_method_in_use x'));
const ROW = `m.id, m.version, m.name, m.based_on AS "basedOn", m.reason, m.method, m.status, m.prepared_by AS "preparedBy",
  m.row_version AS "rowVersion", m.retired_at AS "retiredAt", ${IN_USE('m', 'scoring_method_in_use x')} AS "inUse"`;

/** Methods of scoring: what is written, and what is shown. */
@Injectable()
export class MethodRepository {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly database: ReadDatabase,
  ) {}

  /**
   * The method that scores are made by, at present or at an instant: the first one until another was approved.
   * @param reads of a running transaction; null: none
   */
  async inUse(asOf: AsOf = null, reads: Reads | null = null): Promise<Method> {
    const values: unknown[] = [];
    const uses = relation('scoring_method_in_use', 'x', asOf, (value) => `$${values.push(value)}`);
    const statement = `SELECT m.version, m.method FROM ${uses} JOIN scoring_method m ON m.id = x.method_id`;
    const [row] = reads
      ? await reads.rows<InUse>(statement, values)
      : (await this.pool.query<InUse>(statement, values)).rows;
    if (row) return { ...row.method, version: row.version };
    if (asOf !== null) return this.#first();
    throw new Error('no method of scoring is in use');
  }

  /** The method that every register begins with; history has what came after it. */
  async #first(): Promise<Method> {
    const { rows } = await this.pool.query<{ version: string; method: Method }>(
      'SELECT version, method FROM scoring_method ORDER BY created_at, id LIMIT 1',
    );
    return { ...rows[0]!.method, version: rows[0]!.version };
  }

  /** The method of a version; null when there is none. */
  async byVersion(version: string): Promise<Method | null> {
    const rows = await this.database.rows<{ method: Method }>(
      'SELECT method FROM scoring_method WHERE version = $1',
      [version],
    );
    return rows[0] ? { ...rows[0].method, version } : null;
  }

  /** One page as JSON text. */
  page(filter: MethodFilter, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('scoring_method', 'm', asOf, place);
    const item = columnsOf(methodShown('m', relation('scoring_method_in_use', 'x', asOf, place)));
    conditions.code('m.status', filter.status);
    if (!filter.includeRetired) conditions.add('m.retired_at IS NULL');
    return readPage(
      this.database,
      {
        from,
        alias: 'm',
        list: 'scoring-methods',
        item,
        sorts: {
          createdAt: { sql: 'm.created_at', type: 'timestamptz' },
          version: { sql: 'm.version', type: 'text' },
        },
        defaultSort: 'createdAt',
      },
      conditions,
      filter,
      asOf,
    );
  }

  /** One method; throws not-found. */
  async one(id: string, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('scoring_method', 'm', asOf, place);
    const shown = jsonOf(methodShown('m', relation('scoring_method_in_use', 'x', asOf, place)));
    conditions.equal('m.id', id);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${shown})::text AS json, m.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  /** A method as it is, for looking at what it would do; null when there is none. */
  async row(id: string): Promise<MethodRow | null> {
    const rows = await this.database.rows<MethodRow & Record<string, unknown>>(
      `SELECT ${ROW} FROM scoring_method m WHERE m.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** The same, locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<MethodRow | null> {
    const { rows } = await tx.query<MethodRow & Record<string, unknown>>(
      `SELECT ${ROW} FROM scoring_method m WHERE m.id = $1 FOR UPDATE OF m`,
      [id],
      'lock-method',
    );
    return rows[0] ?? null;
  }

  async insert(
    tx: Transaction,
    row: Pick<MethodRow, 'id' | 'version' | 'name' | 'basedOn' | 'reason' | 'method' | 'preparedBy'>,
  ): Promise<Stored> {
    const { id, version, name, basedOn, reason, method, preparedBy } = row;
    return stored(
      tx,
      `INSERT INTO scoring_method AS m (id, version, name, based_on, reason, method, created_by, prepared_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, version, name, basedOn, reason, JSON.stringify(method), preparedBy[0], preparedBy],
    );
  }

  /** Changes a draft that the transaction holds locked. */
  async change(
    tx: Transaction,
    id: string,
    changed: Pick<MethodRow, 'name' | 'reason' | 'method' | 'preparedBy'>,
  ): Promise<Stored> {
    const { name, reason, method, preparedBy } = changed;
    return stored(
      tx,
      `UPDATE scoring_method AS m
          SET name = $2, reason = $3, method = $4, prepared_by = $5, row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [id, name, reason, JSON.stringify(method), preparedBy],
    );
  }

  async approve(tx: Transaction, id: string, approvedBy: string | null): Promise<Stored> {
    return stored(
      tx,
      `UPDATE scoring_method AS m
          SET status = 'approved', approved_by = $2, approved_at = now(), row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [id, approvedBy],
    );
  }

  async retire(tx: Transaction, id: string): Promise<void> {
    await tx.query(
      `UPDATE scoring_method SET retired_at = now(), row_version = row_version + 1, updated_at = now() WHERE id = $1`,
      [id],
      'retire-method',
    );
  }

  /** From now on scores are made by this one. */
  async use(tx: Transaction, id: string, chosenBy: string, reason: string | null): Promise<void> {
    await tx.query(
      `UPDATE scoring_method_in_use SET method_id = $1, chosen_by = $2, reason = $3, chosen_at = now()`,
      [id, chosenBy, reason],
      'use-method',
    );
  }

  async shown(tx: Transaction, id: string): Promise<Stored> {
    const { rows } = await tx.query<{ json: string; rowVersion: number }>(
      `SELECT (${SHOWN})::text AS json, m.row_version AS "rowVersion" FROM scoring_method m WHERE m.id = $1`,
      [id],
      'show-method',
    );
    return rows[0] as Stored;
  }
}

async function stored(tx: Transaction, statement: string, values: unknown[]): Promise<Stored> {
  const { rows } = await tx.prepared<{ json: string; rowVersion: number }>(
    `${statement} RETURNING (${SHOWN})::text AS json, m.row_version AS "rowVersion"`,
    values,
  );
  return rows[0] as Stored;
}
