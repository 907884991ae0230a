/** What is worked out of the facts of a component, for other modules: pure, without the rest of the inventory. */
export { HOLD_A_MODEL, isModel, isOperatedByProvider } from './domain/component-rules.js';
export { licenceClass } from './domain/licence-class.js';
export { maliciousVersion } from './domain/malicious-version.js';
export { isClosed } from './domain/finding-rules.js';
export { scanState } from './domain/scan-state.js';
