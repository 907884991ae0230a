import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import type { Stored } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { isOpen } from './domain/codes.js';
import { instantOf } from './domain/local-time.js';
import { policyOf } from './domain/policy.js';
import { snoozeRange } from './domain/state.js';
import { type ObligationRecord, ObligationRepository } from './persistence/obligation.repository.js';

export interface Snooze {
  /** YYYY-MM-DD: the first day on which it may remind again. */
  until: string;
  reason: string;
}

type Act = (tx: Transaction, obligation: ObligationRecord) => Promise<Stored>;

/** What people do about obligations. */
@Injectable()
export class ObligationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly obligations: ObligationRepository,
  ) {}

  /** Says that it has been seen. The first to say so stands; reminders go on, for the day still comes. */
  acknowledge(context: RequestContext, id: string): Promise<Answer> {
    return this.#act(context, id, (tx, obligation) => {
      if (obligation.acknowledgedAt) return this.obligations.read(tx, id);
      record(tx, obligation, 'obligation.acknowledged', {});
      return this.obligations.acknowledge(tx, id, context.actor.personId);
    });
  }

  /**
   * Puts reminders off to a day before it is due, at most thirty days on. What would have reminded in between is told
   * together on that day: a snooze delays, it never drops. Said again with the same words, nothing changes.
   */
  snooze(context: RequestContext, id: string, { until, reason }: Snooze): Promise<Answer> {
    return this.#act(context, id, (tx, obligation) => {
      const { kind, dueOn, timeZone, snoozedUntil, snoozeReason } = obligation;
      const range = snoozeRange(dueOn, localDate(this.clock.now(), timeZone));
      if (!range) throw new DomainError('too-late-to-snooze', { dueOn });
      if (until < range.first || until > range.last) {
        throw invalid({ pointer: '/until', code: 'range', params: { min: range.first, max: range.last } });
      }
      if (until === snoozedUntil && reason === snoozeReason) return this.obligations.read(tx, id);
      tx.record({
        ...event(obligation, 'obligation.snoozed', { snoozedUntil: { from: snoozedUntil, to: until } }),
        reason,
      });
      const at = instantOf(until, policyOf(kind).at, timeZone);
      return this.obligations.snooze(tx, id, { on: until, at }, reason);
    });
  }

  /**
   * Says that what was asked for is done. It reminds no more; a later date of its source opens a new round. The first
   * word stands: the same person may say the same again, as a system does that missed the answer.
   */
  complete(context: RequestContext, id: string, note: string | null): Promise<Answer> {
    const { personId } = context.actor;
    const isSaidAlready = ({ state, doneBy, doneNote }: ObligationRecord): boolean =>
      state === 'done' && doneBy === personId && doneNote === note;
    return this.#act(
      context,
      id,
      (tx, obligation) => {
        if (isSaidAlready(obligation)) return this.obligations.read(tx, id);
        record(tx, obligation, 'obligation.completed', {
          state: { from: obligation.state, to: 'done' },
          note,
        });
        return this.obligations.complete(tx, id, personId, note);
      },
      (obligation) => isOpen(obligation.state) || isSaidAlready(obligation),
    );
  }

  #act(
    context: RequestContext,
    id: string,
    act: Act,
    allowed: (obligation: ObligationRecord) => boolean = ({ state }) => isOpen(state),
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const obligation = await this.obligations.lock(tx, id);
      if (!obligation) throw notFound();
      if (!allowed(obligation)) throw new DomainError('obligation-closed');
      const stored = await act(tx, obligation);
      return Answer.of(stored);
    });
  }
}

function event(
  { id, legalEntityIds }: ObligationRecord,
  action: string,
  changes: Record<string, unknown>,
): Parameters<Transaction['record']>[0] {
  return {
    action,
    resource: { type: 'obligation', id },
    legalEntityIds: auditedFor(legalEntityIds),
    changes,
  };
}

function record(
  tx: Transaction,
  obligation: ObligationRecord,
  action: string,
  changes: Record<string, unknown>,
): void {
  tx.record(event(obligation, action, changes));
}
