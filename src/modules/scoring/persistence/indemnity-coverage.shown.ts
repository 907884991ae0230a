import { instant, type Shown } from '../../../platform/database/shown.js';

/** Names stand in these relations: `use_case u`, `provider p`, `arrangement a`. */
export interface NamesOfCoverage {
  useCases: string;
  providers: string;
  arrangements: string;
}

/** A row of the coverage of indemnities as the API shows it, but for what is said of it in words; `c` is its alias. */
export function coverageShown({ useCases, providers, arrangements }: NamesOfCoverage): Shown {
  const ofUseCase = (column: string): string =>
    `(SELECT u.${column} FROM ${useCases} WHERE u.id = c.use_case_id)`;
  const ofProvider = (column: string): string =>
    `(SELECT p.${column} FROM ${providers} WHERE p.id = c.provider_id)`;
  return {
    id: 'c.id',
    legalEntityId: 'c.legal_entity_id',
    useCaseId: 'c.use_case_id',
    useCaseName: ofUseCase('name'),
    useCaseNameZhHant: ofUseCase('name_zh_hant'),
    tier: 'c.tier',
    arrangementId: 'c.arrangement_id',
    arrangementReference: `(SELECT a.reference FROM ${arrangements} WHERE a.id = c.arrangement_id)`,
    providerId: 'c.provider_id',
    providerName: ofProvider('name'),
    providerNameZhHant: ofProvider('name_zh_hant'),
    componentIds: 'c.component_ids',
    componentCount: 'c.component_count',
    risk: 'c.risk',
    label: 'c.label',
    indemnityId: 'c.indemnity_id',
    protection: 'c.protection',
    isCapped: `c.protection = 'capped'`,
    cap: `CASE WHEN c.cap_minor IS NOT NULL THEN json_build_object('amountMinor', c.cap_minor, 'currency', c.cap_currency) END`,
    capBase: 'c.cap_base',
    conditions: 'c.conditions',
    conditionsBroken: 'c.conditions_broken',
    protectiveMeasure: 'c.protective_measure',
    breachMaterial: 'c.breach_material',
    payer: 'c.payer',
    updatedAt: instant('c.updated_at'),
  };
}
