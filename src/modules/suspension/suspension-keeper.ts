import { Injectable } from '@nestjs/common';
import { preparerOf } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Follow, Suspendable } from '../inventory/inventory.public.js';
import { NOTHING_STOPS, type SuspensionSubject } from './domain/stops.js';
import { type Foreseen, Foresight, type LookedAt } from './foresight.js';
import { SuspensionRepository } from './persistence/suspension.repository.js';

const NOTHING: Pick<Foreseen, 'stops'> & { seen: null; graphHash: null } = {
  ...{ stops: NOTHING_STOPS, seen: null, graphHash: null },
};

/** Keeps record of suspensions that are decided, and lifted, by a change of the status: they leave what any other leaves. */
@Injectable()
export class SuspensionKeeper {
  constructor(
    private readonly clock: Clock,
    private readonly foresight: Foresight,
    private readonly suspensions: SuspensionRepository,
  ) {}

  /**
   * Looks at what it stops, before the transaction and, where anything has changed by then, in it. Nothing stands on what is new,
   * and what is not there stops nothing.
   */
  async follow(type: Suspendable, id: string | null, status: string): Promise<Follow> {
    const looked = status === 'suspended' && id !== null ? await this.#ahead({ type, id }) : null;
    return async (tx, change) => {
      const by = preparerOf(tx.context.actor);
      const at = this.clock.now();
      if (change.to === 'suspended') {
        const subject = { type, id: change.id };
        const { stops, seen, graphHash } = looked
          ? await this.foresight.confirmed(tx, subject, looked)
          : NOTHING;
        await this.suspensions.insert(tx, {
          ...{ id: newId(), subject, origin: 'status', reason: null },
          ...{ statusBefore: change.from ?? 'proposed', by, at, seen, stops, graphHash },
        });
      } else if (change.from === 'suspended') {
        const open = await this.suspensions.lockOpen(tx, change.id);
        if (open === null) return;
        if (open.suspendedBy === by) throw new DomainError('four-eyes');
        await this.suspensions.lift(tx, open.id, { by, at, reason: null, statusAfter: change.to });
      }
    };
  }

  async #ahead(subject: SuspensionSubject): Promise<LookedAt | null> {
    try {
      return await this.foresight.ahead(subject);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not-found') return null;
      throw error;
    }
  }
}
