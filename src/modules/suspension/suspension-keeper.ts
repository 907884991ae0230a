import { Injectable } from '@nestjs/common';
import { preparerOf } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Follow, Suspendable } from '../inventory/inventory.public.js';
import { NOTHING_STOPS } from './domain/stops.js';
import { type Foreseen, Foresight } from './foresight.js';
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

  /** Looks at what it stops, before the transaction; nothing stands on what is new, and what is not there stops nothing. */
  async follow(type: Suspendable, id: string | null, status: string): Promise<Follow> {
    const foreseen = status === 'suspended' && id !== null ? await this.#foreseen(type, id) : NOTHING;
    return async (tx, change) => {
      const by = preparerOf(tx.context.actor);
      const at = this.clock.now();
      if (change.to === 'suspended') {
        const { stops, seen, graphHash } = foreseen;
        await this.suspensions.insert(tx, {
          ...{ id: newId(), subject: { type, id: change.id }, origin: 'status', reason: null },
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

  async #foreseen(type: Suspendable, id: string): Promise<Foreseen | typeof NOTHING> {
    try {
      return await this.foresight.of({ type, id }, null);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not-found') return NOTHING;
      throw error;
    }
  }
}
