import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseForeign } from '../../platform/database/installation-wide.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { ChangeReferences } from './change-references.js';
import {
  type ChangeFacts,
  changeProblems,
  forgottenProblems,
  refuseChangeAfterRuling,
  refuseRetirement,
} from './domain/change-event.js';
import { columnsOfSubject, type Subject, subjectOf } from './domain/subject.js';
import { HeldChanges, recordChange } from './held-changes.js';
import { ChangeEventRepository } from './persistence/change-event.repository.js';

export type ChangeEventChange = Partial<ChangeFacts>;
export type ChangeEventInput = ChangeEventChange &
  Pick<ChangeFacts, 'kind' | 'summary'> & { subject: Subject; legalEntityId?: string | null };

/** A change that is entered: what it happened to, whose it is, and what is said of it. */
export interface EnteredChange {
  subject: Subject;
  legalEntityId: string | null;
  facts: ChangeFacts;
  /** Who wrote what it says, besides who enters it. */
  preparedBy?: readonly string[];
}

const UNSTATED: Omit<ChangeFacts, 'kind' | 'summary'> = {
  ...{ happenedOn: null, announcedOn: null, takesEffectOn: null, source: 'unknown', notice: null },
  ...{ evidenceId: null, ownerId: null },
};
const UNRULED = { state: 'untriaged', ruling: null, rulingReason: null, triagedBy: null } as const;

/** Registers, changes and retires change events. What somebody ruled on stays as it is. */
@Injectable()
export class ChangeEventService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: ChangeEventRepository,
    private readonly held: HeldChanges,
    private readonly references: ChangeReferences,
  ) {}

  register(context: RequestContext, input: ChangeEventInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { subject, kind, summary } = input;
      const legalEntityId = await this.references.ownerOf(tx, subject, input.legalEntityId ?? null);
      const facts: ChangeFacts = { ...UNSTATED, kind, summary, ...statedBy(input) };
      refuse(await this.#problemsOf(tx, legalEntityId, facts, facts));
      refuseForeign(tx, { legalEntityId });
      const { id, json, rowVersion } = await this.enter(tx, { subject, legalEntityId, facts });
      return Answer.created(json, `/api/v1/change-events/${id}`, etagOf(rowVersion));
    });
  }

  /** Enters a change that was looked at, within a transaction. */
  async enter(
    tx: Transaction,
    { subject, legalEntityId, facts, preparedBy = [] }: EnteredChange,
  ): Promise<{ id: string; json: string; rowVersion: number }> {
    const id = newId();
    const { actor } = tx.context;
    recordChange(tx, 'registered', { id, legalEntityId }, { subject, legalEntityId, ...facts });
    const stored = await this.events.insert(tx, {
      ...{ id, legalEntityId, ...columnsOfSubject(subject), ...facts, ...UNRULED },
      recordedOn: await this.references.todayOf(tx, legalEntityId),
      ...{ createdBy: preparerOf(actor), preparedBy: preparersWith(actor, preparedBy) },
    });
    return { id, ...(await this.held.shown(tx, id, stored)) };
  }

  change(context: RequestContext, id: string, rowVersion: number, input: ChangeEventChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      const stated = statedBy(input);
      const wanted = { ...current, ...stated };
      refuse(await this.#problemsOf(tx, current.legalEntityId, wanted, stated));
      const forgotten = forgottenProblems(current, wanted);
      if (forgotten.length > 0) throw new DomainError('adverse-finding', {}, forgotten);
      const changes = changesBetween<ChangeFacts>(current, stated);
      const changed = Object.keys(changes);
      if (changed.length === 0)
        return Answer.of(await this.held.shown(tx, id, await this.events.stored(tx, id)));
      refuseChangeAfterRuling(current, changed);
      recordChange(tx, 'changed', current, changes);
      // What is changed after the ruling is not what was ruled on.
      const preparedBy =
        current.ruling === null ? preparersWith(context.actor, current.preparedBy) : undefined;
      return Answer.of(
        await this.held.shown(tx, id, await this.events.update(tx, id, { ...stated, preparedBy })),
      );
    });
  }

  /** One that was entered by mistake, while nobody has ruled on it. */
  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      refuseRetirement(current);
      await this.events.retire(tx, id);
      recordChange(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      await this.references.ownerOf(tx, subjectOf(current), current.legalEntityId);
      refuse(await this.#problemsOf(tx, current.legalEntityId, current, current));
      recordChange(tx, 'restored', current);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      const stored = await this.events.update(tx, id, { retiredAt: null, preparedBy });
      return Answer.of(await this.held.shown(tx, id, stored));
    });
  }

  /** @param named what the request names: what is named already may have gone since */
  async #problemsOf(
    tx: Transaction,
    legalEntityId: string | null,
    facts: ChangeFacts,
    { evidenceId, ownerId }: ChangeEventChange,
  ): Promise<FieldError[]> {
    const evidenceIds = evidenceId ? [{ pointer: '/evidenceId', id: evidenceId }] : [];
    const [today, references] = await Promise.all([
      this.references.todayOf(tx, legalEntityId),
      this.references.problemsOf(tx, legalEntityId, { evidenceIds, ownerId }),
    ]);
    return [...changeProblems(facts, today), ...references];
  }
}

function statedBy(input: ChangeEventChange): ChangeEventChange {
  const stated = Object.entries(input).filter(
    ([field, value]) => value !== undefined && (field in UNSTATED || field === 'kind' || field === 'summary'),
  );
  return Object.fromEntries(stated);
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}
