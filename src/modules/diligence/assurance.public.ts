/** What an assurance activity comes to, for other modules: pure, without the rest of the module. */
export { ACTIVITY_KINDS, VALIDATION_SCOPE } from './domain/assurance-activity.js';
export { configurationStateOf, type RuledChange } from './domain/assurance-ruling.js';
