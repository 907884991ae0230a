import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Registered, Stored } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { createEach } from '../../platform/http/batch.js';
import { type AlternativeInput, countProblems, isNamedNoMore, ranked } from './domain/alternative.js';
import { refuseBeyondScope } from '../../kernel/entity-scope.js';
import { changesBetween } from '../../kernel/changes.js';
import { refuseStale } from '../../kernel/versioned.js';
import { AdversePartRepository } from './persistence/adverse-part.repository.js';
import type { Dependent } from './persistence/requirement-dependent.repository.js';
import {
  type RequirementRow,
  RequirementRepository,
  type RequirementTerms,
} from './persistence/requirement.repository.js';
import { RequirementReferences } from './requirement-references.js';

/** What may change of a requirement; whose it is stays. */
export type RequirementChange = Partial<Omit<RequirementTerms, 'alternatives'>> & {
  alternatives?: readonly AlternativeInput[];
};

export interface RequirementInput extends RequirementChange {
  dependentType: string;
  dependentId: string;
  label: string;
}

const RESOURCE = 'requirement';

/** Registers, changes and retires requirements: what use cases and components need to work. */
@Injectable()
export class RequirementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requirements: RequirementRepository,
    private readonly references: RequirementReferences,
    private readonly adverseParts: AdversePartRepository,
  ) {}

  register(context: RequestContext, input: RequirementInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const id = newId();
      const stored = await this.#insert(tx, id, input);
      return Answer.created(stored.json, `/api/v1/requirements/${id}`, etagOf(stored.rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly RequirementInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, (tx) =>
      createEach(inputs, (input) => this.#insert(tx, newId(), input)),
    );
  }

  change(context: RequestContext, id: string, rowVersion: number, input: RequirementChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { current, dependent } = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt || dependent.retired) throw new DomainError('retired');
      const given = { ...input, ...(input.alternatives ? { alternatives: ranked(input.alternatives) } : {}) };
      const next = { ...current, ...given } as RequirementRow;
      refuse([
        ...countProblems(next.required, next.alternatives.length),
        ...(await this.references.problemsOf(tx, input.alternatives ?? [], current.dependentId, dependent)),
      ]);
      const changes = changesBetween<RequirementTerms>(current, given as Partial<RequirementTerms>);
      if (Object.keys(changes).length === 0) return Answer.of(await this.requirements.stored(tx, id));
      if (isNamedNoMore(current, next)) await this.#refuseForgetting(tx, current);
      const stored = await this.requirements.update(tx, id, next, input.alternatives !== undefined);
      record(tx, 'changed', id, dependent, changes);
      return Answer.of(stored);
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { current, dependent } = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      await this.#refuseForgetting(tx, current);
      await this.requirements.setRetired(tx, id, true);
      record(tx, 'retired', id, dependent);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { current, dependent } = await this.#lock(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const problems = await this.references.retiredOf(tx, current.alternatives);
      if (dependent.retired) problems.push({ pointer: '/dependentId', code: 'retired-reference' });
      if (problems.length > 0) throw new DomainError('retired', {}, problems);
      const stored = await this.requirements.setRetired(tx, id, false);
      record(tx, 'restored', id, dependent);
      return Answer.of(stored);
    });
  }

  /** Registers a requirement within a transaction of the caller's. */
  async registerIn(tx: Transaction, input: RequirementInput): Promise<Registered> {
    const id = newId();
    return { id, ...(await this.#insert(tx, id, input)) };
  }

  /**
   * Ends the use of one component by another, within a transaction of the caller's.
   * @returns `changed` where somebody has made another requirement of it meanwhile, and `adverse` where what is used has a
   * finding that no remediation has closed: the requirement then stands
   */
  async endUse(tx: Transaction, id: string, componentId: string): Promise<'ended' | 'changed' | 'adverse'> {
    const { current, dependent } = await this.#lock(tx, id);
    const [first, ...others] = current.alternatives;
    const isAsMade = current.effect === 'uses' && others.length === 0 && first?.componentId === componentId;
    if (current.retiredAt || !isAsMade) return 'changed';
    if (await this.adverseParts.among(tx, namedBy(current))) return 'adverse';
    await this.requirements.setRetired(tx, id, true);
    record(tx, 'retired', id, dependent);
    return 'ended';
  }

  async #insert(tx: Transaction, id: string, input: RequirementInput): Promise<Stored> {
    const terms = termsOf(input);
    refuse(countProblems(terms.required, terms.alternatives.length));
    const { dependentType, dependentId } = input;
    const dependent = await this.references.visibleDependent(tx, typeOf(dependentType), dependentId);
    if (!dependent) throw invalid({ pointer: '/dependentId', code: 'unknown-reference' });
    refuseBeyondScope(tx.context.actor.scope, dependent.legalEntityIds);
    const problems = await this.references.problemsOf(tx, input.alternatives ?? [], dependentId, dependent);
    if (dependent.retired) problems.push({ pointer: '/dependentId', code: 'retired-reference' });
    refuse(problems);
    const requirement = { id, dependentType: typeOf(dependentType), dependentId, ...terms };
    record(tx, 'registered', id, dependent, requirement);
    return this.requirements.insert(tx, requirement);
  }

  /** What was found to be bad stays in view: a need may be met by something else, and not by what nobody names. */
  #refuseForgetting(tx: Transaction, current: RequirementRow): Promise<void> {
    return this.adverseParts.refuseForgetting(tx, namedBy(current), '/alternatives');
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number) {
    const locked = await this.#lock(tx, id);
    refuseStale(locked.current, rowVersion);
    return locked;
  }

  async #lock(tx: Transaction, id: string): Promise<{ current: RequirementRow; dependent: Dependent }> {
    const current = await this.requirements.lock(tx, id);
    if (!current) throw notFound();
    const dependent = await this.references.visibleDependent(tx, current.dependentType, current.dependentId);
    if (!dependent) throw notFound();
    refuseBeyondScope(tx.context.actor.scope, dependent.legalEntityIds);
    return { current, dependent };
  }
}

/** Ids of the components that may meet it. */
function namedBy({ alternatives }: RequirementRow): string[] {
  return alternatives.flatMap(({ componentId }) => componentId ?? []);
}

function typeOf(dependentType: string): 'use_case' | 'component' {
  return dependentType === 'use_case' ? 'use_case' : 'component';
}

function termsOf(input: RequirementInput): RequirementTerms {
  return {
    label: input.label,
    required: input.required ?? 1,
    effect: input.effect ?? 'stops',
    upstreamDisclosed: input.upstreamDisclosed ?? 'unknown',
    alternatives: ranked(input.alternatives ?? []),
  };
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(tx: Transaction, what: string, id: string, dependent: Dependent, changes: object = {}): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor(dependent.legalEntityIds),
    changes: { ...changes },
  });
}
