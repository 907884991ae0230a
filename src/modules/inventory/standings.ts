import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/unit-of-work.js';

/** What can be suspended. */
export type Suspendable = 'provider' | 'component';

/** A record that gets another status; one that is new had none. */
export interface StandingChange {
  id: string;
  from: string | null;
  to: string;
}

/** What follows from another status, in the transaction in which it is given. */
export type Follow = (tx: Transaction, change: StandingChange) => Promise<void>;

/** Looks, before the transaction, at what a status would do to a record; null: to one that is new. */
export type Follower = (type: Suspendable, id: string | null, status: string) => Promise<Follow>;

const NOTHING: Follow = () => Promise.resolve();

/** Who suspends, and lifts that, whichever way it is done: a module above the inventory keeps record of it. */
@Injectable()
export class Standings {
  #follower: Follower | null = null;

  use(follower: Follower): void {
    this.#follower = follower;
  }

  /** Asked before the transaction: looking takes connections of its own. */
  async before(type: Suspendable, id: string | null, status: string | undefined): Promise<Follow> {
    if (this.#follower === null || status === undefined) return NOTHING;
    return this.#follower(type, id, status);
  }

  /** The same of a record that is new: nothing stands on it yet. */
  async followNew(tx: Transaction, type: Suspendable, id: string, status: string | undefined): Promise<void> {
    if (status === undefined) return;
    const follow = await this.before(type, null, status);
    await follow(tx, { id, from: null, to: status });
  }
}

/** How a record is moved to another status by a module that keeps record of it itself. */
export interface Move {
  /** What happened, for the audit log. */
  what: 'suspended' | 'reinstated';
  reason: string;
  /** Null: of whatever version. */
  rowVersion: number | null;
  /** Where it is to stand, of a record that is held; may refuse. */
  to: (current: { status: string; preparedBy: readonly string[] }) => string | Promise<string>;
}

/** What was moved, and where it stood and stands. */
export interface Moved {
  json: string;
  rowVersion: number;
  from: string;
  to: string;
}
