import { instant, type Shown } from '../../../platform/database/shown.js';

/** A component as the API shows it, from a row called `alias` of the table or of its history. */
export function componentShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    name: `${a}.name`,
    nameZhHant: `${a}.name_zh_hant`,
    kind: `${a}.kind`,
    providerId: `${a}.provider_id`,
    version: `${a}.release`,
    pinning: `${a}.pinning`,
    purl: `${a}.purl`,
    licence: `${a}.licence`,
    deployment: `${a}.deployment`,
    baseModelStatus: `${a}.base_model_status`,
    baseModelId: `${a}.base_model_id`,
    storageLocation: `${a}.storage_location`,
    processingLocation: `${a}.processing_location`,
    provenance: `${a}.provenance`,
    maintenance: `${a}.maintenance`,
    privilege: `${a}.privilege`,
    transparency: `${a}.transparency`,
    substitutability: `${a}.substitutability`,
    retiresOn: `${a}.retires_on`,
    retirementSource: `${a}.retirement_source`,
    status: `CASE WHEN ${a}.retired_at IS NULL THEN ${a}.status ELSE 'retired' END`,
    ownerId: `${a}.owner_id`,
    catalogueId: `${a}.catalogue_id`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}
