/** How packages, licences and findings are written: for readers of documents that name them. Pure; it may run in any thread. */
export { isLicenceExpression, isPurl, isVulnerabilityId, NO_LICENCE } from './domain/formats.js';
export { isCleared, isIdOfMalice } from './domain/finding-rules.js';
export { writtenPurl } from './catalogue/purl-key.js';
