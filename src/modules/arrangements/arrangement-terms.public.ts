/** What is worked out of the terms of an arrangement, for other modules: pure, without the rest of the module. */
export { isAllocated, type ResponsibilityTerms, TASKS } from './domain/responsibility.js';
export { CAP_BASES, CONDITION_KINDS, INDEMNITY_RISKS } from './domain/indemnity.js';
