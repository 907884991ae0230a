import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { POOL } from '../../platform/tokens.js';
import type { GraphFacts, SubjectFacts } from './engine/facts.js';
import type { Method } from './engine/method.js';
import { score } from './engine/score.js';
import { hashOfValue } from './graph-hash.js';

/** A stored score that its frozen inputs do not lead to. */
export interface UnverifiedScore {
  useCaseId: string;
  subjectId: string;
  computedAt: string;
  reason: 'inputs_changed' | 'no_method' | 'another_result';
}

export interface Verification {
  verified: number;
  /** Versions without figures: the engine could not compute them. */
  withoutFigures: number;
  unverified: UnverifiedScore[];
}

interface VersionRow {
  id: string;
  change: string;
  useCaseId: string;
  subjectId: string;
  computedAt: string;
  inputs: { facts: SubjectFacts; bestGraph: GraphFacts | null } | null;
  inputsHash: string | null;
  resultHash: string | null;
  scoredOn: string;
  method: Method | null;
  methodVersion: string;
}

const BATCH = 500;

const VERSIONS = `
  SELECT s.id, s.change_from::text AS change, s.use_case_id AS "useCaseId", s.subject_id AS "subjectId",
         utc(s.computed_at) AS "computedAt", s.inputs, s.inputs_hash AS "inputsHash", s.result_hash AS "resultHash",
         s.scored_on::text AS "scoredOn", s.method_version AS "methodVersion", m.method
    FROM history.score s LEFT JOIN scoring_method m ON m.version = s.method_version
   WHERE (s.id, s.change_from) > ($1::uuid, $2::bigint)
   ORDER BY s.id, s.change_from LIMIT ${BATCH}`;

/** Computes every stored score once more, present and past, from its frozen inputs, and compares the bytes. */
@Injectable()
export class ScoreVerifier {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  async verify(): Promise<Verification> {
    const found: Verification = { verified: 0, withoutFigures: 0, unverified: [] };
    let after: [string, string] = ['00000000-0000-0000-0000-000000000000', '0'];
    for (;;) {
      const { rows } = await this.pool.query<VersionRow>(VERSIONS, after);
      for (const row of rows) this.#judge(row, found);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return found;
      after = [last.id, last.change];
    }
  }

  #judge(row: VersionRow, found: Verification): void {
    if (row.inputs === null) {
      found.withoutFigures++;
      return;
    }
    const reason = reasonAgainst(row, row.inputs);
    if (reason === null) found.verified++;
    else {
      const { useCaseId, subjectId, computedAt } = row;
      found.unverified.push({ useCaseId, subjectId, computedAt, reason });
    }
  }
}

function reasonAgainst(
  row: VersionRow,
  inputs: NonNullable<VersionRow['inputs']>,
): UnverifiedScore['reason'] | null {
  if (hashOfValue(inputs) !== row.inputsHash) return 'inputs_changed';
  if (row.method === null) return 'no_method';
  const method = { ...row.method, version: row.methodVersion };
  const again = score(inputs.facts, inputs.bestGraph, method, row.scoredOn);
  return hashOfValue(again) === row.resultHash ? null : 'another_result';
}
