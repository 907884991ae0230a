import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Allowance } from '../../platform/auth/allowance.js';
import { POOL } from '../../platform/tokens.js';

const HOUR = 60 * 60;
/** Mails to one address, whoever sends them: its owner has no account, and never asked for any. */
const TO = { points: 5, duration: HOUR };
/** Mails that one person or key sends. */
const BY = { points: 500, duration: HOUR };

/** How many links may be mailed: what strangers get in our name is limited, whatever the limit on requests. */
@Injectable()
export class LinkMailAllowance {
  readonly #to: Allowance;
  readonly #by: Allowance;

  constructor(@Inject(POOL) pool: Pool) {
    this.#to = new Allowance(pool, 'link-mail-to', TO);
    this.#by = new Allowance(pool, 'link-mail-by', BY);
  }

  /** Counts one mail, and a repeat of its request as well; throws `too-many-requests` beyond the limit. */
  async spend(email: string, senderId: string): Promise<void> {
    await this.#by.spend(senderId);
    await this.#to.spend(email.toLowerCase());
  }
}
