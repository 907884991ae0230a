/** The reference catalogue, for other modules. */
export { loadCatalogue } from './catalogue/catalogue.js';
export {
  CONFIDENCES,
  DESIGNATION_SCHEMES,
  EVENT_CODES,
  FORMS,
  INDEMNITY_RISKS,
  LIFECYCLE_STAGES,
  PROTECTIONS,
  RETENTIONS,
  TERRITORY_STATUSES,
  TRAINING_USES,
  UPSTREAM_ROLES,
} from './catalogue/catalogue-codes.js';
export type {
  Catalogue,
  CatalogueEntry,
  CatalogueProvider,
  Provenance,
  Source,
} from './catalogue/catalogue-types.js';
export { type Prefill, type PrefilledField, prefillFor } from './catalogue/prefill.js';
export { searchCatalogue } from './catalogue/search.js';
