import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { personProblems } from '../inventory/person-references.public.js';
import {
  type DelegationFacts,
  type DelegationIdentity,
  delegationProblems,
  kindProblems,
} from './domain/delegation.js';
import { named, NamedRecords } from './named-records.js';
import type { DelegationEntity } from './persistence/delegation.entity.js';
import { DelegationRepository } from './persistence/delegation.repository.js';

export type DelegationChange = Partial<DelegationFacts>;
export type DelegationInput = DelegationChange & DelegationIdentity;

const RESOURCE = 'delegation';
const UNSTATED: DelegationFacts = {
  ...{ description: null, agreementEvidenceId: null, oversightOwnerId: null, startsOn: null, endsOn: null },
};

/** Records what a licensed corporation delegates within its group; it stays responsible for it. */
@Injectable()
export class DelegationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly delegations: DelegationRepository,
    private readonly records: NamedRecords,
  ) {}

  register(context: RequestContext, input: DelegationInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { function: of, legalEntityId, groupEntityId } = input;
      const identity = { function: of, legalEntityId, groupEntityId };
      const facts = { ...UNSTATED, ...factsOf(input) };
      refuse([
        ...(await this.#identityProblems(tx, identity)),
        ...(await this.#factProblems(tx, identity, facts, facts)),
      ]);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      recordDelegation(tx, 'registered', { id, legalEntityId }, { ...identity, ...facts });
      const row = { id, ...identity, ...facts, createdBy, preparedBy: [createdBy] };
      const { json, rowVersion } = await this.delegations.insert(tx, row);
      return Answer.created(json, `/api/v1/delegations/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: DelegationChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      refuse(await this.#factProblems(tx, current, { ...current, ...stated }, stated));
      const changes = changesBetween<DelegationFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.delegations.stored(tx, id));
      recordDelegation(tx, 'changed', current, changes);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.delegations.update(tx, id, { ...stated, preparedBy }));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      await this.delegations.retire(tx, id);
      recordDelegation(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { agreementEvidenceId } = current;
      refuse([
        ...(await this.#identityProblems(tx, current)),
        ...(await this.#factProblems(tx, current, current, { agreementEvidenceId })),
      ]);
      recordDelegation(tx, 'restored', current);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.delegations.update(tx, id, { retiredAt: null, preparedBy }));
    });
  }

  /** Locked until the transaction ends, be it retired or not; throws not-found. */
  async hold(tx: Transaction, id: string): Promise<DelegationEntity> {
    const current = await this.delegations.lock(tx, id);
    if (current === null || !sees(tx.context.actor.scope, current.legalEntityId)) throw notFound();
    return current;
  }

  async #holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<DelegationEntity> {
    const current = await this.hold(tx, id);
    refuseStaleOrRetired(current, rowVersion);
    return current;
  }

  /** Two legal entities that the actor sees, of the right kinds. */
  async #identityProblems(
    tx: Transaction,
    { legalEntityId, groupEntityId }: DelegationIdentity,
  ): Promise<FieldError[]> {
    if (groupEntityId === legalEntityId) {
      return [{ pointer: '/groupEntityId', code: 'contradiction', params: { other: 'legalEntityId' } }];
    }
    const wrong = await this.records.entityProblems(tx, [
      ...named('/legalEntityId', legalEntityId),
      ...named('/groupEntityId', groupEntityId),
    ]);
    if (wrong.length > 0) return wrong;
    const kinds = await this.delegations.kindsOf(tx, [legalEntityId, groupEntityId]);
    return kindProblems({
      legalEntityKind: kinds.get(legalEntityId),
      groupEntityKind: kinds.get(groupEntityId),
    });
  }

  /** @param stated what the request names: what is named already may have gone since */
  async #factProblems(
    tx: Transaction,
    identity: DelegationIdentity,
    facts: DelegationFacts,
    stated: DelegationChange,
  ): Promise<FieldError[]> {
    const agreement = named('/agreementEvidenceId', stated.agreementEvidenceId);
    return [
      ...delegationProblems(identity, facts),
      ...(await personProblems(tx, named('/oversightOwnerId', stated.oversightOwnerId))),
      ...(await this.records.documentProblems(tx, identity.legalEntityId, agreement)),
    ];
  }
}

/** Tells the audit log what happened to a delegation. */
export function recordDelegation(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<DelegationEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
  });
}

function factsOf(input: DelegationChange): DelegationChange {
  const stated = Object.entries(input).filter(([field, value]) => value !== undefined && field in UNSTATED);
  return Object.fromEntries(stated);
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}
