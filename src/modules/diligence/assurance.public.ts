/** What the firm does to be sure of what it uses, for other modules: pure, without the rest of the module. */
export { ACTIVITY_NAMES } from './domain/activity-names.js';
export { ACTIVITY_KINDS, type Issue, VALIDATION_SCOPE } from './domain/assurance-activity.js';
export { configurationStateOf, type RuledChange } from './domain/assurance-ruling.js';
export { COMPETENCE_FIELDS, COMPETENCE_FUNCTIONS } from './domain/competence.js';
export { DELEGATED_FUNCTIONS } from './domain/delegation.js';
