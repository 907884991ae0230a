import { instant, type Shown } from '../../../platform/database/shown.js';

/** The relations that a limit is shown with: what was measured of it as `s`, and its findings as `f`. */
export interface LimitRelations {
  states: string;
  findings: string;
}

/** As they are now. */
export const PRESENT: LimitRelations = {
  states: 'concentration_limit_state s',
  findings: 'concentration_finding f',
};

/** A concentration limit as the API shows it; `l` is the alias of its row. */
export function limitShown(l: string, { states, findings }: LimitRelations): Shown {
  return {
    id: `${l}.id`,
    legalEntityId: `${l}.legal_entity_id`,
    name: `${l}.name`,
    nameZhHant: `${l}.name_zh_hant`,
    measure: `${l}.measure`,
    axis: `${l}.axis`,
    layer: `${l}.layer`,
    basis: `${l}.basis`,
    threshold: `${l}.threshold`,
    unit: `CASE ${l}.measure WHEN 'single_point' THEN 'use_cases' ELSE 'fraction' END`,
    rationale: `${l}.rationale`,
    ownerId: `${l}.owner_id`,
    validFrom: `${l}.valid_from`,
    validTo: `${l}.valid_to`,
    measured: `(SELECT json_build_object('value', s.value, 'at', utc(s.measured_at), 'graphHash', s.graph_hash,
                 'error', s.error) FROM ${states} WHERE s.limit_id = ${l}.id)`,
    openFindings: `(SELECT count(*)::int FROM ${findings} WHERE f.limit_id = ${l}.id AND f.closed_at IS NULL)`,
    createdAt: instant(`${l}.created_at`),
    updatedAt: instant(`${l}.updated_at`),
    retiredAt: instant(`${l}.retired_at`),
  };
}
