/** What other modules may use of arrangements. */
export { ArrangementsModule } from './arrangements.module.js';
export { ArrangementRepository } from './persistence/arrangement.repository.js';
export { EvidenceLookup, type NamedEvidence } from '../inventory/inventory.public.js';
export { TermsOnEvidence } from './persistence/term.repositories.js';
export { ArrangementService } from './arrangement.service.js';
export { IndemnityService } from './indemnity.service.js';
export { ResponsibilityService } from './responsibility.service.js';
export type { ArrangementChange, ArrangementInput } from './domain/arrangement-input.js';
