import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { contentHash } from '../../platform/content-hash.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { personProblems } from '../inventory/person-references.public.js';
import { type PolicyFacts, policyProblems, submissionProblems } from './domain/policy.js';
import { auditedOf, isSeen, refuseForeign } from './installation-wide.js';
import { named, NamedRecords } from './named-records.js';
import type { PolicyEntity } from './persistence/policy.entity.js';
import { PolicyRepository } from './persistence/policy.repository.js';

export type PolicyChange = Partial<PolicyFacts>;
export type PolicyInput = PolicyChange & Pick<PolicyFacts, 'name'> & { legalEntityId?: string | null };

const RESOURCE = 'policy';
const UNSTATED: Omit<PolicyFacts, 'name'> = {
  ...{ kind: 'other', nameZhHant: null, stages: [], ownerId: null, version: null, evidenceId: null },
  nextReviewOn: null,
};
/** What any change leaves of a decision. */
const DRAFT: Partial<PolicyEntity> = {
  ...{ state: 'draft', submittedHash: null, approvedBy: null, approvedOn: null, approvedHash: null },
};

/** Records policies, puts them before somebody else, and takes an approval away with whatever changes. */
@Injectable()
export class PolicyService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly policies: PolicyRepository,
    private readonly records: NamedRecords,
  ) {}

  register(context: RequestContext, input: PolicyInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { legalEntityId = null } = input;
      const facts: PolicyFacts = { ...UNSTATED, ...factsOf(input), name: input.name };
      refuse([
        ...(await this.records.entityProblems(tx, named('/legalEntityId', legalEntityId))),
        ...(await this.#factProblems(tx, legalEntityId, facts, facts)),
      ]);
      refuseForeign(tx, { legalEntityId });
      const id = newId();
      const createdBy = preparerOf(context.actor);
      const row = { id, legalEntityId, ...stored(facts), state: 'draft', createdBy, preparedBy: [createdBy] };
      const { rowVersion } = await this.policies.insert(tx, row);
      record(tx, 'registered', { id, legalEntityId }, { legalEntityId, ...facts });
      const { json } = await this.policies.shown(tx, id, this.clock.now());
      return Answer.created(json, `/api/v1/policies/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: PolicyChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      refuse(await this.#factProblems(tx, current.legalEntityId, { ...current, ...stated }, stated));
      const changes = changesBetween<PolicyFacts>(current, stated);
      if (Object.keys(changes).length === 0) {
        return Answer.of(await this.policies.shown(tx, id, this.clock.now()));
      }
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return this.#moved(tx, current, 'changed', { ...stored(stated), ...DRAFT, preparedBy }, changes);
    });
  }

  submit(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      if (current.state !== 'draft') {
        throw new DomainError(current.state === 'approved' ? 'already-approved' : 'not-open');
      }
      refuse(submissionProblems(current, await this.records.today(tx, current.legalEntityId)));
      const submittedHash = hashOf(current);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      const change = { state: 'submitted', submittedHash, preparedBy };
      return this.#moved(tx, current, 'submitted', change, { contentHash: submittedHash });
    });
  }

  /** Approves what was submitted, for whoever had no hand in it. */
  approve(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      if (current.state !== 'submitted') throw new DomainError('not-submitted');
      const approvedBy = preparerOf(context.actor);
      if (current.preparedBy.includes(approvedBy)) throw new DomainError('four-eyes');
      const approvedHash = hashOf(current);
      if (approvedHash !== current.submittedHash) throw new DomainError('precondition-failed');
      const approvedOn = await this.records.today(tx, current.legalEntityId);
      refuse(submissionProblems(current, approvedOn));
      const change = { state: 'approved', approvedBy, approvedOn, approvedHash };
      return this.#moved(tx, current, 'approved', change, { contentHash: approvedHash });
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      await this.policies.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** It comes back as a draft, to be approved again. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { legalEntityId, evidenceId } = current;
      refuse([
        ...(await this.records.entityProblems(tx, named('/legalEntityId', legalEntityId))),
        ...(await this.#factProblems(tx, legalEntityId, current, { evidenceId })),
      ]);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return this.#moved(tx, current, 'restored', { ...DRAFT, retiredAt: null, preparedBy }, {});
    });
  }

  /** @param stated what the request names: what is named already may have gone since */
  async #factProblems(
    tx: Transaction,
    legalEntityId: string | null,
    facts: PolicyFacts,
    stated: PolicyChange,
  ): Promise<FieldError[]> {
    return [
      ...policyProblems(facts, stated, await this.records.today(tx, legalEntityId)),
      ...(await personProblems(tx, named('/ownerId', stated.ownerId))),
      ...(await this.records.documentProblems(tx, legalEntityId, named('/evidenceId', stated.evidenceId))),
    ];
  }

  async #moved(
    tx: Transaction,
    current: PolicyEntity,
    what: string,
    change: Partial<PolicyEntity>,
    told: object,
  ): Promise<Answer> {
    await this.policies.update(tx, current.id, change);
    const { state = current.state } = change;
    const moved = state === current.state ? {} : { state: { from: current.state, to: state } };
    record(tx, what, current, { ...moved, ...told });
    return Answer.of(await this.policies.shown(tx, current.id, this.clock.now()));
  }

  async #hold(tx: Transaction, id: string): Promise<PolicyEntity> {
    const current = await this.policies.lock(tx, id);
    if (current === null || !isSeen(tx, current)) throw notFound();
    refuseForeign(tx, current);
    return current;
  }

  async #holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<PolicyEntity> {
    const current = await this.#hold(tx, id);
    refuseStaleOrRetired(current, rowVersion);
    return current;
  }
}

/** SHA-256 of all that somebody approves. */
function hashOf(policy: PolicyEntity): string {
  const { id, legalEntityId, kind, name, nameZhHant, stages } = policy;
  const { ownerId, version, evidenceId, nextReviewOn } = policy;
  return contentHash({
    ...{ id, legalEntityId, kind, name, nameZhHant, stages },
    ...{ ownerId, version, evidenceId, nextReviewOn },
  });
}

function factsOf(input: PolicyChange): Partial<PolicyFacts> {
  const stated = Object.entries(input).filter(
    ([field, value]) => value !== undefined && (field in UNSTATED || field === 'name'),
  );
  return Object.fromEntries(stated);
}

function stored({ stages, ...rest }: Partial<PolicyFacts>): Partial<PolicyEntity> {
  return { ...rest, ...(stages && { stages: [...stages] }) };
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(
  tx: Transaction,
  what: string,
  policy: Pick<PolicyEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id: policy.id },
    legalEntityIds: auditedOf(policy),
    changes: { ...changes },
  });
}
