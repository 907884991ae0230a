import { instant, type Shown } from '../../../platform/database/shown.js';

/** A control as the API shows it, from a row called `c` of the table or of its history. */
export function controlShown(c: string): Shown {
  return {
    id: `${c}.id`,
    domain: `${c}.domain`,
    control: `${c}.control`,
    level: `${c}.level`,
    legalEntityId: `${c}.legal_entity_id`,
    providerId: `${c}.provider_id`,
    componentId: `${c}.component_id`,
    arrangementId: `${c}.arrangement_id`,
    useCaseId: `${c}.use_case_id`,
    design: `${c}.design`,
    operating: `${c}.operating`,
    evidenceId: `${c}.evidence_id`,
    validTo: `${c}.valid_to`,
    reason: `${c}.reason`,
    description: `${c}.description`,
    createdAt: instant(`${c}.created_at`),
    updatedAt: instant(`${c}.updated_at`),
    retiredAt: instant(`${c}.retired_at`),
  };
}
