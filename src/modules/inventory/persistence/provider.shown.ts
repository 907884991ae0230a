import { instant, type Shown } from '../../../platform/database/shown.js';

/** A provider as the API shows it, from a row called `alias` of the table or of its history. */
export function providerShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    name: `${a}.name`,
    nameZhHant: `${a}.name_zh_hant`,
    kind: `${a}.kind`,
    identifiable: `${a}.identifiable`,
    substitutability: `${a}.substitutability`,
    ultimateParentStatus: `${a}.ultimate_parent_status`,
    ultimateParentId: `${a}.ultimate_parent_id`,
    jurisdiction: `${a}.jurisdiction`,
    website: `${a}.website`,
    identifiers: `${a}.identifiers`,
    viability: `${a}.viability`,
    modelRiskFramework: `${a}.model_risk_framework`,
    status: `CASE WHEN ${a}.retired_at IS NULL THEN ${a}.status ELSE 'retired' END`,
    ownerId: `${a}.owner_id`,
    catalogueId: `${a}.catalogue_id`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}
