import type { Reads } from './read-database.js';
import type { Transaction } from './unit-of-work.js';

/** Reads of a running transaction, which sees what it has written itself; of the present alone. */
export function readsWithin(tx: Transaction): Reads {
  return {
    rows: async (text, values, asOf = null) => {
      if (asOf !== null) throw new Error('a transaction reads the present');
      return (await tx.prepared(text, [...values])).rows as never;
    },
  };
}
