import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { ComponentService, ProviderService, standingAgain } from '../inventory/inventory.public.js';
import type { OpenSuspension, SuspensionSubject } from './domain/stops.js';
import { Foresight } from './foresight.js';
import { SuspensionRepository } from './persistence/suspension.repository.js';

/** Suspends a provider or component in one step, by one person who has seen what that stops; a second person lifts it. */
@Injectable()
export class SuspensionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly foresight: Foresight,
    private readonly suspensions: SuspensionRepository,
    private readonly providers: ProviderService,
    private readonly components: ComponentService,
  ) {}

  async suspend(
    context: RequestContext,
    subject: SuspensionSubject,
    rowVersion: number,
    { reason, seen }: { reason: string; seen: string },
  ): Promise<Answer> {
    const looked = await this.foresight.ahead(subject);
    const by = preparerOf(context.actor);
    return this.unitOfWork.answer(context, async (tx) => {
      let { foreseen } = looked;
      const moved = await this.#recordsOf(subject).moveIn(tx, subject.id, {
        ...{ what: 'suspended', reason, rowVersion },
        to: async ({ status }) => {
          if (status === 'suspended') throw new DomainError('already-suspended');
          foreseen = await this.foresight.confirmed(tx, subject, looked);
          if (seen !== foreseen.seen) throw new DomainError('not-as-seen');
          return 'suspended';
        },
      });
      const { stops, graphHash } = foreseen;
      await this.suspensions.insert(tx, {
        ...{ id: newId(), subject, origin: 'suspend', reason, statusBefore: moved.from },
        ...{ by, at: this.clock.now(), seen, stops, graphHash },
      });
      return Answer.of(moved);
    });
  }

  /** Brings back where it stood, or what has to be decided on anew. */
  reinstate(context: RequestContext, subject: SuspensionSubject, reason: string): Promise<Answer> {
    const { actor } = context;
    const by = preparerOf(actor);
    return this.unitOfWork.answer(context, async (tx) => {
      let open: OpenSuspension | null = null;
      const moved = await this.#recordsOf(subject).moveIn(tx, subject.id, {
        ...{ what: 'reinstated', reason, rowVersion: null },
        to: async (current) => {
          open = await this.suspensions.lockOpen(tx, subject.id);
          if (open === null || current.status !== 'suspended') throw new DomainError('not-suspended');
          if (open.suspendedBy === by) throw new DomainError('four-eyes');
          return standingAgain(actor, current, open.statusBefore);
        },
      });
      await this.suspensions.lift(tx, open!.id, { by, at: this.clock.now(), reason, statusAfter: moved.to });
      return Answer.of(moved);
    });
  }

  #recordsOf({ type }: SuspensionSubject): ProviderService | ComponentService {
    return type === 'provider' ? this.providers : this.components;
  }
}
