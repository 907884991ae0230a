import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, readPage, type SortColumn } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import { namedRecords } from './named-records.js';
import { columnsOf, instant, type Shown } from '../../../platform/database/shown.js';
import type { Source } from '../domain/score-facts.js';
import { NO_PROVIDER } from '../domain/score-subjects.js';
import type { FrozenInputs, ScoredComponent } from '../domain/frozen-inputs.js';

/** Which scores. */
export interface ScoreChoice {
  useCaseId?: string;
  arrangementId?: string;
  providerId?: string;
  /** Those that a component is a part of. */
  componentId?: string;
  legalEntityId?: string;
  band?: string;
  tier?: string;
  gate?: string;
}

export type ScoreFilter = ScoreChoice & PageRequest;

/** Several scores together. */
export interface RolledUp {
  scores: number;
  notComputed: number;
  byBand: Record<string, number>;
  worst: Record<string, unknown> | null;
  /** Id of the component as the scores read it last; null without one, or where no score has it. */
  scoredComponent: string | null;
}

export const SCORE_SORTS = ['reported', 'computedAt', 'createdAt'] as const;

/** A score that could never be computed stands above all others: nobody knows how bad it is. */
const REPORTED = 'coalesce(s.reported, 101)';

const SORTS: Record<(typeof SCORE_SORTS)[number], SortColumn> = {
  reported: {
    sql: REPORTED,
    type: 'double precision',
    key: (shown) => String(typeof shown === 'number' ? shown : 101),
  },
  computedAt: { sql: 's.computed_at', type: 'timestamptz' },
  createdAt: { sql: 's.created_at', type: 'timestamptz' },
};

/** What the list shows of a score. */
function scoreShown(useCases: string, providers: string): Shown {
  return {
    id: 's.id',
    useCaseId: 's.use_case_id',
    useCaseName: `(SELECT u.name FROM ${useCases} WHERE u.id = s.use_case_id)`,
    useCaseNameZhHant: `(SELECT u.name_zh_hant FROM ${useCases} WHERE u.id = s.use_case_id)`,
    arrangementId: 's.subject_id',
    covered: 's.arrangement_id IS NOT NULL',
    providerId: 's.provider_id',
    providerName: `(SELECT p.name FROM ${providers} WHERE p.id = s.provider_id)`,
    providerNameZhHant: `(SELECT p.name_zh_hant FROM ${providers} WHERE p.id = s.provider_id)`,
    tier: 's.tier',
    inherent: 's.inherent',
    residual: 's.residual',
    projected: 's.projected',
    reported: 's.reported',
    band: 's.band',
    confidence: 's.confidence',
    best: 's.best',
    gates: 's.gates',
    methodVersion: 's.method_version',
    error: 's.error',
    computedAt: instant('s.computed_at'),
    createdAt: instant('s.created_at'),
  };
}

/** One stored score with its frozen inputs. */
export interface StoredScore {
  useCaseId: string;
  useCaseName: string;
  useCaseNameZhHant: string | null;
  subjectId: string;
  /** Null: no arrangement covers the components. */
  coveredBy: string | null;
  providerId: string | null;
  /** Ids of components as they were scored. */
  components: string[];
  inputs: FrozenInputs | null;
  inputsHash: string | null;
  graphHash: string;
  resultHash: string | null;
  methodVersion: string;
  scoredOn: string;
  sources: Record<string, Source>;
  error: string | null;
  computedAt: string;
}

/** A version of a score, as it was stored then. */
export interface ScoreVersion extends StoredScore {
  /** Id of the change that stored it. */
  change: string;
  /** When the subject was no more; null while it is. */
  endedAt: string | null;
  band: string | null;
  reported: number | null;
  residual: number | null;
  best: number | null;
  confidence: number | null;
  gates: string[];
}

/** A record that an explanation names. */
export interface NamedRecord {
  type: string;
  id: string;
  name: string;
  nameZhHant: string | null;
  /** What it speaks of, where that is a code: the claim of an indemnity, the task of a responsibility, a control. */
  code: string | null;
}

const STORED = `
  s.use_case_id AS "useCaseId", s.subject_id AS "subjectId", s.arrangement_id AS "coveredBy",
  s.provider_id AS "providerId",
  s.components::text[] AS components, s.inputs, s.inputs_hash AS "inputsHash", s.graph_hash AS "graphHash",
  s.result_hash AS "resultHash", s.method_version AS "methodVersion", s.scored_on::text AS "scoredOn", s.sources,
  s.error, utc(s.computed_at) AS "computedAt"`;

/** What the API shows of scores: those of use cases that somebody sees. */
@Injectable()
export class ScoreReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: ScoreFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('score', 's', asOf, place);
    const item = columnsOf(
      scoreShown(relation('use_case', 'u', asOf, place), relation('provider', 'p', asOf, place)),
    );
    chosen(filter, scope, asOf, conditions);
    return readPage(
      this.database,
      { from, alias: 's', list: 'scores', item, sorts: SORTS, defaultSort: '-reported' },
      conditions,
      filter,
      asOf,
    );
  }

  /** The worst of the scores that are chosen, and how many there are in each band: never a mean. */
  async rollUp(choice: ScoreChoice, scope: EntityScope, asOf: AsOf): Promise<RolledUp> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('score', 's', asOf, place);
    const useCases = relation('use_case', 'u', asOf, place);
    const providers = relation('provider', 'p', asOf, place);
    const part = choice.componentId === undefined ? 'NULL::uuid' : `${place(choice.componentId)}::uuid`;
    chosen(choice, scope, asOf, conditions);
    const [row] = await this.database.rows<RolledUp & Record<string, unknown>>(
      `WITH chosen AS MATERIALIZED (SELECT s.*, ${REPORTED} AS weight FROM ${from} ${conditions.where}),
            worst AS (SELECT * FROM chosen ORDER BY weight DESC, id DESC LIMIT 1),
            bands AS (SELECT band, count(*) AS n FROM chosen WHERE error IS NULL GROUP BY band)
       SELECT count(*)::int AS scores, count(*) FILTER (WHERE error IS NOT NULL)::int AS "notComputed",
              coalesce((SELECT json_object_agg(band, n) FROM bands), '{}') AS "byBand",
              (SELECT json_build_object('useCaseId', w.use_case_id, 'arrangementId', w.subject_id,
                        'useCaseName', (SELECT u.name FROM ${useCases} WHERE u.id = w.use_case_id),
                        'useCaseNameZhHant', (SELECT u.name_zh_hant FROM ${useCases} WHERE u.id = w.use_case_id),
                        'providerId', w.provider_id,
                        'providerName', (SELECT p.name FROM ${providers} WHERE p.id = w.provider_id),
                        'providerNameZhHant', (SELECT p.name_zh_hant FROM ${providers} WHERE p.id = w.provider_id),
                        'reported', w.reported, 'band', w.band, 'error', w.error) FROM worst w) AS worst,
              (SELECT max(c.id)::text FROM scored_component c
                WHERE c.component_id = ${part} AND EXISTS (SELECT FROM chosen WHERE c.id = ANY (components)))
                AS "scoredComponent"
         FROM chosen`,
      conditions.values,
      asOf,
    );
    return row!;
  }

  /** One score; throws not-found. */
  async one(useCaseId: string, subjectId: string, scope: EntityScope, asOf: AsOf): Promise<StoredScore> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('score', 's', asOf, place);
    const useCases = relation('use_case', 'u', asOf, place);
    // By its id, since history finds rows by that alone.
    conditions
      .add('s.retired_at IS NULL')
      .add(
        `s.id = (SELECT p.id FROM score p WHERE p.use_case_id = ${place(useCaseId)} AND p.subject_id = ${place(subjectId)})`,
      );
    seenBy(scope, undefined, asOf, conditions);
    const [row] = await this.database.rows<StoredScore & Record<string, unknown>>(
      `SELECT ${STORED}, u.name AS "useCaseName", u.name_zh_hant AS "useCaseNameZhHant"
         FROM ${from} JOIN ${useCases} ON u.id = s.use_case_id ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  /** Throws not-found unless there is a score, or was one, of a use case that is seen. */
  async assertSeen(useCaseId: string, subjectId: string, scope: EntityScope): Promise<void> {
    const conditions = new Conditions();
    conditions.equal('s.use_case_id', useCaseId).equal('s.subject_id', subjectId);
    seenBy(scope, undefined, null, conditions);
    const found = await this.database.rows(`SELECT 1 FROM score s ${conditions.where}`, conditions.values);
    if (found.length === 0) throw notFound();
  }

  /**
   * Every version of a score, the newest first, from the one before a given change on.
   * @param before id of a change; null for the newest
   */
  async versions(
    useCaseId: string,
    subjectId: string,
    limit: number,
    before: string | null,
  ): Promise<ScoreVersion[]> {
    return this.database.rows<ScoreVersion & Record<string, unknown>>(
      `SELECT ${STORED}, '' AS "useCaseName", NULL AS "useCaseNameZhHant", s.change_from::text AS change, utc(s.retired_at) AS "endedAt", s.band, s.reported, s.residual, s.best,
              s.confidence, s.gates
         FROM history.score s
        WHERE s.id = (SELECT p.id FROM score p WHERE p.use_case_id = $1 AND p.subject_id = $2)
          AND ($3::bigint IS NULL OR s.change_from < $3::bigint)
        ORDER BY s.change_from DESC LIMIT $4::int`,
      [useCaseId, subjectId, before, limit],
    );
  }

  /** Components as they were scored, by their ids. */
  async components(ids: Iterable<string>): Promise<Map<string, ScoredComponent>> {
    const found = await this.database.rows<ScoredComponent & { id: string }>(
      `SELECT s.id::text, s.facts, json_build_object('version', s.version, 'updatedAt', utc(s.updated_at), 'found', s.found) AS source
         FROM scored_component s WHERE s.id = ANY ($1::bigint[])`,
      [[...ids]],
    );
    return new Map(found.map(({ id, ...component }) => [id, component]));
  }

  /** What records were called, of those that somebody sees, by their ids. */
  async named(ids: readonly string[], asOf: AsOf, scope: EntityScope): Promise<Map<string, NamedRecord>> {
    const { text, values } = namedRecords(ids, asOf, scope);
    const found = await this.database.rows<NamedRecord & Record<string, unknown>>(text, values, asOf);
    return new Map(found.map((record) => [record.id, record]));
  }
}

/** The scores that somebody asks for, of those that they see. */
function chosen(choice: ScoreChoice, scope: EntityScope, asOf: AsOf, conditions: Conditions): void {
  const place = (value: unknown): string => conditions.value(value);
  conditions.add('s.retired_at IS NULL').code('s.band', choice.band);
  conditions.equal('s.use_case_id', choice.useCaseId).equal('s.tier', choice.tier);
  conditions.equal('s.subject_id', choice.arrangementId).equal('s.provider_id', choice.providerId);
  conditions.contains('s.gates', choice.gate);
  if (choice.componentId !== undefined) {
    const components = relation('component', 'c', asOf, place);
    const covering = relation('arrangement_component', 'k', asOf, place);
    // Its scores are those of arrangements that cover it, of its provider, or of nobody's, that have it: the index finds these.
    conditions.add(
      `s.subject_id = ANY (ARRAY['${NO_PROVIDER}'::uuid,
                                 (SELECT c.provider_id FROM ${components} WHERE c.id = ${place(choice.componentId)})]
                           || ARRAY(SELECT k.arrangement_id FROM ${covering}
                                     WHERE k.component_id = ${place(choice.componentId)}))
       AND s.components && ARRAY(SELECT r.id FROM scored_component r
                                  WHERE r.component_id = ${place(choice.componentId)})`,
    );
  }
  seenBy(scope, choice.legalEntityId, asOf, conditions);
}

/**
 * Scores of use cases of the legal entities that somebody sees, and of the one that is asked for. A use case may be shared with
 * a legal entity that they do not see: the scores by its arrangements tell the terms of its contracts, and are not theirs.
 */
function seenBy(
  scope: EntityScope,
  legalEntityId: string | undefined,
  asOf: AsOf,
  conditions: Conditions,
): void {
  const place = (value: unknown): string => conditions.value(value);
  const within = (ids: readonly string[]): void => {
    const links = relation('use_case_legal_entity', 'l', asOf, place);
    conditions.add(
      `EXISTS (SELECT FROM ${links}
                WHERE l.use_case_id = s.use_case_id AND l.legal_entity_id = ANY (${place([...ids])}::uuid[]))`,
    );
  };
  if (!scope.all) {
    within(scope.ids);
    conditions.add(
      `(s.arrangement_id IS NULL
        OR EXISTS (SELECT FROM ${relation('arrangement', 'e', asOf, place)}
                    WHERE e.id = s.arrangement_id AND e.legal_entity_id = ANY (${place([...scope.ids])}::uuid[])))`,
    );
  }
  if (legalEntityId !== undefined) within([legalEntityId]);
}
