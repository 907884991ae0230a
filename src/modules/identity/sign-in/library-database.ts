import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool } from 'pg';
import type { Transaction } from '../../../platform/database/unit-of-work.js';

/** What the library's query builder expects of a connection. */
interface Connection {
  query(
    sql: string,
    values: readonly unknown[],
  ): Promise<{ command: string; rowCount: number | null; rows: unknown[] }>;
  release(destroy?: boolean): void;
}

interface Joined {
  tx: Transaction;
  open: boolean;
}

/**
 * The library's tables (schema auth) as the library sees them. Within `within`, whatever it reads or writes belongs to
 * our transaction: a session and its audit entry are committed together, or neither is. The library offers no other
 * way to hand it a connection, hence the one ambient value of this code base, which does not leave this folder.
 */
export class LibraryDatabase {
  readonly #joined = new AsyncLocalStorage<Joined>();

  constructor(private readonly pool: Pool) {}

  async within<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
    const joined: Joined = { tx, open: true };
    tx.send('SET LOCAL search_path TO auth, public');
    try {
      return await this.#joined.run(joined, work);
    } finally {
      joined.open = false; // what the library should still do later goes to its own connections
    }
  }

  /** Called by the library. */
  async connect(): Promise<Connection> {
    const joined = this.#joined.getStore();
    return joined?.open ? new JoinedConnection(joined) : this.pool.connect();
  }

  /** Called by the library when it is shut down; the pool's owner ends it. */
  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** The library's own transactions become savepoints of ours. */
const SAVEPOINTS: Readonly<Record<string, string>> = {
  begin: 'SAVEPOINT library',
  commit: 'RELEASE SAVEPOINT library',
  rollback: 'ROLLBACK TO SAVEPOINT library',
};

class JoinedConnection implements Connection {
  constructor(private readonly joined: Joined) {}

  query(sql: string, values: readonly unknown[]) {
    if (!this.joined.open)
      return Promise.reject(new Error('the transaction that this statement belongs to is over'));
    return this.joined.tx.query<Record<string, unknown>>(SAVEPOINTS[sql] ?? sql, [...values]);
  }

  release(): void {
    // the transaction keeps the connection
  }
}
