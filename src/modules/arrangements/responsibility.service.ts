import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Registered } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { createEach } from '../../platform/http/batch.js';
import { etagOf } from '../../platform/http/request.js';
import { personProblems } from '../inventory/person-references.public.js';
import {
  ArrangementOfTerms,
  currentTermOf,
  type HeldArrangement,
  recordTerm,
  termOf,
} from './arrangement-of-terms.js';
import {
  responsibilityProblems,
  type ResponsibilityTerms,
  withConfirmation,
} from './domain/responsibility.js';
import { EvidenceLookup } from '../inventory/inventory.public.js';
import { ResponsibilityRepository } from './persistence/term.repositories.js';

export type ResponsibilityChange = Partial<Omit<ResponsibilityTerms, 'task'>>;
export type ResponsibilityInput = ResponsibilityChange & Pick<ResponsibilityTerms, 'task'>;

const RESOURCE = 'responsibility';
const UNSTATED: Omit<ResponsibilityTerms, 'task'> = {
  side: 'unknown',
  split: null,
  accountable: null,
  basis: null,
  basisReference: null,
  basisDatedOn: null,
  evidenceId: null,
  confirmedBy: null,
  confirmedOn: null,
};

/** Records, changes and retires who does which task of cybersecurity (paragraph 27). */
@Injectable()
export class ResponsibilityService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly responsibilities: ResponsibilityRepository,
    private readonly arrangement: ArrangementOfTerms,
    private readonly evidence: EvidenceLookup,
  ) {}

  register(context: RequestContext, arrangementId: string, input: ResponsibilityInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const { id, json, rowVersion } = await this.#registerIn(tx, arrangementId, held, input);
      const path = `/api/v1/arrangements/${arrangementId}/responsibilities/${id}`;
      return Answer.created(json, path, etagOf(rowVersion));
    });
  }

  registerBatch(
    context: RequestContext,
    arrangementId: string,
    inputs: readonly ResponsibilityInput[],
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      return createEach(inputs, (input) => this.#registerIn(tx, arrangementId, held, input));
    });
  }

  change(
    context: RequestContext,
    arrangementId: string,
    id: string,
    rowVersion: number,
    input: ResponsibilityChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const current = currentTermOf(await this.responsibilities.lock(tx, id), arrangementId, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const stated = withConfirmation(current, given(input));
      await this.#refuseWrong(tx, held, { ...current, ...stated }, stated);
      const changes = changesBetween<ResponsibilityTerms>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.responsibilities.stored(tx, id));
      recordTerm(tx, RESOURCE, 'changed', id, held, changes);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.responsibilities.update(tx, id, { ...stated, preparedBy }));
    });
  }

  retire(context: RequestContext, arrangementId: string, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const current = currentTermOf(await this.responsibilities.lock(tx, id), arrangementId, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      await this.responsibilities.retire(tx, id);
      recordTerm(tx, RESOURCE, 'retired', id, held);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, arrangementId: string, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const current = termOf(await this.responsibilities.lock(tx, id), arrangementId);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      recordTerm(tx, RESOURCE, 'restored', id, held);
      return Answer.of(await this.responsibilities.update(tx, id, { retiredAt: null, preparedBy }));
    });
  }

  async #registerIn(
    tx: Transaction,
    arrangementId: string,
    held: HeldArrangement,
    input: ResponsibilityInput,
  ): Promise<Registered> {
    const terms = { ...UNSTATED, ...given(input), task: input.task };
    await this.#refuseWrong(tx, held, terms, terms);
    const id = newId();
    const createdBy = preparerOf(tx.context.actor);
    recordTerm(tx, RESOURCE, 'registered', id, held, { arrangementId, ...terms });
    const row = { id, arrangementId, ...terms, createdBy, preparedBy: [createdBy] };
    return { id, ...(await this.responsibilities.insert(tx, row)) };
  }

  /** @param named what the request names: what is named already may have gone since */
  async #refuseWrong(
    tx: Transaction,
    { today, legalEntityId }: HeldArrangement,
    terms: ResponsibilityTerms,
    named: Partial<ResponsibilityTerms>,
  ): Promise<void> {
    const { evidenceId, confirmedBy } = named;
    const [evidence, people] = await Promise.all([
      this.evidence.problemsOf(
        tx,
        legalEntityId,
        evidenceId ? [{ pointer: '/evidenceId', id: evidenceId }] : [],
      ),
      personProblems(tx, confirmedBy ? [{ pointer: '/confirmedBy', id: confirmedBy }] : []),
    ]);
    const problems: FieldError[] = [...responsibilityProblems(terms, today), ...evidence, ...people];
    if (problems.length > 0) throw invalid(...problems);
  }
}

function given<T extends object>(input: T): Partial<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<T>;
}
