import type { Statement } from './question.js';

/** Documents that show something today. */
export const HELD_EVIDENCE: Statement = (q) => `
  SELECT e.id FROM ${q.table('evidence', 'e')} LEFT JOIN ${q.table('evidence', 'n')} ON n.supersedes_id = e.id AND n.retired_at IS NULL
   WHERE e.retired_at IS NULL AND n.id IS NULL AND coalesce(e.valid_from <= ${q.today()}, true)
     AND coalesce(e.valid_to >= ${q.today()}, true) AND ${q.ofEntitiesOrAll('e.legal_entity_id')}`;

/** The last decision of each legal entity on each provider or component. */
export const ASSESSMENTS: Statement = (q) => `
  SELECT DISTINCT ON (a.legal_entity_id, a.provider_id, a.component_id)
         a.id, a.legal_entity_id AS "legalEntityId", a.provider_id AS "providerId", a.component_id AS "componentId", a.state,
         a.valid_to::text AS "validTo", a.acceptance_standard_id AS "acceptanceStandardId", a.conclusions,
         EXISTS (SELECT FROM ${q.table('assessment_condition', 'k')}
                  WHERE k.assessment_id = a.id AND k.retired_at IS NULL AND k.met_on IS NULL AND k.due_on < ${q.today()}) AS "hasOverdueCondition"
    FROM ${q.table('assessment', 'a')}
   WHERE a.decided_at IS NOT NULL AND a.retired_at IS NULL AND ${q.ofEntities('a.legal_entity_id')}
   ORDER BY a.legal_entity_id, a.provider_id, a.component_id, a.decided_at DESC, a.id DESC`;

export const ACTIVITIES: Statement = (q) => `
  SELECT a.id, a.kind, a.legal_entity_id AS "legalEntityId", a.use_case_id AS "useCaseId", a.component_id AS "componentId",
         a.provider_id AS "providerId", a.configuration_hash AS "configurationHash", a.performed_on::text AS "performedOn",
         a.performed_by AS "performedBy", a.scope, a.scope_component_ids::text[] AS "scopeComponentIds", a.outcome,
         a.open_issues AS issues, a.target, a.result, a.breaches, a.evidence_ids::text[] AS "evidenceIds",
         a.next_due_on::text AS "nextDueOn",
         coalesce((SELECT json_agg(json_build_object('ruling', g.ruling, 'fromHash', g.from_hash, 'toHash', g.to_hash))
                     FROM ${q.table('assurance_ruling', 'g')} WHERE g.activity_id = a.id AND g.retired_at IS NULL), '[]') AS rulings
    FROM ${q.table('assurance_activity', 'a')} WHERE a.retired_at IS NULL AND ${q.ofEntitiesOrUses('assurance_activity', 'a')} ORDER BY a.id`;

export const REVIEWS: Statement = (q) => `
  SELECT r.id, r.kind, r.legal_entity_id AS "legalEntityId", r.component_id AS "componentId", r.use_case_id AS "useCaseId",
         r.component_version AS "componentVersion", r.performed_on::text AS "performedOn", r.performed_by AS "performedBy",
         r.outcome, r.reason, r.owner_id AS "ownerId", r.state = 'approved' AS approved, r.valid_to::text AS "validTo", r.measures
    FROM ${q.table('component_review', 'r')} WHERE r.retired_at IS NULL AND ${q.ofEntities('r.legal_entity_id')} ORDER BY r.id`;

/** The statement in force of each legal entity on each use case; without one, the one that is being written. */
export const RISK_STATEMENTS: Statement = (q) => `
  SELECT DISTINCT ON (s.use_case_id, s.legal_entity_id)
         s.id, s.legal_entity_id AS "legalEntityId", s.use_case_id AS "useCaseId", s.state = 'approved' AS approved, s.ratings, s.unrated
    FROM ${q.table('risk_statement', 's')}
   WHERE s.retired_at IS NULL AND s.state <> 'superseded' AND ${q.ofEntities('s.legal_entity_id')}
   ORDER BY s.use_case_id, s.legal_entity_id, s.state = 'approved' DESC, s.id`;

export const CONTROLS: Statement = (q) => `
  SELECT c.id, c.domain, c.control, c.level, c.legal_entity_id AS "legalEntityId", c.provider_id AS "providerId",
         c.component_id AS "componentId", c.arrangement_id AS "arrangementId", c.use_case_id AS "useCaseId", c.design, c.operating,
         c.valid_to::text AS "validTo", c.evidence_id AS "evidenceId"
    FROM ${q.table('control', 'c')} LEFT JOIN ${q.table('arrangement', 'a')} ON a.id = c.arrangement_id
   WHERE c.retired_at IS NULL AND (${q.ofEntitiesOrAll('coalesce(c.legal_entity_id, a.legal_entity_id)')}) ORDER BY c.id`;

export const POLICIES: Statement = (q) => `
  SELECT p.id, p.kind, p.legal_entity_id AS "legalEntityId", p.stages, p.state, p.next_review_on::text AS "nextReviewOn",
         p.evidence_id AS "evidenceId"
    FROM ${q.table('policy', 'p')} WHERE p.retired_at IS NULL AND ${q.ofEntitiesOrAll('p.legal_entity_id')} ORDER BY p.id`;

export const COMPETENCES: Statement = (q) => `
  SELECT k.id, k.person_id AS "personId", k.function, k.field, k.legal_entity_id AS "legalEntityId",
         k.valid_from::text AS "validFrom", k.valid_to::text AS "validTo", k.evidence_id AS "evidenceId"
    FROM ${q.table('competence', 'k')} WHERE k.retired_at IS NULL AND ${q.ofEntitiesOrAll('k.legal_entity_id')} ORDER BY k.id`;

export const DELEGATIONS: Statement = (q) => `
  SELECT d.id, d.legal_entity_id AS "legalEntityId", d.function, d.starts_on::text AS "startsOn", d.ends_on::text AS "endsOn",
         d.agreement_evidence_id AS "evidenceId", d.oversight_owner_id AS "oversightOwnerId",
         (SELECT max(o.held_on)::text FROM ${q.table('delegation_oversight_report', 'o')}
           WHERE o.delegation_id = d.id AND o.retired_at IS NULL) AS "lastOversightOn"
    FROM ${q.table('delegation', 'd')} WHERE d.retired_at IS NULL AND ${q.ofEntities('d.legal_entity_id')} ORDER BY d.id`;

export const CORRESPONDENCE: Statement = (q) => `
  SELECT c.id, c.kind, c.legal_entity_id AS "legalEntityId", c.use_case_ids::text[] AS "useCaseIds", c.decision,
         c.decided_on::text AS "decidedOn", c.change_took_place_on::text AS "changeTookPlaceOn", c.sent_on::text AS "sentOn"
    FROM ${q.table('regulator_correspondence', 'c')} WHERE c.retired_at IS NULL AND ${q.ofEntities('c.legal_entity_id')} ORDER BY c.id`;

/** Approved, and not past their last day. */
export const EXCEPTIONS: Statement = (q) => `
  SELECT x.id, x.kind, x.rule, x.legal_entity_id AS "legalEntityId", x.use_case_id AS "useCaseId", x.provider_id AS "providerId",
         x.component_id AS "componentId"
    FROM ${q.table('rule_exception', 'x')}
   WHERE x.retired_at IS NULL AND x.state = 'approved' AND x.expires_on >= ${q.today()} AND ${q.ofEntities('x.legal_entity_id')}
   ORDER BY x.id`;
