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
import { namedIn } from './assessment-references.js';
import { answered } from './correspondence-answers.js';
import {
  type CorrespondenceFacts,
  type CorrespondenceIdentity,
  correspondenceProblems,
  forgottenProblems,
  retirementProblems,
} from './domain/correspondence.js';
import { type Named, named, NamedRecords } from './named-records.js';
import type { CorrespondenceEntity } from './persistence/correspondence.entity.js';
import { CorrespondenceRepository } from './persistence/correspondence.repository.js';

export type CorrespondenceChange = Partial<CorrespondenceFacts>;
export type CorrespondenceInput = CorrespondenceChange & CorrespondenceIdentity;

const RESOURCE = 'regulator_correspondence';
const UNSTATED: CorrespondenceFacts = {
  ...{ useCaseIds: [], decision: 'unknown', decisionReason: null, decidedBy: null, decidedOn: null },
  ...{ changeTookPlaceOn: null, sentOn: null, reference: null, caseOfficer: null, evidenceIds: [] },
  summary: null,
};

/** Records what is exchanged with the regulator, and whether and when it has to be. */
@Injectable()
export class CorrespondenceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly correspondence: CorrespondenceRepository,
    private readonly records: NamedRecords,
  ) {}

  register(context: RequestContext, input: CorrespondenceInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const identity = { kind: input.kind, legalEntityId: input.legalEntityId };
      const facts = { ...UNSTATED, ...factsOf(input) };
      refuse([
        ...(await this.records.entityProblems(tx, named('/legalEntityId', identity.legalEntityId))),
        ...(await this.#factProblems(tx, identity, facts, facts, {})),
      ]);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      record(tx, 'registered', { id, ...identity }, { ...identity, ...facts });
      const row = { id, ...identity, ...stored(facts), createdBy, preparedBy: [createdBy] };
      const { json, rowVersion } = answered(await this.correspondence.insert(tx, row));
      return Answer.created(json, `/api/v1/regulator-correspondence/${id}`, etagOf(rowVersion));
    });
  }

  change(
    context: RequestContext,
    id: string,
    rowVersion: number,
    input: CorrespondenceChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      refuse(await this.#factProblems(tx, current, { ...current, ...stated }, stated, current));
      refuseForgetting(forgottenProblems(current, stated));
      const changes = changesBetween<CorrespondenceFacts>(current, stated);
      if (Object.keys(changes).length === 0) {
        return Answer.of(answered(await this.correspondence.stored(tx, id)));
      }
      record(tx, 'changed', current, changes);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      const change = { ...stored(stated), preparedBy };
      return Answer.of(answered(await this.correspondence.update(tx, id, change)));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      refuseForgetting(retirementProblems(current));
      await this.correspondence.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { evidenceIds } = current;
      refuse([
        ...(await this.records.entityProblems(tx, named('/legalEntityId', current.legalEntityId))),
        ...(await this.#factProblems(tx, current, current, { evidenceIds }, {})),
      ]);
      record(tx, 'restored', current);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(answered(await this.correspondence.update(tx, id, { retiredAt: null, preparedBy })));
    });
  }

  /**
   * @param looked what is looked up
   * @param known what was named before: that may have gone since
   */
  async #factProblems(
    tx: Transaction,
    identity: CorrespondenceIdentity,
    facts: CorrespondenceFacts,
    looked: CorrespondenceChange,
    known: CorrespondenceChange,
  ): Promise<FieldError[]> {
    const { legalEntityId } = identity;
    const before = new Set([known.decidedBy, ...(known.useCaseIds ?? []), ...(known.evidenceIds ?? [])]);
    const fresh = (all: Named[]): Named[] => all.filter(({ id }) => !before.has(id));
    const useCases = fresh(namedIn('/useCaseIds', looked.useCaseIds));
    const documents = fresh(namedIn('/evidenceIds', looked.evidenceIds));
    return [
      ...correspondenceProblems(identity, facts, await this.records.today(tx, legalEntityId)),
      ...(await personProblems(tx, fresh(named('/decidedBy', looked.decidedBy)))),
      ...(await this.records.useCaseProblems(tx, legalEntityId, useCases)),
      ...(await this.records.documentProblems(tx, legalEntityId, documents)),
    ];
  }

  async #hold(tx: Transaction, id: string): Promise<CorrespondenceEntity> {
    const current = await this.correspondence.lock(tx, id);
    if (current === null || !sees(tx.context.actor.scope, current.legalEntityId)) throw notFound();
    return current;
  }

  async #holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<CorrespondenceEntity> {
    const current = await this.#hold(tx, id);
    refuseStaleOrRetired(current, rowVersion);
    return current;
  }
}

function factsOf(input: CorrespondenceChange): Partial<CorrespondenceFacts> {
  const stated = Object.entries(input).filter(([field, value]) => value !== undefined && field in UNSTATED);
  return Object.fromEntries(stated);
}

function stored({
  useCaseIds,
  evidenceIds,
  ...rest
}: Partial<CorrespondenceFacts>): Partial<CorrespondenceEntity> {
  return {
    ...rest,
    ...(useCaseIds && { useCaseIds: [...useCaseIds] }),
    ...(evidenceIds && { evidenceIds: [...evidenceIds] }),
  };
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function refuseForgetting(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw new DomainError('adverse-finding', {}, problems);
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<CorrespondenceEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
  });
}
