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
import {
  ArrangementOfTerms,
  currentTermOf,
  type HeldArrangement,
  recordTerm,
  termOf,
} from './arrangement-of-terms.js';
import { type IndemnityCondition, indemnityProblems, type IndemnityTerms } from './domain/indemnity.js';
import { EvidenceLookup } from '../inventory/inventory.public.js';
import type { IndemnityEntity } from './persistence/indemnity.entity.js';
import { IndemnityRepository } from './persistence/term.repositories.js';

type ConditionInput = Partial<IndemnityCondition> & Pick<IndemnityCondition, 'text'>;
export type IndemnityChange = Partial<Omit<IndemnityTerms, 'conditions' | 'risk'>> & {
  conditions?: readonly ConditionInput[];
};
export type IndemnityInput = IndemnityChange & Pick<IndemnityTerms, 'risk' | 'protection'>;

const RESOURCE = 'indemnity';
const UNSTATED: Omit<IndemnityTerms, 'risk' | 'protection'> = {
  label: null,
  cap: null,
  capBase: 'unknown',
  conditionsStatus: 'unknown',
  conditions: [],
  exclusions: [],
  defence: 'unknown',
  noticeDays: null,
  noticeDuty: null,
  survivesTermination: 'unknown',
  clause: null,
  source: null,
};

/** Records, changes and retires indemnities: who pays, up to what, and on which conditions. */
@Injectable()
export class IndemnityService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly indemnities: IndemnityRepository,
    private readonly arrangement: ArrangementOfTerms,
    private readonly evidence: EvidenceLookup,
  ) {}

  register(context: RequestContext, arrangementId: string, input: IndemnityInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const { id, json, rowVersion } = await this.#registerIn(tx, arrangementId, held, input);
      const path = `/api/v1/arrangements/${arrangementId}/indemnities/${id}`;
      return Answer.created(json, path, etagOf(rowVersion));
    });
  }

  registerBatch(
    context: RequestContext,
    arrangementId: string,
    inputs: readonly IndemnityInput[],
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
    input: IndemnityChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const current = currentTermOf(await this.indemnities.lock(tx, id), arrangementId, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const stated = statedBy(input);
      const before = termsOf(current);
      const named = new Set(before.conditions.map(({ evidenceId }) => evidenceId));
      const fresh = (stated.conditions ?? []).map((condition) =>
        named.has(condition.evidenceId) ? { ...condition, evidenceId: null } : condition,
      );
      await this.#refuseWrong(tx, held, { ...before, ...stated }, fresh);
      const changes = changesBetween<IndemnityTerms>(before, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.indemnities.stored(tx, id));
      recordTerm(tx, RESOURCE, 'changed', id, held, changes);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.indemnities.update(tx, id, { ...rowOf(stated), preparedBy }));
    });
  }

  retire(context: RequestContext, arrangementId: string, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const current = currentTermOf(await this.indemnities.lock(tx, id), arrangementId, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      await this.indemnities.retire(tx, id);
      recordTerm(tx, RESOURCE, 'retired', id, held);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, arrangementId: string, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.arrangement.hold(tx, arrangementId);
      const current = termOf(await this.indemnities.lock(tx, id), arrangementId);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      recordTerm(tx, RESOURCE, 'restored', id, held);
      return Answer.of(await this.indemnities.update(tx, id, { retiredAt: null, preparedBy }));
    });
  }

  async #registerIn(
    tx: Transaction,
    arrangementId: string,
    held: HeldArrangement,
    input: IndemnityInput,
  ): Promise<Registered> {
    const { risk, protection } = input;
    const terms = { ...UNSTATED, ...statedBy(input), risk, protection };
    await this.#refuseWrong(tx, held, terms, terms.conditions);
    const id = newId();
    const createdBy = preparerOf(tx.context.actor);
    recordTerm(tx, RESOURCE, 'registered', id, held, { arrangementId, ...terms });
    const row = { id, arrangementId, ...rowOf(terms), createdBy, preparedBy: [createdBy] };
    return { id, ...(await this.indemnities.insert(tx, row)) };
  }

  /** @param fresh conditions, with the documents that are to be looked up */
  async #refuseWrong(
    tx: Transaction,
    { legalEntityId }: HeldArrangement,
    terms: IndemnityTerms,
    fresh: readonly IndemnityCondition[],
  ): Promise<void> {
    const named = fresh.flatMap(({ evidenceId: id }, i) =>
      id === null ? [] : [{ pointer: `/conditions/${i}/evidenceId`, id }],
    );
    const problems: FieldError[] = [
      ...indemnityProblems(terms),
      ...(await this.evidence.problemsOf(tx, legalEntityId, named)),
    ];
    if (problems.length > 0) throw invalid(...problems);
  }
}

function statedBy({ conditions, ...rest }: Partial<IndemnityInput>): Partial<IndemnityTerms> {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(conditions && { conditions: conditions.map(conditionOf) }) };
}

function conditionOf(input: ConditionInput): IndemnityCondition {
  const { text, kind = 'unknown', met = 'unknown', evidenceId = null, brokenBy = null } = input;
  return { text, kind, met, evidenceId, brokenBy };
}

/** What a row says, with its cap as money. */
function termsOf(row: IndemnityEntity): IndemnityTerms {
  const { capMinor, capCurrency } = row;
  const cap =
    capMinor === null || capCurrency === null ? null : { amountMinor: capMinor, currency: capCurrency };
  return { ...row, cap };
}

function rowOf({ cap, conditions, exclusions, ...rest }: Partial<IndemnityTerms>): Partial<IndemnityEntity> {
  return {
    ...rest,
    ...(conditions && { conditions: [...conditions] }),
    ...(exclusions && { exclusions: [...exclusions] }),
    ...(cap === undefined ? {} : { capMinor: cap?.amountMinor ?? null, capCurrency: cap?.currency ?? null }),
  };
}
