import type { Statement } from './question.js';

export const PLANS: Statement = (q) => `
  SELECT p.id, p.legal_entity_id AS "legalEntityId", p.use_case_id AS "useCaseId", p.provider_id AS "providerId",
         p.component_id AS "componentId", p.covers, p.state, p.hash, p.valid_to::text AS "validTo",
         coalesce((SELECT json_agg(json_build_object('id', x.id, 'exercisedOn', x.exercised_on, 'covers', x.covers,
                     'outcome', x.outcome, 'measuredRecoveryHours', x.measured_recovery_hours, 'planHash', x.plan_hash) ORDER BY x.id)
                     FROM ${q.table('contingency_exercise', 'x')} WHERE x.plan_id = p.id AND x.retired_at IS NULL), '[]') AS exercises
    FROM ${q.table('contingency_plan', 'p')} WHERE p.retired_at IS NULL AND ${q.ofEntities('p.legal_entity_id')} ORDER BY p.id`;

/** Change events after which something is still to be redone, or may be. */
export const CHANGES: Statement = (q) => `
  SELECT v.id, v.kind, v.legal_entity_id AS "legalEntityId", v.provider_id AS "providerId", v.component_id AS "componentId",
         v.arrangement_id AS "arrangementId", v.use_case_id AS "useCaseId", v.subject_entity_id AS "subjectEntityId",
         coalesce(v.happened_on, v.recorded_on)::text AS "happenedOn", v.ruling,
         ARRAY(SELECT w.rule FROM ${q.table('change_event_resolution', 'w')} WHERE w.change_event_id = v.id AND w.retired_at IS NULL) AS resolved
    FROM ${q.table('change_event', 'v')}
   WHERE v.retired_at IS NULL AND v.state <> 'closed' AND (v.legal_entity_id IS NULL OR ${q.ofEntitiesOrUses('change_event', 'v')})
   ORDER BY v.id`;
