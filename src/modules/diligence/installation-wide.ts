export { auditedOf, isSeen, refuseForeign } from '../../platform/database/installation-wide.js';
