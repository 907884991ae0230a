import { Injectable } from '@nestjs/common';
import { auditedFor } from '../../kernel/audited-entities.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { personProblems } from '../inventory/person-references.public.js';
import type { StatementFacts } from './domain/risk-statement.js';
import { type Named, named, NamedRecords } from './named-records.js';
import type { RiskStatementEntity } from './persistence/risk-statement.entity.js';
import { RiskStatementRepository } from './persistence/risk-statement.repository.js';

type Whose = Pick<RiskStatementEntity, 'useCaseId' | 'legalEntityId'>;

/** Holds a risk statement, and looks up what it names. */
@Injectable()
export class RiskStatementReferences {
  constructor(
    private readonly records: NamedRecords,
    private readonly statements: RiskStatementRepository,
  ) {}

  /** Locked until the transaction ends, be it retired or not; throws not-found. */
  async hold(tx: Transaction, id: string): Promise<RiskStatementEntity> {
    const row = await this.statements.lock(tx, id);
    if (row === null || !sees(tx.context.actor.scope, row.legalEntityId)) throw notFound();
    return row;
  }

  /** The same under If-Match, and in use. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<RiskStatementEntity> {
    const row = await this.hold(tx, id);
    refuseStaleOrRetired(row, rowVersion);
    return row;
  }

  today(tx: Transaction, legalEntityId: string): Promise<string> {
    return this.records.today(tx, legalEntityId);
  }

  /** Whose statement it is, where nobody says: of a use case of several legal entities somebody has to. */
  async legalEntityOf(tx: Transaction, useCaseId: string): Promise<string> {
    const [first, ...others] = await this.records.entitiesOfUseCase(tx, useCaseId);
    if (first === undefined) throw invalid({ pointer: '/useCaseId', code: 'unknown-reference' });
    if (others.length > 0) throw invalid({ pointer: '/legalEntityId', code: 'required' });
    return first;
  }

  async identityProblems(tx: Transaction, { useCaseId, legalEntityId }: Whose): Promise<FieldError[]> {
    const entity = await this.records.entityProblems(tx, named('/legalEntityId', legalEntityId));
    if (entity.length > 0) return entity;
    return this.records.useCaseProblems(tx, legalEntityId, named('/useCaseId', useCaseId));
  }

  /**
   * What is wrong with people and documents that ratings name.
   * @param known what was named before: that may have gone since
   */
  async factProblems(
    tx: Transaction,
    legalEntityId: string,
    { ratings = [] }: Partial<StatementFacts>,
    known: Partial<StatementFacts> = {},
  ): Promise<FieldError[]> {
    const { ratings: before = [] } = known;
    const old = new Set([...assessorsIn(before), ...documentsIn(before)].map(({ id }) => id));
    const isFresh = ({ id }: Named): boolean => !old.has(id);
    return [
      ...(await personProblems(tx, assessorsIn(ratings).filter(isFresh))),
      ...(await this.records.documentProblems(tx, legalEntityId, documentsIn(ratings).filter(isFresh))),
    ];
  }
}

/** Tells the audit log what happened to a statement. */
export function recordStatement(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<RiskStatementEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `risk_statement.${what}`,
    resource: { type: 'risk_statement', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}

/** What has been decided stands, and another statement follows it. */
export function refuseDecided({ state }: Pick<RiskStatementEntity, 'state'>): void {
  if (state === 'approved') throw new DomainError('already-approved');
  if (state === 'superseded') throw new DomainError('already-decided');
}

function assessorsIn(ratings: StatementFacts['ratings']): Named[] {
  return ratings.flatMap(({ assessorId }, i) => named(`/ratings/${i}/assessorId`, assessorId));
}

function documentsIn(ratings: StatementFacts['ratings']): Named[] {
  return ratings.flatMap(({ mitigations }, i) =>
    mitigations.flatMap(({ evidenceId }, k) =>
      named(`/ratings/${i}/mitigations/${k}/evidenceId`, evidenceId),
    ),
  );
}
