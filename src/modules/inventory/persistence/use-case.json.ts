import { MODEL_DEVELOPMENT_FLAGS } from '../domain/development-flags.js';

const DEVELOPMENT = `'{${MODEL_DEVELOPMENT_FLAGS.join(',')}}'`;

export interface UseCaseJsonParts {
  /** The relation of links to legal entities, with the alias `l`. */
  links: string;
  /** A SQL list of the legal entities that the reader may see; null is all. */
  visible: string | null;
  /** The instant to compute the configuration hash for (SQL; NULL is now); without it the hash is left out. */
  configurationAt?: string;
}

/** A use case as the API shows it, from a row called `alias` of the table or of its history. */
export function useCaseJson(alias: string, { links, visible, configurationAt }: UseCaseJsonParts): string {
  const a = alias;
  const ofUseCase = `FROM ${links} WHERE l.use_case_id = ${a}.id`;
  const isVisible = visible === null ? 'true' : `l.legal_entity_id = ANY(${visible})`;
  const hash =
    configurationAt === undefined
      ? ''
      : `use_case_configuration_hash(${a}.id, ${configurationAt}) AS "configurationHash",`;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${a}.id, ${a}.name, ${a}.name_zh_hant AS "nameZhHant", ${a}.description,
    (SELECT coalesce(json_agg(l.legal_entity_id ORDER BY l.legal_entity_id), '[]') ${ofUseCase} AND ${isVisible})
      AS "legalEntityIds",
    (SELECT count(*) ${ofUseCase} AND NOT (${isVisible})) AS "otherLegalEntities",
    json_build_object('decision', ${a}.scope_decision, 'regulatedActivities', ${a}.scope_regulated_activities,
      'reason', ${a}.scope_reason, 'decidedBy', ${a}.scope_decided_by, 'decidedOn', ${a}.scope_decided_on,
      'expiresOn', ${a}.scope_expires_on) AS scope,
    ${a}.purposes, ${a}.recipients, ${a}.after_sales_only AS "afterSalesOnly",
    ${a}.clients_interact AS "clientsInteract", ${a}.affects_clients AS "affectsClients",
    ${a}.critical_operation AS "criticalOperation",
    CASE WHEN ${a}.designated_on IS NOT NULL THEN json_build_object('by', ${a}.designated_by,
      'reason', ${a}.designated_reason, 'on', ${a}.designated_on) END AS "designatedHighRisk",
    ${a}.development_flags AS "developmentFlags",
    CASE WHEN ${a}.development_flags && ${DEVELOPMENT} THEN 'yes' WHEN ${a}.development_flags = '{}' THEN 'unknown'
      ELSE 'no' END AS "modelDevelopmentApplies",
    ${a}.human_oversight AS "humanOversight", ${a}.data_classes AS "dataClasses",
    json_build_object('firm', ${a}.impact_firm, 'clients', ${a}.impact_clients) AS impact,
    trim_scale(${a}.tolerance_hours) AS "toleranceHours", ${a}.benefit,
    json_build_object('accountable', ${a}.accountable_owner_id, 'business', ${a}.business_owner_id,
      'risk', ${a}.risk_owner_id, 'compliance', ${a}.compliance_owner_id, 'technology', ${a}.technology_owner_id)
      AS owners,
    CASE WHEN ${a}.retired_at IS NULL THEN ${a}.status ELSE 'retired' END AS status,
    ${a}.tier, ${a}.tier_provisional AS provisional, ${a}.lowest_tier AS "lowestTier",
    ${a}.tier_reasons AS "tierReasons", ${a}.high_risk AS "highRisk", ${a}.high_risk_reasons AS "highRiskReasons",
    ${hash}
    utc(${a}.created_at) AS "createdAt", utc(${a}.updated_at) AS "updatedAt", utc(${a}.retired_at) AS "retiredAt"
  ) AS shown)`;
}
