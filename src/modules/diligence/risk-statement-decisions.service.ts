import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { contentHash } from '../../platform/content-hash.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { assessorsOf, forgottenProblems, submissionProblems } from './domain/risk-statement.js';
import type { RiskStatementEntity } from './persistence/risk-statement.entity.js';
import { RiskStatementRepository } from './persistence/risk-statement.repository.js';
import { recordStatement, refuseDecided, RiskStatementReferences } from './risk-statement-references.js';

/** Puts a risk statement before somebody else, and puts what they approve into force in the place of the one before it. */
@Injectable()
export class RiskStatementDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly statements: RiskStatementRepository,
    private readonly references: RiskStatementReferences,
  ) {}

  submit(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      refuseDecided(current);
      if (current.state !== 'draft') throw new DomainError('not-a-draft');
      await this.#refuseWrong(tx, current, await this.statements.lockInForce(tx, current));
      const submittedHash = hashOf(current);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      const state = { from: 'draft', to: 'submitted' };
      recordStatement(tx, 'submitted', current, { state, contentHash: submittedHash });
      return Answer.of(
        await this.statements.update(tx, id, { state: 'submitted', submittedHash, preparedBy }),
      );
    });
  }

  /** Approves what was submitted, for whoever had no hand in it and assessed none of it. */
  approve(context: RequestContext, id: string, rowVersion: number, reason: string | null): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      refuseDecided(current);
      if (current.state !== 'submitted') throw new DomainError('not-submitted');
      const approvedBy = preparerOf(context.actor);
      if ([...current.preparedBy, ...assessorsOf(current)].includes(approvedBy)) {
        throw new DomainError('four-eyes');
      }
      const approvedHash = hashOf(current);
      if (approvedHash !== current.submittedHash) throw new DomainError('precondition-failed');
      const before = await this.statements.lockInForce(tx, current);
      await this.#refuseWrong(tx, current, before);
      if (before !== null) await this.#supersede(tx, before);
      const supersedesId = before?.id ?? null;
      const state = { from: 'submitted', to: 'approved' };
      recordStatement(tx, 'approved', current, { state, contentHash: approvedHash, supersedesId }, reason);
      const approval = { approvedBy, approvedAt: this.clock.now(), approvalReason: reason, approvedHash };
      return Answer.of(
        await this.statements.update(tx, id, { state: 'approved', ...approval, supersedesId }),
      );
    });
  }

  async #supersede(tx: Transaction, before: RiskStatementEntity): Promise<void> {
    await this.statements.update(tx, before.id, { state: 'superseded' });
    recordStatement(tx, 'superseded', before, { state: { from: 'approved', to: 'superseded' } });
  }

  /** The use case may have gone since the statement was written. */
  async #refuseWrong(
    tx: Transaction,
    current: RiskStatementEntity,
    inForce: RiskStatementEntity | null,
  ): Promise<void> {
    const wrong: FieldError[] = [
      ...(await this.references.identityProblems(tx, current)),
      ...submissionProblems(current),
    ];
    if (wrong.length > 0) throw invalid(...wrong);
    const forgotten = forgottenProblems(inForce, current);
    if (forgotten.length > 0) throw new DomainError('adverse-finding', {}, forgotten);
  }
}

/** SHA-256 of all that somebody approves. */
function hashOf(statement: RiskStatementEntity): string {
  const { id, legalEntityId, useCaseId, catalogueVersion, ratings, setAside } = statement;
  return contentHash({
    ...{ id, legalEntityId, useCaseId, catalogueVersion },
    ratings: ratings.map(({ mitigations, ...rating }) => ({
      ...rating,
      mitigations: mitigations.map(({ text, evidenceId }) => ({ text, evidenceId })),
    })),
    setAside: setAside && { factors: [...setAside.factors], reason: setAside.reason },
  });
}
