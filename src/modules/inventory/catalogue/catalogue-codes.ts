import type { COMPONENT_KINDS, PROVIDER_KINDS, YES_NO } from '../domain/codes.js';

/** Codes of the catalogue that the inventory does not have itself; terms have the codes of the API. */

export type CatalogueKind = (typeof COMPONENT_KINDS)[number];

/** How the thing is supplied, which decides what there is to ask for: terms of a service, or a licence. */
export const FORMS = ['service', 'open_source', 'open_weights', 'source_available'] as const;
export type Form = (typeof FORMS)[number];

export type ProviderKind = (typeof PROVIDER_KINDS)[number];

export const CONFIDENCES = ['primary', 'secondary'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export type YesNoUnknown = (typeof YES_NO)[number];

export const TRAINING_USES = ['contractually_excluded', 'opted_out', 'possible', 'unknown'] as const;
export const RETENTIONS = ['none', 'up_to_30_days', 'over_30_days', 'indefinite', 'unknown'] as const;
export const TERRITORY_STATUSES = ['supported', 'restricted', 'unsupported', 'unknown'] as const;
export const PROTECTIONS = ['uncapped', 'capped', 'excluded', 'silent', 'unknown'] as const;
export const INDEMNITY_RISKS = ['ip_output', 'ip_training_data'] as const;
export const DEPLOYMENT_MODES = [
  'vendor_cloud',
  'hybrid',
  'self_hosted',
  'on_premises',
  'api',
  'web',
] as const;
export const LISTING_STATES = ['no_current_version'] as const;
export const LIFECYCLE_STAGES = [
  'active',
  'legacy',
  'deprecated',
  'deprecation',
  'shutdown',
  'retirement',
] as const;

/** Where data lies or is processed: an ISO 3166 code, or one of these when the customer's choice decides it. */
export const CHOSEN_PLACES = ['customer_selected_region', 'service_deployment_scope'] as const;

export const UPSTREAM_ROLES = [
  'cloud',
  'network_edge',
  'data_warehouse',
  'infrastructure',
  'identity',
  'database',
  'model_developer',
  'base_model',
  'served_by',
] as const;
export type UpstreamRole = (typeof UPSTREAM_ROLES)[number];

export const DESIGNATION_SCHEMES = ['dora_critical_third_party'] as const;
export type DesignationScheme = (typeof DESIGNATION_SCHEMES)[number];

export const EVENT_CODES = [
  'legacy',
  'deprecation',
  'read_only',
  'retirement',
  'archived',
  'outage',
  'ownership_change',
  'malicious_release',
  'vulnerability',
  'territory_withdrawal',
  'terms_change',
  'release',
  'planned_release',
  'public_offer',
] as const;
export type EventCode = (typeof EVENT_CODES)[number];
