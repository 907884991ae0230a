const SOURCE = (alias: string): string =>
  `json_build_object('version', ${alias}.row_version, 'updatedAt', utc(${alias}.updated_at))`;

/** The contingency plans that are not retired, with their exercises, as scores read them; one statement of a snapshot of facts. */
export const CONTINGENCY_PLANS = `
  SELECT p.id, p.legal_entity_id AS "legalEntityId", p.use_case_id AS "useCaseId", p.provider_id AS "providerId",
         p.component_id AS "componentId", p.covers, p.state, p.hash, p.valid_to::text AS "validTo",
         coalesce((SELECT json_agg(json_build_object('id', x.id, 'exercisedOn', x.exercised_on, 'covers', x.covers,
                     'outcome', x.outcome, 'measuredRecoveryHours', x.measured_recovery_hours, 'planHash', x.plan_hash,
                     'source', ${SOURCE('x')}) ORDER BY x.id)
                     FROM contingency_exercise x WHERE x.plan_id = p.id AND x.retired_at IS NULL), '[]') AS exercises,
         ${SOURCE('p')} AS source
    FROM contingency_plan p WHERE p.retired_at IS NULL ORDER BY p.id`;
