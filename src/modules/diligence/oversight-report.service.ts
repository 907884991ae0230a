import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { DelegationService, recordDelegation } from './delegation.service.js';
import { type OversightFacts, oversightProblems } from './domain/delegation.js';
import { named, NamedRecords } from './named-records.js';
import type { DelegationEntity } from './persistence/delegation.entity.js';
import { OversightReportRepository } from './persistence/delegation.repository.js';
import type { OversightReportEntity } from './persistence/oversight-report.entity.js';

export type OversightChange = Partial<OversightFacts>;
export type OversightInput = OversightChange & Pick<OversightFacts, 'kind' | 'heldOn'>;

const FIELDS = ['kind', 'heldOn', 'evidenceId', 'summary'] as const;

/**
 * Records by which meetings and reports a delegated function is overseen, and corrects them. All of it is held by the lock of
 * the delegation, which tells of the latest.
 */
@Injectable()
export class OversightReportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly delegations: DelegationService,
    private readonly reports: OversightReportRepository,
    private readonly records: NamedRecords,
  ) {}

  register(context: RequestContext, delegationId: string, input: OversightInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const delegation = await this.#delegationInUse(tx, delegationId);
      const { kind, heldOn, evidenceId = null, summary = null } = input;
      const facts = { kind, heldOn, evidenceId, summary };
      await this.#refuseWrong(tx, delegation, facts, facts);
      const id = newId();
      recordDelegation(tx, 'oversight_recorded', delegation, { report: { id, ...facts } });
      const createdBy = preparerOf(context.actor);
      const row = { id, delegationId, ...facts, createdBy, preparedBy: [createdBy] };
      const { json, rowVersion } = await this.reports.insert(tx, row);
      const path = `/api/v1/delegations/${delegationId}/oversight-reports/${id}`;
      return Answer.created(json, path, etagOf(rowVersion));
    });
  }

  change(
    context: RequestContext,
    delegationId: string,
    id: string,
    rowVersion: number,
    input: OversightChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const delegation = await this.#delegationInUse(tx, delegationId);
      const current = await this.#hold(tx, delegationId, id);
      refuseStaleOrRetired(current, rowVersion);
      const stated = factsOf(input);
      await this.#refuseWrong(tx, delegation, { ...current, ...stated }, stated);
      const changes = changesBetween<OversightFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.reports.stored(tx, id));
      recordDelegation(tx, 'oversight_changed', delegation, { report: { id, ...changes } });
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.reports.update(tx, id, { ...stated, preparedBy }));
    });
  }

  retire(context: RequestContext, delegationId: string, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const delegation = await this.#delegationInUse(tx, delegationId);
      const current = await this.#hold(tx, delegationId, id);
      refuseStaleOrRetired(current, rowVersion);
      await this.reports.retire(tx, id);
      recordDelegation(tx, 'oversight_retired', delegation, { report: shortOf(current) });
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, delegationId: string, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const delegation = await this.#delegationInUse(tx, delegationId);
      const current = await this.#hold(tx, delegationId, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { evidenceId } = current;
      await this.#refuseWrong(tx, delegation, current, { evidenceId });
      recordDelegation(tx, 'oversight_restored', delegation, { report: shortOf(current) });
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.reports.update(tx, id, { retiredAt: null, preparedBy }));
    });
  }

  async #delegationInUse(tx: Transaction, id: string): Promise<DelegationEntity> {
    const delegation = await this.delegations.hold(tx, id);
    if (delegation.retiredAt) throw new DomainError('retired');
    return delegation;
  }

  async #hold(tx: Transaction, delegationId: string, id: string): Promise<OversightReportEntity> {
    const current = await this.reports.lock(tx, id);
    if (current?.delegationId !== delegationId) throw notFound();
    return current;
  }

  /** @param stated what the request names: a document that is named already may have gone since */
  async #refuseWrong(
    tx: Transaction,
    { legalEntityId }: DelegationEntity,
    facts: OversightFacts,
    { evidenceId }: OversightChange,
  ): Promise<void> {
    const today = await this.records.today(tx, legalEntityId);
    const problems = [
      ...oversightProblems(facts, today),
      ...(await this.records.documentProblems(tx, legalEntityId, named('/evidenceId', evidenceId))),
    ];
    if (problems.length > 0) throw invalid(...problems);
  }
}

function factsOf(input: OversightChange): OversightChange {
  return Object.fromEntries(
    FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  );
}

function shortOf({ id, kind, heldOn }: OversightReportEntity): object {
  return { id, kind, heldOn };
}
