/** Codes of the inventory, as other systems know them. `unknown` is a value of its own and the default. */
export const YES_NO = ['yes', 'no', 'unknown'] as const;
export const SUBSTITUTABILITY = [
  'easily',
  'medium',
  'highly_complex',
  'not_substitutable',
  'unknown',
] as const;
/** Whether a parent or base model is recorded, stated not to exist, or not known: empty is never "none". */
export const KNOWN_NONE = ['known', 'none', 'unknown'] as const;

export const LEGAL_ENTITY_KINDS = ['licensed_corporation', 'group_company', 'other'] as const;

export const PROVIDER_KINDS = ['third_party', 'group_company', 'in_house', 'open_source_project'] as const;
export const VIABILITY = ['strong', 'adequate', 'weak', 'unknown'] as const;
export const MODEL_RISK_FRAMEWORK = ['effective', 'gaps', 'not_assessable', 'unknown'] as const;
export const PROVIDER_STATUSES = ['proposed', 'under_review', 'approved', 'suspended', 'retired'] as const;

export const COMPONENT_KINDS = [
  'language_model',
  'embedding_model',
  'vector_store',
  'prompt_management',
  'orchestration',
  'evaluation',
  'gateway',
  'content_filter',
  'serving',
  'hosting',
  'region',
  'network_edge',
  'dataset',
  'library',
  'application',
  'browser_extension',
] as const;
export const PINNING = ['pinned_with_notice', 'pinned', 'floating', 'unknown'] as const;
export const DEPLOYMENTS = [
  'self_hosted_offline',
  'self_hosted',
  'single_tenant',
  'multi_tenant_saas',
  'consumer',
  'unknown',
] as const;
export const PROVENANCE = [
  'signed_verified',
  'pinned_or_safe_format',
  'official_unpinned_or_scanned_pickle',
  'mutable_unofficial_or_unscanned_pickle',
  'unknown',
] as const;
export const MAINTENANCE = [
  'active',
  'slow',
  'maintenance_mode',
  'archived_or_end_of_life',
  'unknown',
] as const;
export const PRIVILEGE = ['keys_or_prompts', 'derived_data', 'offline', 'unknown'] as const;
export const TRANSPARENCY = ['full', 'partial', 'none', 'unknown'] as const;
export const COMPONENT_STATUSES = ['proposed', 'approved', 'in_use', 'suspended', 'retired'] as const;

/** How a severity was measured: the version of CVSS that the score is of. */
export const SEVERITY_VERSIONS = ['cvss_2', 'cvss_3_0', 'cvss_3_1', 'cvss_4_0', 'unknown'] as const;
/** What is known of a vulnerability in this version of the component (VEX). */
export const VEX = ['affected', 'not_affected', 'fixed', 'under_investigation', 'unknown'] as const;
export const SCAN_RESULTS = ['clean', 'findings', 'failed', 'unknown'] as const;

export const DEPENDENT_TYPES = ['use_case', 'component'] as const;
export const FALLBACK_EVIDENCE = [
  'none',
  'documented',
  'tested_slow',
  'tested_in_tolerance',
  'unknown',
] as const;
export const EFFECTS = ['stops', 'uses'] as const;

export const SCOPE_DECISIONS = ['in', 'out', 'unknown'] as const;
export const PURPOSES = [
  'investment_recommendation',
  'investment_advice',
  'investment_research',
  'other',
  'unknown',
] as const;
export const RECIPIENTS = ['client', 'investor', 'internal', 'other_external', 'unknown'] as const;
export const DEVELOPMENT_FLAGS = [
  'own_training',
  'fine_tuned',
  'rag',
  'content_filter_added',
  'prompt_tool_integrated',
  'enhanced_or_optimised',
  'other_component_customised',
  'off_the_shelf',
  'only_base_parameters',
  'version_frozen',
  'ui_disclosure_only',
  'combined_without_customising',
] as const;
export const HUMAN_OVERSIGHT = ['in_the_loop', 'on_the_loop', 'out_of_the_loop', 'unknown'] as const;
export const DATA_CLASSES = [
  'public',
  'internal',
  'confidential',
  'personal',
  'sensitive_personal',
  'inside_information',
  'credentials',
  'unknown',
] as const;
export const IMPACTS = ['low', 'medium', 'high', 'unknown'] as const;
export const USE_CASE_STATUSES = [
  'planned',
  'in_development',
  'pilot',
  'approved',
  'live',
  'suspended',
  'retired',
] as const;
export const TIERS = ['T1', 'T2', 'T3', 'T4'] as const;

/** Statuses that somebody gives; `retired` comes of retiring a record, and goes with restoring it. */
export function givenStatuses(statuses: readonly string[]): string[] {
  return statuses.filter((status) => status !== 'retired');
}
