/** How packages and licences are written: for readers of documents that name them. Pure; it may run in any thread. */
export { isLicenceExpression, isPurl, isVulnerabilityId, NO_LICENCE } from './domain/formats.js';
export { writtenPurl } from './catalogue/purl-key.js';
