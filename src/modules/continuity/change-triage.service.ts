import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { ChangeReferences } from './change-references.js';
import { refuseRuling, type Resolution, resolutionProblems } from './domain/change-event.js';
import { type Ruling, stateOf } from './domain/stale-rules.js';
import { HeldChanges, recordChange } from './held-changes.js';
import { ChangeEventRepository } from './persistence/change-event.repository.js';

/**
 * What is decided about a change: whether it is material, by a second person; and, rule by rule, what was redone because of it,
 * until that is taken back.
 */
@Injectable()
export class ChangeTriageService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: ChangeEventRepository,
    private readonly held: HeldChanges,
    private readonly references: ChangeReferences,
  ) {}

  triage(
    context: RequestContext,
    id: string,
    rowVersion: number,
    { ruling, reason }: { ruling: Ruling; reason: string },
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      refuseRuling(context.actor, current, ruling);
      const resolved = await this.events.resolvedRules(tx, id);
      const state = stateOf({ kind: current.kind, ruling }, resolved);
      recordChange(tx, 'triaged', current, { ruling, state }, reason);
      const stored = await this.events.update(tx, id, {
        ...{ state, ruling, rulingReason: reason },
        ...{ triagedBy: context.actor.personId, triagedAt: this.clock.now() },
      });
      return Answer.of(await this.held.shown(tx, id, stored));
    });
  }

  resolve(
    context: RequestContext,
    id: string,
    { rule, on, evidenceId = null, reason }: Omit<Resolution, 'evidenceId'> & Partial<Resolution>,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdInUse(tx, id);
      if (current.ruling === null) throw new DomainError('not-triaged');
      const { legalEntityId, happenedOn, announcedOn } = current;
      const today = await this.references.todayOf(tx, legalEntityId);
      // What was announced may be prepared for before it happens.
      const since = announcedOn ?? happenedOn ?? '';
      const evidenceIds = evidenceId ? [{ pointer: '/evidenceId', id: evidenceId }] : [];
      const problems = [
        ...resolutionProblems(current, { rule, on }, since, today),
        ...(await this.references.problemsOf(tx, legalEntityId, { evidenceIds })),
      ];
      if (problems.length > 0) throw invalid(...problems);
      const resolved = await this.events.resolvedRules(tx, id);
      if (resolved.includes(rule)) throw new DomainError('already-closed');
      const resolution = { id: newId(), rule, on, evidenceId, reason };
      await this.events.resolve(tx, id, { ...resolution, by: preparerOf(context.actor) });
      const state = stateOf(current, [...resolved, rule]);
      recordChange(tx, 'resolved', current, { ...resolution, state }, reason);
      const stored = await this.events.update(tx, id, { state });
      return Answer.of(await this.held.shown(tx, id, stored));
    });
  }

  /** Takes back what was not redone after all: its rule is open again, and all that follows from that. */
  withdraw(
    context: RequestContext,
    id: string,
    resolutionId: string,
    rowVersion: number,
    reason: string,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      const resolution = await this.events.resolution(tx, id, resolutionId);
      if (resolution === null) throw notFound();
      if (resolution.isWithdrawn) throw new DomainError('already-withdrawn');
      const by = preparerOf(context.actor);
      await this.events.withdraw(tx, resolutionId, { at: this.clock.now(), by, reason });
      const state = stateOf(current, await this.events.resolvedRules(tx, id));
      const { rule } = resolution;
      recordChange(tx, 'resolution_withdrawn', current, { id: resolutionId, rule, state }, reason);
      const stored = await this.events.update(tx, id, { state });
      return Answer.of(await this.held.shown(tx, id, stored));
    });
  }
}
