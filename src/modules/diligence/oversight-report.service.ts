import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { DelegationService, recordDelegation } from './delegation.service.js';
import type { OversightFacts } from './domain/delegation.js';
import { named, NamedRecords } from './named-records.js';
import { OversightReportRepository } from './persistence/delegation.repository.js';

export type OversightInput = Pick<OversightFacts, 'kind' | 'heldOn'> & Partial<OversightFacts>;

/** Records by which meetings and reports a delegated function is overseen. One that was recorded in error is retired. */
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
      const delegation = await this.delegations.hold(tx, delegationId);
      if (delegation.retiredAt) throw new DomainError('retired');
      const { legalEntityId } = delegation;
      const { kind, heldOn, evidenceId = null, summary = null } = input;
      const today = await this.records.today(tx, legalEntityId);
      const problems = [
        ...(heldOn > today ? [{ pointer: '/heldOn', code: 'not-in-future' }] : []),
        ...(await this.records.documentProblems(tx, legalEntityId, named('/evidenceId', evidenceId))),
      ];
      if (problems.length > 0) throw invalid(...problems);
      const id = newId();
      const facts = { kind, heldOn, evidenceId, summary };
      recordDelegation(tx, 'oversight_recorded', delegation, { report: { id, ...facts } });
      const row = { id, delegationId, ...facts, createdBy: preparerOf(context.actor) };
      const { json, rowVersion } = await this.reports.insert(tx, row);
      const path = `/api/v1/delegations/${delegationId}/oversight-reports/${id}`;
      return Answer.created(json, path, etagOf(rowVersion));
    });
  }

  retire(context: RequestContext, delegationId: string, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const delegation = await this.delegations.hold(tx, delegationId);
      const current = await this.reports.lock(tx, id);
      if (current?.delegationId !== delegationId) throw notFound();
      refuseStaleOrRetired(current, rowVersion);
      await this.reports.retire(tx, id);
      const { kind, heldOn } = current;
      recordDelegation(tx, 'oversight_retired', delegation, { report: { id, kind, heldOn } });
      return Answer.noContent();
    });
  }
}
