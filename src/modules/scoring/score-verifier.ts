import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { POOL } from '../../platform/tokens.js';
import { type FrozenInputs, type ScoredComponent, thawed } from './domain/frozen-inputs.js';
import type { Method } from './engine/method.js';
import { score } from './engine/score.js';
import { hashOfInputs, hashOfResult } from './score-hash.js';

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
  components: string[];
  inputs: FrozenInputs | null;
  inputsHash: string | null;
  resultHash: string | null;
  scoredOn: string;
  method: Method | null;
  methodVersion: string;
}

const BATCH = 500;

const VERSIONS = `
  SELECT s.id, s.change_from::text AS change, s.use_case_id AS "useCaseId", s.subject_id AS "subjectId",
         utc(s.computed_at) AS "computedAt", s.components::text[] AS components, s.inputs,
         s.inputs_hash AS "inputsHash", s.result_hash AS "resultHash",
         s.scored_on::text AS "scoredOn", s.method_version AS "methodVersion", m.method
    FROM history.score s LEFT JOIN scoring_method m ON m.version = s.method_version
   WHERE (s.id, s.change_from) > ($1::uuid, $2::bigint)
   ORDER BY s.id, s.change_from LIMIT ${BATCH}`;

const COMPONENTS = `
  SELECT s.id::text, s.facts FROM scored_component s WHERE s.id = ANY ($1::bigint[])`;

/** A component as it was scored. */
type FactsOnly = Pick<ScoredComponent, 'facts'>;

/** Computes every stored score once more, present and past, from its frozen inputs, and compares the bytes. */
@Injectable()
export class ScoreVerifier {
  readonly #known = new Map<string, FactsOnly>();

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  async verify(): Promise<Verification> {
    const found: Verification = { verified: 0, withoutFigures: 0, unverified: [] };
    let after: [string, string] = ['00000000-0000-0000-0000-000000000000', '0'];
    for (;;) {
      const { rows } = await this.pool.query<VersionRow>(VERSIONS, after);
      const components = await this.#components(rows);
      for (const row of rows) this.#judge(row, components, found);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return found;
      after = [last.id, last.change];
    }
  }

  /** The components of some versions; those of the versions before are kept, since most are the same. */
  async #components(versions: readonly VersionRow[]): Promise<ReadonlyMap<string, FactsOnly>> {
    const ids = [...new Set(versions.flatMap(({ components }) => components))];
    const unknown = ids.filter((id) => !this.#known.has(id));
    if (unknown.length > 0) {
      const { rows } = await this.pool.query<FactsOnly & { id: string }>(COMPONENTS, [unknown]);
      for (const { id, ...component } of rows) this.#known.set(id, component);
    }
    return this.#known;
  }

  #judge(row: VersionRow, components: ReadonlyMap<string, FactsOnly>, found: Verification): void {
    if (row.inputs === null) {
      found.withoutFigures++;
      return;
    }
    const reason = reasonAgainst(row, row.inputs, components);
    if (reason === null) found.verified++;
    else {
      const { useCaseId, subjectId, computedAt } = row;
      found.unverified.push({ useCaseId, subjectId, computedAt, reason });
    }
  }
}

function reasonAgainst(
  row: VersionRow,
  inputs: FrozenInputs,
  components: ReadonlyMap<string, FactsOnly>,
): UnverifiedScore['reason'] | null {
  if (!row.components.every((id) => components.has(id))) return 'inputs_changed';
  const facts = thawed(inputs, row.components, components);
  if (hashOfInputs(facts, inputs.bestGraph) !== row.inputsHash) return 'inputs_changed';
  if (row.method === null) return 'no_method';
  const method = { ...row.method, version: row.methodVersion };
  const again = score(facts, inputs.bestGraph, method, row.scoredOn);
  return hashOfResult(again) === row.resultHash ? null : 'another_result';
}
