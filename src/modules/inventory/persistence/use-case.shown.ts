import { instant, type Shown } from '../../../platform/database/shown.js';
import { MODEL_DEVELOPMENT_FLAGS } from '../domain/development-flags.js';

const DEVELOPMENT = `'{${MODEL_DEVELOPMENT_FLAGS.join(',')}}'`;

export interface UseCaseParts {
  /** The relation of links to legal entities, with the alias `l`. */
  links: string;
  /** A SQL list of the legal entities that the reader may see; null is all. */
  visible: string | null;
  /** The instant to compute the configuration hash for (SQL; NULL is now); without it the hash is left out. */
  configurationAt?: string;
}

/** A use case as the API shows it, from a row called `alias` of the table or of its history. */
export function useCaseShown(alias: string, { links, visible, configurationAt }: UseCaseParts): Shown {
  const a = alias;
  const ofUseCase = `FROM ${links} WHERE l.use_case_id = ${a}.id`;
  const isVisible = visible === null ? 'true' : `l.legal_entity_id = ANY(${visible})`;
  return {
    id: `${a}.id`,
    name: `${a}.name`,
    nameZhHant: `${a}.name_zh_hant`,
    description: `${a}.description`,
    legalEntityIds: `(SELECT coalesce(json_agg(l.legal_entity_id ORDER BY l.legal_entity_id), '[]') ${ofUseCase} AND ${isVisible})`,
    otherLegalEntities: `(SELECT count(*) ${ofUseCase} AND NOT (${isVisible}))`,
    scope: `json_build_object('decision', ${a}.scope_decision, 'regulatedActivities', ${a}.scope_regulated_activities,
      'reason', ${a}.scope_reason, 'decidedBy', ${a}.scope_decided_by, 'decidedOn', ${a}.scope_decided_on,
      'expiresOn', ${a}.scope_expires_on)`,
    purposes: `${a}.purposes`,
    recipients: `${a}.recipients`,
    afterSalesOnly: `${a}.after_sales_only`,
    clientsInteract: `${a}.clients_interact`,
    affectsClients: `${a}.affects_clients`,
    criticalOperation: `${a}.critical_operation`,
    designatedHighRisk: `CASE WHEN ${a}.designated_on IS NOT NULL THEN json_build_object('by', ${a}.designated_by,
      'reason', ${a}.designated_reason, 'on', ${a}.designated_on) END`,
    developmentFlags: `${a}.development_flags`,
    developerIds: `${a}.developer_ids`,
    modelDevelopmentApplies: `CASE WHEN ${a}.development_flags && ${DEVELOPMENT} THEN 'yes' WHEN ${a}.development_flags = '{}' THEN 'unknown'
      ELSE 'no' END`,
    humanOversight: `${a}.human_oversight`,
    dataClasses: `${a}.data_classes`,
    impact: `json_build_object('firm', ${a}.impact_firm, 'clients', ${a}.impact_clients)`,
    toleranceHours: `trim_scale(${a}.tolerance_hours)`,
    benefit: `${a}.benefit`,
    owners: `json_build_object('accountable', ${a}.accountable_owner_id, 'business', ${a}.business_owner_id,
      'risk', ${a}.risk_owner_id, 'compliance', ${a}.compliance_owner_id, 'technology', ${a}.technology_owner_id)`,
    status: `CASE WHEN ${a}.retired_at IS NULL THEN ${a}.status ELSE 'retired' END`,
    statusSince: `${a}.status_since`,
    tier: `${a}.tier`,
    provisional: `${a}.tier_provisional`,
    lowestTier: `${a}.lowest_tier`,
    tierReasons: `${a}.tier_reasons`,
    highRisk: `${a}.high_risk`,
    highRiskReasons: `${a}.high_risk_reasons`,
    ...(configurationAt === undefined
      ? {}
      : { configurationHash: `use_case_configuration_hash(${a}.id, ${configurationAt})` }),
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}
