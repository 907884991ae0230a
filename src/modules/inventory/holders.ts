import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { Dependents } from './domain/in-use.js';

/** Records that others may hold in use: of the inventory, and of modules that ask in the same way. */
export type HeldType = 'provider' | 'component' | 'legal_entity' | 'arrangement' | 'evidence';

/** What keeps a record in use; names only of what the actor sees. */
export type Holder = (tx: Transaction, type: HeldType, id: string) => Promise<Dependents>;

/** Modules say here what of theirs stands on records of others: those below cannot know those above. */
@Injectable()
export class Holders {
  readonly #holders: Holder[] = [];

  add(holder: Holder): void {
    this.#holders.push(holder);
  }

  /** What keeps a record in use, besides what its own repository knows of. */
  async dependents(tx: Transaction, type: HeldType, id: string): Promise<readonly Dependents[]> {
    return Promise.all(this.#holders.map((holder) => holder(tx, type, id)));
  }
}
