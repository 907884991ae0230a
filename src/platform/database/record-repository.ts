import type { EntityTarget } from 'typeorm';
import { insertRow, lockRow, type RecordRow, retireRow, type Stored, storedRow, updateRow } from './rows.js';
import type { Transaction } from './unit-of-work.js';

/** What every record of one row is written by; a repository adds the questions that are its own. */
export abstract class RecordRepository<Row extends RecordRow> {
  protected abstract readonly target: EntityTarget<Row>;
  /** The answer of one row: SQL over the table's own name. */
  protected abstract readonly json: string;

  insert(tx: Transaction, values: Partial<Row>): Promise<Stored> {
    return insertRow(tx, this.target, values, this.json);
  }

  /** Changes a row that the transaction holds locked; its version goes up by one. */
  update(tx: Transaction, id: string, changes: Partial<Row>): Promise<Stored> {
    return updateRow(tx, this.target, id, changes, this.json);
  }

  /** The row as it is: the answer to a change that changes nothing. */
  stored(tx: Transaction, id: string): Promise<Stored> {
    return storedRow(tx, this.target, id, this.json);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, this.target, id, this.json);
  }

  /** The row, locked until the transaction ends. */
  lock(tx: Transaction, id: string): Promise<Row | null> {
    return lockRow(tx, this.target, id);
  }
}
