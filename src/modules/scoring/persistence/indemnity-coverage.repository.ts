import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { newId } from '../../../kernel/ids.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { POOL } from '../../../platform/tokens.js';
import type { IndemnityCoverage } from '../domain/indemnity-coverage.js';

/** By what the rows of a subject are found. */
export interface CoveredSubject {
  useCaseId: string;
  subjectId: string;
}

/** What is kept of a subject, for seeing whether anything changed. */
export interface KeptCoverage extends CoveredSubject {
  hash: string;
}

/** The rows of a subject, at least one. */
export interface JudgedCoverage extends KeptCoverage {
  rows: readonly IndemnityCoverage[];
}

const COLUMNS = [
  ...['arrangement_id', 'provider_id', 'component_ids', 'component_count', 'tier', 'label', 'indemnity_id'],
  ...['protection', 'cap_minor', 'cap_currency', 'cap_base', 'conditions', 'conditions_broken'],
  ...['protective_measure', 'breach_material', 'payer', 'judgement_hash'],
];

const RECORD = `r(id uuid, use_case_id uuid, subject_id uuid, legal_entity_id uuid, arrangement_id uuid, provider_id uuid,
  component_ids uuid[], component_count integer, tier text, risk text, label text, indemnity_id uuid, protection text,
  cap_minor bigint, cap_currency text, cap_base text, conditions text, conditions_broken jsonb, protective_measure text,
  breach_material text, payer text, judgement_hash text)`;

const STORE = `
  INSERT INTO indemnity_coverage AS c (id, use_case_id, subject_id, legal_entity_id, risk, ${COLUMNS.join(', ')})
  SELECT id, use_case_id, subject_id, legal_entity_id, risk, ${COLUMNS.join(', ')}
    FROM jsonb_to_recordset($1::jsonb) AS ${RECORD}
  ON CONFLICT (use_case_id, subject_id, legal_entity_id, risk, (CASE WHEN risk = 'other' THEN indemnity_id END))
  DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}, retired_at = NULL,
                row_version = c.row_version + 1, updated_at = now()`;

/** What a subject had and has no more, once what it has is written. */
const RETIRE_FORMER = `
  UPDATE indemnity_coverage AS c SET retired_at = now(), row_version = c.row_version + 1, updated_at = now()
    FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS now_is(use_case_id, subject_id, judgement_hash)
   WHERE c.use_case_id = now_is.use_case_id AND c.subject_id = now_is.subject_id AND c.retired_at IS NULL
     AND c.judgement_hash <> now_is.judgement_hash`;

const RETIRE = `
  UPDATE indemnity_coverage SET retired_at = now(), row_version = row_version + 1, updated_at = now()
   WHERE retired_at IS NULL
     AND (use_case_id, subject_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`;

/** Writes of the coverage of indemnities, which is kept beside scores and with them. */
@Injectable()
export class IndemnityCoverageRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** @param useCaseIds null: of all */
  async kept(useCaseIds: readonly string[] | null): Promise<KeptCoverage[]> {
    const { rows } = await this.pool.query<KeptCoverage>(
      `SELECT DISTINCT ON (use_case_id, subject_id) use_case_id AS "useCaseId", subject_id AS "subjectId",
              judgement_hash AS hash
         FROM indemnity_coverage
        WHERE retired_at IS NULL AND ($1::uuid[] IS NULL OR use_case_id = ANY ($1::uuid[]))
        ORDER BY use_case_id, subject_id`,
      [useCaseIds],
    );
    return rows;
  }

  /** Stores the rows of subjects in the place of those that they had. */
  store(tx: Transaction, subjects: readonly JudgedCoverage[]): void {
    if (subjects.length === 0) return;
    const rows = subjects.flatMap((subject) => subject.rows.map((row) => rowOf(subject, row)));
    tx.send(STORE, [JSON.stringify(rows)], 'store-indemnity-coverage');
    const hashes = subjects.map(({ hash }) => hash);
    tx.send(RETIRE_FORMER, [...idsOf(subjects), hashes], 'retire-former-indemnity-coverage');
  }

  /** Subjects that are no more. */
  retire(tx: Transaction, subjects: readonly CoveredSubject[]): void {
    if (subjects.length > 0) tx.send(RETIRE, idsOf(subjects), 'retire-indemnity-coverage');
  }
}

function idsOf(subjects: readonly CoveredSubject[]): string[][] {
  return [subjects.map(({ useCaseId }) => useCaseId), subjects.map(({ subjectId }) => subjectId)];
}

function rowOf({ useCaseId, subjectId, hash }: KeptCoverage, row: IndemnityCoverage) {
  return {
    ...{ id: newId(), use_case_id: useCaseId, subject_id: subjectId, legal_entity_id: row.legalEntityId },
    ...{ arrangement_id: row.arrangementId, provider_id: row.providerId },
    ...{ component_ids: row.componentIds, component_count: row.componentCount, tier: row.tier },
    ...{ risk: row.risk, label: row.label, indemnity_id: row.indemnityId, protection: row.protection },
    ...{ cap_minor: row.cap?.amountMinor ?? null, cap_currency: row.cap?.currency ?? null },
    ...{ cap_base: row.capBase, conditions: row.conditions, conditions_broken: row.conditionsBroken },
    ...{ protective_measure: row.protectiveMeasure, breach_material: row.breachMaterial, payer: row.payer },
    judgement_hash: hash,
  };
}
