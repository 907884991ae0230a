import { Module } from '@nestjs/common';
import { AuditExport } from './audit-export.js';
import { AuditSealer } from './audit-sealer.js';
import { AuditController } from './http/audit.controller.js';
import { AuditReadModel } from './persistence/audit.read-model.js';
import { SealRepository } from './persistence/seal.repository.js';

/** Who changed what, sealed so that it cannot be quietly rewritten. */
@Module({
  controllers: [AuditController],
  providers: [AuditExport, AuditReadModel, AuditSealer, SealRepository],
  exports: [AuditSealer],
})
export class AuditModule {}
