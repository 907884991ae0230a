import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../../../kernel/domain-error.js';
import { POOL } from '../../../platform/tokens.js';
import { networkOf } from '../domain/network.js';

const MINUTE = 60;
/** Tries of one account from one address. A stranger elsewhere has tries of their own, and cannot use up another's. */
const ACCOUNT = { points: 10, duration: 15 * MINUTE };
/** Tries from one address for all accounts together: one password tried on many. */
const ADDRESS = { points: 100, duration: 15 * MINUTE };
/** Mails that somebody can make us send: to one address of theirs, and from one address of the network. */
const MAILS_TO = { points: 3, duration: 60 * MINUTE };
const MAILS_FROM = { points: 30, duration: 60 * MINUTE };
/** Invitations and resets that one administrator sends. */
const MAILS_BY = { points: 500, duration: 60 * MINUTE };

/**
 * Limits on guessing and on sending, shared by all processes. They stay when the ordinary request limit is lifted.
 * Accounts are counted whether they exist or not.
 */
@Injectable()
export class Throttle {
  readonly #account: RateLimiterPostgres;
  readonly #address: RateLimiterPostgres;
  readonly #mailsTo: RateLimiterPostgres;
  readonly #mailsFrom: RateLimiterPostgres;
  readonly #mailsBy: RateLimiterPostgres;

  constructor(@Inject(POOL) pool: Pool) {
    const limiter = (keyPrefix: string, limit: { points: number; duration: number }) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limit',
        schemaName: 'public',
        tableCreated: true,
        keyPrefix,
        ...limit,
      });
    this.#account = limiter('sign-in-account', ACCOUNT);
    this.#address = limiter('sign-in-address', ADDRESS);
    this.#mailsTo = limiter('mail-to', MAILS_TO);
    this.#mailsFrom = limiter('mail-from', MAILS_FROM);
    this.#mailsBy = limiter('mail-by', MAILS_BY);
  }

  /** Counts one try before it is made; throws `too-many-requests` beyond the limit. */
  async spendTry(account: string, address: string): Promise<void> {
    await spend(this.#account, keyOf(account.toLowerCase(), networkOf(address)));
    await spend(this.#address, keyOf(networkOf(address)));
  }

  /** A try that succeeded does not count. */
  async forgive(account: string, address: string): Promise<void> {
    await this.#account.delete(keyOf(account.toLowerCase(), networkOf(address)));
    await this.#address.reward(keyOf(networkOf(address)), 1);
  }

  /** Counts a mail that a stranger asks for; throws beyond the limit of the network address. */
  async spendRequest(address: string): Promise<void> {
    await spend(this.#mailsFrom, keyOf(networkOf(address)));
  }

  /** Whether one more mail may go to this address; its owner is not to be flooded, and the asker not to be told. */
  async mayMail(email: string): Promise<boolean> {
    return (await taken(this.#mailsTo, keyOf(email.toLowerCase()))) === null;
  }

  /** Counts a mail that an administrator sends. */
  async spendMail(actorId: string): Promise<void> {
    await spend(this.#mailsBy, keyOf(actorId));
  }
}

async function spend(limiter: RateLimiterPostgres, key: string): Promise<void> {
  const refused = await taken(limiter, key);
  if (refused === null) return;
  throw new DomainError('too-many-requests', {
    seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
  });
}

async function taken(limiter: RateLimiterPostgres, key: string): Promise<RateLimiterRes | null> {
  try {
    await limiter.consume(key, 1);
    return null;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}

/** Addresses and accounts are personal data: the table of counts holds none. */
function keyOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}
