import { Injectable } from '@nestjs/common';
import type { Stored } from '../../../platform/database/rows.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Alternative } from '../domain/alternative.js';
import { requirementShown } from './requirement.shown.js';

/** What a requirement says, beside whose it is. */
export interface RequirementTerms {
  label: string;
  /** k: how many of the alternatives are needed. */
  required: number;
  effect: string;
  upstreamDisclosed: string;
  alternatives: Alternative[];
}

export interface RequirementRow extends RequirementTerms {
  id: string;
  dependentType: 'use_case' | 'component';
  dependentId: string;
  rowVersion: number;
  retiredAt: Date | null;
}

const ANSWER = `
  SELECT (${jsonOf(requirementShown('r', 'requirement_alternative a'))})::text AS json, r.row_version AS "rowVersion"
    FROM requirement r WHERE r.id = $1`;

/**
 * Writes of requirements with their alternatives, which have no life of their own. The answer is read behind the
 * writes; where one of them is refused, that is the error, not the aborted transaction that the read then meets.
 */
@Injectable()
export class RequirementRepository {
  async insert(
    tx: Transaction,
    requirement: Omit<RequirementRow, 'rowVersion' | 'retiredAt'>,
  ): Promise<Stored> {
    const { id, dependentType, dependentId, label, required, effect, upstreamDisclosed } = requirement;
    const inserted = tx.query(
      `INSERT INTO requirement (id, use_case_id, component_id, label, required, effect, upstream_disclosed)
       VALUES ($1, CASE WHEN $2 = 'use_case' THEN $3::uuid END, CASE WHEN $2 = 'component' THEN $3::uuid END,
               $4, $5, $6, $7)`,
      [id, dependentType, dependentId, label, required, effect, upstreamDisclosed],
      'insert-requirement',
    );
    return answerAfter(tx, id, [inserted, insertAlternatives(tx, id, requirement.alternatives)]);
  }

  /** Changes a requirement that the transaction holds locked; `alternatives` replace those that were there. */
  async update(tx: Transaction, id: string, terms: RequirementTerms, replacing: boolean): Promise<Stored> {
    const { label, required, effect, upstreamDisclosed, alternatives } = terms;
    const updated = tx.query(
      `UPDATE requirement SET label = $2, required = $3, effect = $4, upstream_disclosed = $5,
              row_version = row_version + 1, updated_at = now() WHERE id = $1`,
      [id, label, required, effect, upstreamDisclosed],
      'update-requirement',
    );
    return answerAfter(
      tx,
      id,
      replacing ? [updated, ...replaceAlternatives(tx, id, alternatives)] : [updated],
    );
  }

  stored(tx: Transaction, id: string): Promise<Stored> {
    return answerAfter(tx, id, []);
  }

  async setRetired(tx: Transaction, id: string, retired: boolean): Promise<Stored> {
    const updated = tx.query(
      `UPDATE requirement SET retired_at = CASE WHEN $2::boolean THEN now() END,
              row_version = row_version + 1, updated_at = now() WHERE id = $1`,
      [id, retired],
      'retire-requirement',
    );
    return answerAfter(tx, id, [updated]);
  }

  /** The requirement with its alternatives by rank, locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<RequirementRow | null> {
    const [requirements, alternatives] = await Promise.all([
      tx.query<Omit<RequirementRow, 'alternatives'>>(
        `SELECT id, CASE WHEN use_case_id IS NULL THEN 'component' ELSE 'use_case' END AS "dependentType",
                coalesce(use_case_id, component_id) AS "dependentId", label, required, effect,
                upstream_disclosed AS "upstreamDisclosed", row_version AS "rowVersion", retired_at AS "retiredAt"
           FROM requirement WHERE id = $1 FOR UPDATE`,
        [id],
        'lock-requirement',
      ),
      tx.query<Alternative>(
        `SELECT rank, component_id AS "componentId", manual_procedure AS "manualProcedure",
                fallback_evidence AS "fallbackEvidence", tested_on::text AS "testedOn"
           FROM requirement_alternative WHERE requirement_id = $1 ORDER BY rank`,
        [id],
        'alternatives-of-requirement',
      ),
    ]);
    const [requirement] = requirements.rows;
    return requirement ? { ...requirement, alternatives: alternatives.rows } : null;
  }
}

async function answerAfter(
  tx: Transaction,
  id: string,
  underWay: readonly Promise<unknown>[],
): Promise<Stored> {
  const answer = tx.query<Stored>(ANSWER, [id], 'requirement-answer');
  await Promise.all([...underWay, answer]);
  return (await answer).rows[0] as Stored;
}

function replaceAlternatives(
  tx: Transaction,
  id: string,
  alternatives: readonly Alternative[],
): Promise<unknown>[] {
  const emptied = tx.query(
    'DELETE FROM requirement_alternative WHERE requirement_id = $1',
    [id],
    'delete-alternatives',
  );
  return [emptied, insertAlternatives(tx, id, alternatives)];
}

function insertAlternatives(
  tx: Transaction,
  id: string,
  alternatives: readonly Alternative[],
): Promise<unknown> {
  return tx.query(
    `INSERT INTO requirement_alternative
            (requirement_id, rank, component_id, manual_procedure, fallback_evidence, tested_on)
     SELECT $1, rank, "componentId", "manualProcedure", "fallbackEvidence", "testedOn"
       FROM jsonb_to_recordset($2::jsonb) AS a(rank integer, "componentId" uuid, "manualProcedure" text,
            "fallbackEvidence" text, "testedOn" date)`,
    [id, JSON.stringify(alternatives)],
    'insert-alternatives',
  );
}
