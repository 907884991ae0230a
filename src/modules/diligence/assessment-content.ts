import { Injectable } from '@nestjs/common';
import { auditedFor } from '../../kernel/audited-entities.js';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import type { JsonValue } from '../../kernel/canonical-json.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { contentHash } from '../../platform/content-hash.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { Questionnaire } from './domain/questionnaire.js';
import type { AssessmentEntity } from './persistence/assessment.entity.js';
import { AssessmentRepository, type WrittenAnswer } from './persistence/assessment.repository.js';
import { FindingRepository, type FindingRow } from './persistence/assessment-finding.repository.js';
import { questionnaireOf } from './questionnaires/questionnaires.js';

/** An assessment as a transaction that changes it, or decides on it, holds it. */
export interface HeldAssessment {
  row: AssessmentEntity;
  questionnaire: Questionnaire;
}

/** All that an assessment says. */
export interface AssessmentContent {
  answers: readonly WrittenAnswer[];
  findings: readonly FindingRow[];
}

/** Holds an assessment, and reads what it says. */
@Injectable()
export class AssessmentContents {
  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly findings: FindingRepository,
  ) {}

  /** Locked until the transaction ends; throws not-found, or retired. */
  async hold(tx: Transaction, id: string): Promise<HeldAssessment> {
    const held = await this.holdAny(tx, id);
    if (held.row.retiredAt) throw new DomainError('retired');
    return held;
  }

  /** The same under If-Match. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<HeldAssessment> {
    const held = await this.holdAny(tx, id);
    refuseStaleOrRetired(held.row, rowVersion);
    return held;
  }

  /** The same, be it retired or not. */
  async holdAny(tx: Transaction, id: string): Promise<HeldAssessment> {
    const row = await this.assessments.lock(tx, id);
    if (row === null || !sees(tx.context.actor.scope, row.legalEntityId)) throw notFound();
    const questionnaire = questionnaireOf(row.templateVersion);
    if (!questionnaire) throw new Error(`no questionnaire ${row.templateVersion}`);
    return { row, questionnaire };
  }

  async of(tx: Transaction, id: string): Promise<AssessmentContent> {
    const [answers, findings] = await Promise.all([
      this.assessments.answers(tx, id),
      this.findings.ofAssessment(tx, id),
    ]);
    return { answers, findings };
  }
}

/** SHA-256 of everything that somebody decides on: what is asked, of whom, what was answered, found and concluded. */
export function hashOfAssessment(row: AssessmentEntity, { answers, findings }: AssessmentContent): string {
  const { id, templateVersion, legalEntityId, providerId, componentId, method } = row;
  const { acceptanceStandardId, evidenceIds, conclusions, summary } = row;
  const content = {
    ...{ id, templateVersion, legalEntityId, providerId, componentId, method },
    ...{ acceptanceStandardId, evidenceIds, conclusions, summary },
    answers,
    findings: findings.map(({ section, question, text, severity, ownerId, dueOn, id: findingId }) => ({
      ...{ id: findingId, section, question, text, severity, ownerId, dueOn },
    })),
  };
  return contentHash(content as unknown as JsonValue);
}

/** Tells the audit log what happened to an assessment. */
export function recordAssessment(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<AssessmentEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `assessment.${what}`,
    resource: { type: 'assessment', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}
