import type { DataSource } from 'typeorm';
import type { IdempotencyRequest } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Answer } from '../http/answer.js';
import { sqlErrorOf } from './sql-errors.js';
import type { Transaction } from './unit-of-work.js';

interface KeptRow {
  fingerprint: Buffer;
  status: number;
  location: string | null;
  etag: string | null;
  body: string | null;
  expired: boolean;
}

/**
 * One Idempotency-Key of one account and route. The claim is the first statement of the transaction: it locks the key,
 * so a twin waits until the first has committed, and then finds its answer: no effect can happen twice.
 */
export class Idempotency {
  constructor(private readonly request: IdempotencyRequest) {}

  /** The effect, unless the claim failed: its failure explains whatever failed after it. */
  async guard<T>(claimed: Promise<unknown>, work: Promise<T>): Promise<T> {
    const [claim, effect] = await Promise.allSettled([claimed, work]);
    if (claim.status === 'rejected') throw takenOr(claim.reason);
    if (effect.status === 'rejected') throw effect.reason;
    return effect.value;
  }

  keep(tx: Transaction, answer: Answer): void {
    const { account, route, key, fingerprint } = this.request;
    const { location, etag } = answer.headers;
    tx.send(
      `INSERT INTO idempotency_key (account, route, key, fingerprint, status, location, etag, body)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [account, route, key, fingerprint, answer.status, location, etag, answer.repeatableBody],
      'keep-answer',
    );
  }

  wasTaken(error: unknown): boolean {
    return error instanceof KeyTaken;
  }

  /** The answer that the first request got; refuses another request under the same key. */
  async lookUp(dataSource: DataSource): Promise<Answer | 'expired'> {
    const { account, route, key, fingerprint } = this.request;
    const rows: KeptRow[] = await dataSource.query(
      `SELECT fingerprint, status, location, etag, body, expires_at <= now() AS expired
         FROM idempotency_key WHERE account = $1 AND route = $2 AND key = $3`,
      [account, route, key],
    );
    const [row] = rows;
    if (!row) return 'expired';
    if (row.expired) {
      await dataSource.query(
        'DELETE FROM idempotency_key WHERE account = $1 AND route = $2 AND key = $3 AND expires_at <= now()',
        [account, route, key],
      );
      return 'expired';
    }
    if (!row.fingerprint.equals(fingerprint)) throw new DomainError('idempotency-key-reused');
    return new Answer(row.status, row.body, {
      ...(row.location === null ? {} : { location: row.location }),
      ...(row.etag === null ? {} : { etag: row.etag }),
    });
  }
}

/** The key was used before; not a refusal yet: the stored answer decides. */
class KeyTaken extends Error {}

function takenOr(error: unknown): unknown {
  return sqlErrorOf(error)?.constraint === 'idempotency_key_pkey' ? new KeyTaken() : error;
}
