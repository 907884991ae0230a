/** Codes of what the firm does to be sure of what it uses, for other modules: pure, without the rest of the module. */
export { ACTIVITY_KINDS, type Issue } from './domain/assurance-activity.js';
export { COMPETENCE_FIELDS, COMPETENCE_FUNCTIONS } from './domain/competence.js';
export { DELEGATED_FUNCTIONS } from './domain/delegation.js';
