import { instant, type Shown } from '../../../platform/database/shown.js';

/** A concentration limit as the API shows it; `l` is the alias of its row. */
export function limitShown(l: string): Shown {
  return {
    id: `${l}.id`,
    legalEntityId: `${l}.legal_entity_id`,
    name: `${l}.name`,
    nameZhHant: `${l}.name_zh_hant`,
    measure: `${l}.measure`,
    axis: `${l}.axis`,
    layer: `${l}.layer`,
    basis: `${l}.basis`,
    threshold: `${l}.threshold`,
    unit: `CASE ${l}.measure WHEN 'single_point' THEN 'use_cases' ELSE 'fraction' END`,
    rationale: `${l}.rationale`,
    ownerId: `${l}.owner_id`,
    validFrom: `${l}.valid_from`,
    validTo: `${l}.valid_to`,
    createdAt: instant(`${l}.created_at`),
    updatedAt: instant(`${l}.updated_at`),
    retiredAt: instant(`${l}.retired_at`),
  };
}
