import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
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
  const result = await tx.manager
    .createQueryBuilder()
    .insert()
    .into(target)
    .values(values)
    .updateEntity(false)
    .returning(`(${json})::text AS json, row_version AS "rowVersion"`)
    .execute();
  return (result.raw as Stored[])[0] as Stored;
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

/** Retires one row: it stays, out of use, and its name is free again. */
export function retireRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
  json: string,
): Promise<Stored> {
  return setRow(tx, target, id, { retiredAt: () => 'now()' }, json);
}

/** Changes one row that the transaction holds locked; its version goes up by one. */
export function updateRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
  changes: Partial<Row>,
  json: string,
): Promise<Stored> {
  return setRow(tx, target, id, changes, json);
}

async function setRow<Row extends RecordRow>(
  tx: Transaction,
  target: EntityTarget<Row>,
  id: string,
  changes: object,
  json: string,
): Promise<Stored> {
  const result = await tx.manager
    .createQueryBuilder()
    .update(target)
    .set({
      ...changes,
      rowVersion: () => 'row_version + 1',
      updatedAt: () => 'now()',
    } as QueryDeepPartialEntity<Row>)
    .where('id = :id', { id })
    .updateEntity(false)
    .returning(`(${json})::text AS json, row_version AS "rowVersion"`)
    .execute();
  return (result.raw as Stored[])[0] as Stored;
}
