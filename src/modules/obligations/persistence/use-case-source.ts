import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { type UseCaseFact, useCaseObligations } from '../domain/use-case-obligation.js';
import { present, recordSource } from './record-source.js';

/** What each of the use cases stands on, downwards along the requirements in use, whatever their effect and rank. */
const STACKS = `
  WITH RECURSIVE stack (use_case_id, component_id) AS (
    SELECT r.use_case_id, a.component_id
      FROM requirement r JOIN requirement_alternative a ON a.requirement_id = r.id
     WHERE r.use_case_id = ANY ($1::uuid[]) AND r.retired_at IS NULL AND a.component_id IS NOT NULL
    UNION
    SELECT s.use_case_id, a.component_id
      FROM stack s
      JOIN requirement r ON r.component_id = s.component_id AND r.retired_at IS NULL
      JOIN requirement_alternative a ON a.requirement_id = r.id
     WHERE a.component_id IS NOT NULL
  )`;

/** Withdrawals of transparency that touch the use case `u`: what it stands on, who provides that, and on which terms. */
const WITHDRAWALS = `
  SELECT v.kind, v.state, v.retired_at IS NOT NULL AS "isRetired"
    FROM change_event v
   WHERE v.kind = 'transparency_withdrawn'
     AND (v.legal_entity_id IS NULL OR EXISTS (
           SELECT FROM use_case_legal_entity l WHERE l.use_case_id = u.id AND l.legal_entity_id = v.legal_entity_id))
     AND (v.use_case_id = u.id OR EXISTS (
           SELECT FROM stack s JOIN component c ON c.id = s.component_id
            WHERE s.use_case_id = u.id
              AND (c.id = v.component_id OR c.provider_id = v.provider_id OR EXISTS (
                    SELECT FROM arrangement_component t
                     WHERE t.arrangement_id = v.arrangement_id AND t.component_id = c.id))))`;

const FACTS = `${STACKS}
  SELECT u.id, u.name, u.name_zh_hant AS "nameZhHant", u.retired_at IS NULL AND u.status <> 'retired' AS "inUse", u.status,
         coalesce(u.status_since, (u.created_at AT TIME ZONE coalesce(own.time_zone, '${HOME_TIME_ZONE}'))::date)::text
           AS "statusSince",
         u.tier, u.high_risk AS "highRisk", u.scope_decision AS "scopeDecision", u.scope_expires_on::text AS "scopeExpiresOn",
         x.id AS "accountableOwnerId", y.id AS "complianceOwnerId", t.id AS "technologyOwnerId",
         coalesce(own.entities, '[]') AS entities,
         ARRAY(SELECT DISTINCT n.legal_entity_id FROM regulator_correspondence n
                WHERE n.use_case_ids @> ARRAY[u.id] AND n.retired_at IS NULL AND n.kind = 'notification'
                  AND n.decision = ANY ('{notify,not_a_significant_change}'))::text[] AS "decidedEntityIds",
         run.performed_on::text AS "lastMonitoredOn", run.next_due_on::text AS "nextRunOn",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('band', s.band, 'facts', CASE WHEN s.inputs IS NOT NULL THEN
                   jsonb_build_object('modelRiskFramework', s.inputs #> '{facts,modelRiskFramework}',
                     'providerKind', s.inputs #> '{facts,providerKind}', 'notApplicable', s.inputs #> '{facts,notApplicable}')
                   END)), '[]')
            FROM score s WHERE s.use_case_id = u.id AND s.retired_at IS NULL) AS subjects,
         method.cadence, (SELECT coalesce(jsonb_agg(w), '[]') FROM (${WITHDRAWALS}) AS w) AS withdrawals
    FROM use_case u
   CROSS JOIN (SELECT m.method -> 'cadence' AS cadence
                 FROM scoring_method_in_use x JOIN scoring_method m ON m.id = x.method_id) AS method
    LEFT JOIN LATERAL (
      SELECT min(e.time_zone) AS time_zone,
             jsonb_agg(jsonb_build_object('id', e.id, 'timeZone', e.time_zone) ORDER BY e.id) AS entities
        FROM use_case_legal_entity l JOIN legal_entity e ON e.id = l.legal_entity_id WHERE l.use_case_id = u.id) AS own ON true
    LEFT JOIN LATERAL (
      SELECT a.performed_on, a.next_due_on FROM assurance_activity a
       WHERE a.use_case_id = u.id AND a.kind = 'monitoring_run' AND a.retired_at IS NULL
       ORDER BY a.performed_on DESC, a.created_at DESC, a.id DESC LIMIT 1) AS run ON true
    ${present('x', 'id = u.accountable_owner_id')}
    ${present('y', 'id = u.compliance_owner_id')}
    ${present('t', 'id = u.technology_owner_id')}
   WHERE u.id = ANY ($1::uuid[]) ORDER BY u.id`;

/** The facts behind obligations of the kinds scope_expiry, notification_decision and use_case_monitoring. */
export const USE_CASES = recordSource<UseCaseFact>({
  type: 'use_case',
  kinds: ['scope_expiry', 'notification_decision', 'use_case_monitoring'],
  dated: `status <> 'retired'`,
  facts: FACTS,
  rule: useCaseObligations,
});
