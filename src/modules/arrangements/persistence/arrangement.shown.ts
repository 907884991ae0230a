import { instant, type Shown } from '../../../platform/database/shown.js';

/** The relations that an arrangement is shown with, each by its alias. */
export interface ArrangementRelations {
  /** As `c`. */
  components: string;
  /** As `s`. */
  subProcessors: string;
  /** As `t`. */
  territories: string;
}

/** As they are now. */
export const PRESENT: ArrangementRelations = {
  components: 'arrangement_component c',
  subProcessors: 'arrangement_sub_processor s',
  territories: 'arrangement_territory t',
};

/**
 * Where its term is on the day of an instant where its legal entity is, to stand behind the relation in FROM: `day.today`
 * and `day.term_end`.
 * @param a alias of its row
 * @param now SQL of the instant
 */
export function termOn(a: string, now: string): string {
  return `CROSS JOIN LATERAL (
      SELECT today, arrangement_term_end(${a}.ends_on, ${a}.auto_renews, ${a}.renewal_months, today) AS term_end
        FROM (SELECT (${now}::timestamptz AT TIME ZONE e.time_zone)::date AS today
                FROM legal_entity e WHERE e.id = ${a}.legal_entity_id) AS place) AS day`;
}

/**
 * An arrangement as the API shows it.
 * @param a alias of its row, beside which stands `termOn`
 */
export function arrangementShown(
  a: string,
  { components, subProcessors, territories }: ArrangementRelations,
): Shown {
  return {
    id: `${a}.id`,
    legalEntityId: `${a}.legal_entity_id`,
    reference: `${a}.reference`,
    name: `${a}.name`,
    nameZhHant: `${a}.name_zh_hant`,
    kind: `${a}.kind`,
    providerId: `${a}.provider_id`,
    componentIds: `ARRAY(SELECT c.component_id FROM ${components} WHERE c.arrangement_id = ${a}.id ORDER BY c.component_id)`,
    startsOn: `${a}.starts_on`,
    endsOn: `${a}.ends_on`,
    state: `CASE WHEN ${a}.starts_on > day.today THEN 'future'
                 WHEN ${a}.ends_on < day.today AND ${a}.auto_renews <> 'yes' THEN 'ended' ELSE 'in_force' END`,
    termEndsOn: 'day.term_end',
    noticeDeadlineOn: `day.term_end - ${a}.notice_days_firm`,
    noticeDaysFirm: `${a}.notice_days_firm`,
    noticeDaysProvider: `${a}.notice_days_provider`,
    autoRenews: `${a}.auto_renews`,
    renewalMonths: `${a}.renewal_months`,
    providerMayTerminate: `${a}.provider_may_terminate`,
    governingLaw: `${a}.governing_law`,
    annualCost: `CASE WHEN ${a}.annual_cost_minor IS NOT NULL THEN
      json_build_object('amountMinor', ${a}.annual_cost_minor, 'currency', ${a}.annual_cost_currency) END`,
    reliance: `${a}.reliance`,
    substitutability: `${a}.substitutability`,
    reintegration: `${a}.reintegration`,
    retention: `${a}.retention`,
    trainingUse: `${a}.training_use`,
    chain: `${a}.chain`,
    privacyTerms: `${a}.privacy_terms`,
    auditRights: `${a}.audit_rights`,
    termsOfUse: `${a}.terms_of_use`,
    ipBreachMaterial: `${a}.ip_breach_material`,
    privacyBreachMaterial: `${a}.privacy_breach_material`,
    breachRationale: `${a}.breach_rationale`,
    ipProtectiveMeasure: `${a}.ip_protective_measure`,
    privacyProtectiveMeasure: `${a}.privacy_protective_measure`,
    protectiveMeasures: `${a}.protective_measures`,
    subProcessors: `(SELECT coalesce(json_agg(json_build_object('rank', s.rank, 'name', s.name, 'providerId', s.provider_id,
        'service', s.service, 'componentId', s.component_id, 'jurisdiction', s.jurisdiction, 'disclosedOn', s.disclosed_on,
        'source', s.source) ORDER BY s.position), '[]') FROM ${subProcessors} WHERE s.arrangement_id = ${a}.id)`,
    territorySupport: `(SELECT coalesce(json_agg(json_build_object('jurisdiction', t.jurisdiction, 'componentId',
        t.component_id, 'status', t.status, 'source', t.source, 'checkedOn', t.checked_on) ORDER BY t.position), '[]')
        FROM ${territories} WHERE t.arrangement_id = ${a}.id)`,
    ownerId: `${a}.owner_id`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}
