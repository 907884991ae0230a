import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import type { Registered } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { createEach } from '../../platform/http/batch.js';
import { etagOf } from '../../platform/http/request.js';
import { DataFlowReferences, type FlowOwner } from './data-flow-references.js';
import {
  columnsOfEnds,
  endProblems,
  endsOf,
  type FlowEnds,
  type FlowFacts,
  flowProblems,
  flowRetirementProblems,
  forgottenProblems,
  useCaseAtEnd,
} from './domain/data-flow.js';
import type { DataFlowEntity } from './persistence/data-flow.entity.js';
import { DataFlowRepository } from './persistence/data-flow.repository.js';

export type DataFlowChange = Partial<FlowFacts>;
export type DataFlowInput = DataFlowChange & FlowEnds & { legalEntityId?: string | null };

const RESOURCE = 'data_flow';
const UNSTATED: FlowFacts = {
  ...{ useCaseId: null, purpose: null, description: null, dataClasses: ['unknown'] },
  ...{ encryptedAtRest: 'unknown', encryptedInTransit: 'unknown', crossBorder: 'unknown' },
  ...{ destinationJurisdiction: null, retention: 'unknown', deletion: 'unknown', deletionNote: null },
  ...{ evidenceIds: [], reviewedOn: null, endedOn: null, ownerId: null },
};

/** Registers, changes and retires data flows: where data goes, and how it is protected on its way. */
@Injectable()
export class DataFlowService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly flows: DataFlowRepository,
    private readonly references: DataFlowReferences,
  ) {}

  register(context: RequestContext, input: DataFlowInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { id, json, rowVersion } = await this.#insert(tx, input);
      return Answer.created(json, `/api/v1/data-flows/${id}`, etagOf(rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly DataFlowInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, (tx) => createEach(inputs, (input) => this.#insert(tx, input)));
  }

  change(context: RequestContext, id: string, rowVersion: number, input: DataFlowChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      const wanted = { ...current, ...stated };
      await this.#refuseWrong(tx, current, wanted, stated);
      refuseForgetting(forgottenProblems(current, wanted));
      const changes = changesBetween<FlowFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.flows.stored(tx, id));
      record(tx, 'changed', current, changes);
      return Answer.of(await this.flows.update(tx, id, stated));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      refuseForgetting(flowRetirementProblems(current));
      await this.flows.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** What it names may have gone since it was retired, and then keeps it from coming back; not who owned it. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lock(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { legalEntityId, useCaseId, evidenceIds } = current;
      const owner = await this.references.owner(tx, legalEntityId);
      const problems = [
        ...(owner?.retired ? [{ pointer: '/legalEntityId', code: 'retired-reference' }] : []),
        ...(await this.references.endProblems(tx, legalEntityId, endsOf(current), useCaseId)),
        ...(await this.references.factProblems(tx, legalEntityId, { evidenceIds }, {})),
      ];
      if (problems.length > 0) throw new DomainError('retired', {}, problems);
      record(tx, 'restored', current);
      return Answer.of(await this.flows.update(tx, id, { retiredAt: null }));
    });
  }

  async #insert(tx: Transaction, input: DataFlowInput): Promise<Registered> {
    const { from, to, legalEntityId: given = null } = input;
    const ends = { from, to };
    const facts = { ...UNSTATED, ...factsOf(input) };
    facts.useCaseId ??= useCaseAtEnd(ends);
    refuse(endProblems(ends, facts.useCaseId));
    const owner = await this.references.ownerOf(tx, ends, facts.useCaseId, given);
    const legalEntityId = owner.id;
    refuse([
      ...(await this.references.endProblems(tx, legalEntityId, ends, facts.useCaseId)),
      ...flowProblems(facts, owner),
      ...(await this.references.factProblems(tx, legalEntityId, facts, {})),
    ]);
    const id = newId();
    record(tx, 'registered', { id, legalEntityId }, { legalEntityId, from, to, ...facts });
    const row = { id, legalEntityId, ...columnsOfEnds(ends), ...facts };
    return { id, ...(await this.flows.insert(tx, row)) };
  }

  async #refuseWrong(
    tx: Transaction,
    current: DataFlowEntity,
    wanted: FlowFacts,
    stated: DataFlowChange,
  ): Promise<void> {
    const { legalEntityId } = current;
    const ends = endsOf(current);
    const { jurisdiction, today } = (await this.references.owner(tx, legalEntityId)) as FlowOwner;
    // The legal entity may have moved since: that is not what this change says.
    const saysWhere = stated.crossBorder !== undefined || stated.destinationJurisdiction !== undefined;
    refuse([
      ...endProblems(ends, wanted.useCaseId),
      ...(await this.#namedProblems(tx, current, ends, wanted)),
      ...flowProblems(wanted, { today, jurisdiction: saysWhere ? jurisdiction : null }),
      ...(await this.references.factProblems(tx, legalEntityId, stated, current)),
    ]);
  }

  /** What it names may have gone since: that matters where it names something else, or where data is to flow again. */
  async #namedProblems(
    tx: Transaction,
    current: DataFlowEntity,
    ends: FlowEnds,
    { useCaseId, endedOn }: FlowFacts,
  ): Promise<FieldError[]> {
    const isResumed = current.endedOn !== null && endedOn === null;
    if (!isResumed && useCaseId === current.useCaseId) return [];
    const problems = await this.references.endProblems(tx, current.legalEntityId, ends, useCaseId);
    return isResumed ? problems : problems.filter(({ pointer }) => pointer === '/useCaseId');
  }

  async #lock(tx: Transaction, id: string): Promise<DataFlowEntity> {
    const current = await this.flows.lock(tx, id);
    if (current === null || !sees(tx.context.actor.scope, current.legalEntityId)) throw notFound();
    return current;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<DataFlowEntity> {
    const current = await this.#lock(tx, id);
    refuseStaleOrRetired(current, rowVersion);
    return current;
  }
}

/** What a request states; an empty list of classes says "unknown", and is stored as that. */
function factsOf(input: DataFlowChange): DataFlowChange {
  const stated = Object.entries(input).filter(([field, value]) => value !== undefined && field in UNSTATED);
  const facts = Object.fromEntries(stated) as DataFlowChange;
  return facts.dataClasses?.length === 0 ? { ...facts, dataClasses: ['unknown'] } : facts;
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
  { id, legalEntityId }: Pick<DataFlowEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
  });
}
