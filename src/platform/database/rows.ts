import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Transaction } from './unit-of-work.js';

/** A row as it was stored: its JSON text for the answer, and its version for the ETag. */
export interface Stored {
  json: string;
  rowVersion: number;
}

/** A row that was just registered, with the id that it got. */
export interface Registered extends Stored {
  id: string;
}

/** Every record of the register has these. */
export interface RecordRow extends ObjectLiteral {
  id: string;
  rowVersion: number;
  retiredAt: Date | null;
}

/** Inserts one row and returns it as `json` renders it; `json` is SQL over the table's own name. */
export async function insertRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  values: Partial<Row>,
  json: string,
): Promise<Stored> {
  const { table, columns, parameters } = mapped(tx, target, values);
  const { rows } = await tx.prepared<Stored>(
    `INSERT INTO ${table} (${columns.join(', ')})
     VALUES (${columns.map((_column, i) => `$${i + 1}`).join(', ')}) ${returning(json)}`,
    parameters,
  );
  return rows[0] as Stored;
}

/** One row, locked until the transaction ends. */
export function lockRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
): Promise<Row | null> {
  return tx.manager
    .createQueryBuilder(target, 'r')
    .where('r.id = :id', { id })
    .setLock('pessimistic_write')
    .getOne();
}

/** One row as it is: the answer to a change that changes nothing. */
export async function storedRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
  json: string,
): Promise<Stored> {
  const { tablePath } = tx.manager.connection.getMetadata(target);
  const { rows } = await tx.prepared<Stored>(
    `SELECT (${json})::text AS json, row_version AS "rowVersion" FROM ${tablePath} WHERE id = $1`,
    [id],
  );
  return rows[0] as Stored;
}

/** Retires one row: it stays, out of use, and its name is free again. */
export function retireRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
  json: string,
): Promise<Stored> {
  return setRow(tx, target, id, {}, ['retired_at = now()'], json);
}

/** Changes one row that the transaction holds locked; its version goes up by one. */
export function updateRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
  changes: Partial<Row>,
  json: string,
): Promise<Stored> {
  return setRow(tx, target, id, changes, [], json);
}

async function setRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
  changes: Partial<Row>,
  computed: readonly string[],
  json: string,
): Promise<Stored> {
  const { table, columns, parameters } = mapped(tx, target, changes);
  const given = columns.map((column, i) => `${column} = $${i + 2}`);
  const { rows } = await tx.prepared<Stored>(
    `UPDATE ${table}
        SET ${[...given, ...computed, 'row_version = row_version + 1', 'updated_at = now()'].join(', ')}
      WHERE id = $1 ${returning(json)}`,
    [id, ...parameters],
  );
  return rows[0] as Stored;
}

function returning(json: string): string {
  return `RETURNING (${json})::text AS json, row_version AS "rowVersion"`;
}

interface Mapped {
  table: string;
  columns: string[];
  parameters: unknown[];
}

/**
 * The columns of the values that are given, as the ORM maps them. The statement is ours because the ORM writes a new
 * one for every call and cannot prepare it: planning the answer's JSON anew cost as much as the insert.
 */
function mapped<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  values: Partial<Row>,
): Mapped {
  const { connection } = tx.manager;
  const { tablePath, columns } = connection.getMetadata(target);
  const given = columns.filter(({ propertyName }) => values[propertyName] !== undefined);
  return {
    table: tablePath,
    columns: given.map(({ databaseName }) => `"${databaseName}"`),
    parameters: given.map((column): unknown =>
      connection.driver.preparePersistentValue(values[column.propertyName], column),
    ),
  };
}
