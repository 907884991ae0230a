export { AuditModule } from './audit.module.js';
export { AuditSealer } from './audit-sealer.js';
