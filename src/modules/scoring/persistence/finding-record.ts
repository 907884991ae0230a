import { jsonOf } from '../../../platform/database/shown.js';
import type { ExplainedFinding } from '../domain/finding-texts.js';
import { findingShown, namedNode } from './finding.shown.js';

/** A use case that stands on what exceeds a limit. */
export interface StandingUseCase {
  id: string;
  name: string;
  nameZhHant: string | null;
  tier: string;
}

/** One finding with its limit and the use cases that its reader sees. */
export interface FindingRecord {
  shown: Record<string, unknown>;
  about: Omit<ExplainedFinding, 'useCases' | 'hiddenUseCases'>;
  useCases: StandingUseCase[];
  /** How many stand on it, those that the reader does not see included. */
  useCaseCount: number;
  rowVersion: number;
}

export interface FindingRelations {
  findings: string;
  limits: string;
  useCases: string;
}

/** The legal entities that the reader sees, as a SQL list, and the relation of the links to them. */
export interface SeenEntities {
  links: string;
  ids: string;
}

/** @param seen null: all */
export function recordOf(
  { findings, limits, useCases }: FindingRelations,
  seen: SeenEntities | null,
): string {
  const isSeen =
    seen === null
      ? ''
      : `AND EXISTS (SELECT FROM ${seen.links}
                      WHERE k.use_case_id = u.id AND k.legal_entity_id = ANY (${seen.ids}::uuid[]))`;
  return `
    SELECT ${jsonOf(findingShown('f', limits))} AS shown,
           (SELECT json_build_object('measure', l.measure, 'axis', l.axis, 'layer', l.layer, 'basis', l.basis,
                     'node', ${namedNode('f.node')}, 'through', ${namedNode('f.through')}, 'value', f.value, 'threshold', f.threshold)
              FROM ${limits} WHERE l.id = f.limit_id) AS about,
           (SELECT coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'nameZhHant', u.name_zh_hant, 'tier', u.tier) ORDER BY u.tier, u.name, u.id),
                     '[]') FROM ${useCases} WHERE u.id = ANY (f.use_case_ids) ${isSeen}) AS "useCases",
           cardinality(f.use_case_ids) AS "useCaseCount", f.row_version AS "rowVersion"
      FROM ${findings}`;
}
