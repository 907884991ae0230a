import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Allowance } from '../../../platform/auth/allowance.js';
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
  readonly #account: Allowance;
  readonly #address: Allowance;
  readonly #mailsTo: Allowance;
  readonly #mailsFrom: Allowance;
  readonly #mailsBy: Allowance;

  constructor(@Inject(POOL) pool: Pool) {
    this.#account = new Allowance(pool, 'sign-in-account', ACCOUNT);
    this.#address = new Allowance(pool, 'sign-in-address', ADDRESS);
    this.#mailsTo = new Allowance(pool, 'mail-to', MAILS_TO);
    this.#mailsFrom = new Allowance(pool, 'mail-from', MAILS_FROM);
    this.#mailsBy = new Allowance(pool, 'mail-by', MAILS_BY);
  }

  /** Counts one try before it is made; throws `too-many-requests` beyond the limit. */
  async spendTry(account: string, address: string): Promise<void> {
    await this.#account.spend(account.toLowerCase(), networkOf(address));
    await this.#address.spend(networkOf(address));
  }

  /** A try that succeeded does not count. */
  async forgive(account: string, address: string): Promise<void> {
    await this.#account.forget(account.toLowerCase(), networkOf(address));
    await this.#address.giveBack(networkOf(address));
  }

  /** Counts a mail that a stranger asks for; throws beyond the limit of the network address. */
  async spendRequest(address: string): Promise<void> {
    await this.#mailsFrom.spend(networkOf(address));
  }

  /** Whether one more mail may go to this address; its owner is not to be flooded, and the asker not to be told. */
  mayMail(email: string): Promise<boolean> {
    return this.#mailsTo.allows(email.toLowerCase());
  }

  /** Counts a mail that an administrator sends. */
  spendMail(actorId: string): Promise<void> {
    return this.#mailsBy.spend(actorId);
  }
}
