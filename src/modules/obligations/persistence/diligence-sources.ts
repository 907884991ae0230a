import {
  type CompetenceFact,
  competenceObligations,
  type DelegationFact,
  delegationObligations,
  type ExceptionFact,
  exceptionObligations,
  type PolicyFact,
  policyObligations,
  type ReviewFact,
  reviewObligations,
  type StatementFact,
  statementObligations,
} from '../domain/diligence-obligation.js';
import { present, recordSource } from './record-source.js';

/** The facts behind obligations of the kind policy_review. */
export const POLICIES = recordSource<PolicyFact>({
  type: 'policy',
  kinds: ['policy_review'],
  dated: `state = 'approved'`,
  facts: `
  SELECT p.id, p.name, p.name_zh_hant AS "nameZhHant", o.id AS "ownerId", p.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", coalesce(p.retired_at, e.retired_at) IS NULL AS "inUse", p.state,
         p.next_review_on::text AS "nextReviewOn"
    FROM policy p
    LEFT JOIN legal_entity e ON e.id = p.legal_entity_id
    ${present('o', 'id = p.owner_id')}
   WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id`,
  rule: policyObligations,
});

/** The facts behind obligations of the kind competence_expiry. */
export const COMPETENCES = recordSource<CompetenceFact>({
  type: 'competence',
  kinds: ['competence_expiry'],
  dated: 'true',
  facts: `
  SELECT c.id, c.function, c.field, o.id AS "ownerId", c.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone",
         coalesce(c.retired_at, e.retired_at) IS NULL AND o.id IS NOT NULL AS "inUse", c.valid_to::text AS "validTo",
         EXISTS (SELECT FROM competence l
                  WHERE l.person_id = c.person_id AND l.function = c.function AND l.field = c.field
                    AND (l.legal_entity_id IS NULL OR l.legal_entity_id = c.legal_entity_id)
                    AND l.retired_at IS NULL AND (l.valid_to, l.id) > (c.valid_to, c.id)) AS "isFollowed"
    FROM competence c
    LEFT JOIN legal_entity e ON e.id = c.legal_entity_id
    ${present('o', 'id = c.person_id')}
   WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id`,
  rule: competenceObligations,
});

/** The facts behind obligations of the kind exception_expiry. */
export const EXCEPTIONS = recordSource<ExceptionFact>({
  type: 'rule_exception',
  kinds: ['exception_expiry'],
  dated: `state = 'approved'`,
  facts: `
  SELECT x.id, coalesce(u.name, p.name, k.name, e.name) AS name,
         coalesce(u.name_zh_hant, p.name_zh_hant, k.name_zh_hant, e.name_zh_hant) AS "nameZhHant", o.id AS "ownerId",
         x.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone",
         coalesce(x.retired_at, u.retired_at, p.retired_at, k.retired_at, e.retired_at) IS NULL AS "inUse", x.rule, x.state,
         x.expires_on::text AS "expiresOn"
    FROM rule_exception x
    JOIN legal_entity e ON e.id = x.legal_entity_id
    LEFT JOIN use_case u ON u.id = x.use_case_id
    LEFT JOIN provider p ON p.id = x.provider_id
    LEFT JOIN component k ON k.id = x.component_id
    ${present('o', 'id = x.owner_id')}
   WHERE x.id = ANY ($1::uuid[]) ORDER BY x.id`,
  rule: exceptionObligations,
});

/** The facts behind obligations of the kind component_review_expiry. */
export const REVIEWS = recordSource<ReviewFact>({
  type: 'component_review',
  kinds: ['component_review_expiry'],
  dated: 'valid_to IS NOT NULL',
  facts: `
  SELECT r.id, c.name, c.name_zh_hant AS "nameZhHant", coalesce(o.id, b.id) AS "ownerId", r.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", coalesce(r.retired_at, c.retired_at, u.retired_at, e.retired_at) IS NULL AS "inUse",
         r.valid_to::text AS "validTo",
         EXISTS (SELECT FROM component_review l
                  WHERE l.component_id = r.component_id AND l.kind = r.kind AND l.legal_entity_id = r.legal_entity_id
                    AND l.use_case_id IS NOT DISTINCT FROM r.use_case_id AND l.retired_at IS NULL
                    AND (l.performed_on, l.id) > (r.performed_on, r.id)) AS "isFollowed"
    FROM component_review r
    JOIN component c ON c.id = r.component_id
    JOIN legal_entity e ON e.id = r.legal_entity_id
    LEFT JOIN use_case u ON u.id = r.use_case_id
    ${present('o', 'id = r.owner_id')}
    ${present('b', 'id = r.performed_by')}
   WHERE r.id = ANY ($1::uuid[]) ORDER BY r.id`,
  rule: reviewObligations,
});

/** The facts behind obligations of the kind risk_statement_renewal. */
export const STATEMENTS = recordSource<StatementFact>({
  type: 'risk_statement',
  kinds: ['risk_statement_renewal'],
  dated: `state = 'approved'`,
  facts: `
  SELECT s.id, u.name, u.name_zh_hant AS "nameZhHant", coalesce(o.id, b.id) AS "ownerId", s.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", coalesce(s.retired_at, u.retired_at, e.retired_at) IS NULL AS "inUse", s.state,
         s.oldest_assessed_on::text AS "oldestAssessedOn"
    FROM risk_statement s
    JOIN use_case u ON u.id = s.use_case_id
    JOIN legal_entity e ON e.id = s.legal_entity_id
    ${present('o', 'id = u.risk_owner_id')}
    ${present('b', 'id = u.accountable_owner_id')}
   WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id`,
  rule: statementObligations,
});

/** The facts behind obligations of the kinds delegation_end and delegation_oversight. */
export const DELEGATIONS = recordSource<DelegationFact>({
  type: 'delegation',
  kinds: ['delegation_end', 'delegation_oversight'],
  dated: 'true',
  facts: `
  SELECT d.id, g.name, g.name_zh_hant AS "nameZhHant", o.id AS "ownerId", d.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", coalesce(d.retired_at, e.retired_at, g.retired_at) IS NULL AS "inUse", d.function,
         d.starts_on::text AS "startsOn", d.ends_on::text AS "endsOn",
         (d.created_at AT TIME ZONE e.time_zone)::date::text AS "recordedOn",
         (SELECT max(r.held_on)::text FROM delegation_oversight_report r
           WHERE r.delegation_id = d.id AND r.retired_at IS NULL) AS "lastOversightOn"
    FROM delegation d
    JOIN legal_entity e ON e.id = d.legal_entity_id
    JOIN legal_entity g ON g.id = d.group_entity_id
    ${present('o', 'id = d.oversight_owner_id')}
   WHERE d.id = ANY ($1::uuid[]) ORDER BY d.id`,
  rule: delegationObligations,
});
