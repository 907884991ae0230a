/** How long due diligence holds, for other modules: pure, without the rest of the module. */
export { addMonths } from './domain/assessment-decision.js';
