import { type DynamicModule, Module } from '@nestjs/common';
import { ArrangementsModule } from './modules/arrangements/arrangements.public.js';
import { IndemnityEntity } from './modules/arrangements/persistence/indemnity.entity.js';
import { ResponsibilityEntity } from './modules/arrangements/persistence/responsibility.entity.js';
import { AssessmentEntity } from './modules/diligence/persistence/assessment.entity.js';
import { ContinuityModule } from './modules/continuity/continuity.public.js';
import { ChangeEventEntity } from './modules/continuity/persistence/change-event.entity.js';
import { ExitCaseEntity } from './modules/continuity/persistence/exit-case.entity.js';
import { ExerciseEntity } from './modules/continuity/persistence/exercise.entity.js';
import { IncidentEntity } from './modules/continuity/persistence/incident.entity.js';
import { PlanEntity } from './modules/continuity/persistence/plan.entity.js';
import { ServiceRecordEntity } from './modules/continuity/persistence/service-record.entity.js';
import { AssuranceActivityEntity } from './modules/diligence/persistence/assurance-activity.entity.js';
import { CorrespondenceEntity } from './modules/diligence/persistence/correspondence.entity.js';
import { ComponentReviewEntity } from './modules/diligence/persistence/component-review.entity.js';
import { RiskStatementEntity } from './modules/diligence/persistence/risk-statement.entity.js';
import { ExceptionEntity } from './modules/diligence/persistence/exception.entity.js';
import { ControlEntity } from './modules/diligence/persistence/control.entity.js';
import { CompetenceEntity } from './modules/diligence/persistence/competence.entity.js';
import { DelegationEntity } from './modules/diligence/persistence/delegation.entity.js';
import { OversightReportEntity } from './modules/diligence/persistence/oversight-report.entity.js';
import { PolicyEntity } from './modules/diligence/persistence/policy.entity.js';
import { AuditModule } from './modules/audit/audit.module.js';
import { DiligenceModule } from './modules/diligence/diligence.public.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { ApiKeyEntity } from './modules/identity/persistence/api-key.entity.js';
import { PersonEntity } from './modules/identity/persistence/person.entity.js';
import { InspectionModule } from './modules/inspection/inspection.module.js';
import { IntakeModule } from './modules/intake/intake.module.js';
import { InterchangeModule } from './modules/interchange/interchange.module.js';
import { InventoryModule } from './modules/inventory/inventory.module.js';
import { ComponentEntity } from './modules/inventory/persistence/component.entity.js';
import { DataFlowEntity } from './modules/inventory/persistence/data-flow.entity.js';
import { LegalEntityEntity } from './modules/inventory/persistence/legal-entity.entity.js';
import { ProviderEntity } from './modules/inventory/persistence/provider.entity.js';
import { ScanEntity } from './modules/inventory/persistence/scan.entity.js';
import { UseCaseEntity } from './modules/inventory/persistence/use-case.entity.js';
import { VulnerabilityEntity } from './modules/inventory/persistence/vulnerability.entity.js';
import { ObligationsModule } from './modules/obligations/obligations.module.js';
import { ScoringModule } from './modules/scoring/scoring.module.js';
import { SuspensionModule } from './modules/suspension/suspension.module.js';
import type { Config } from './platform/config/config.js';
import { JobsHealthModule } from './platform/jobs/jobs-health.module.js';
import { PlatformModule } from './platform/platform.module.js';

/** Every table that is written through the ORM. */
export const ENTITIES = [
  PersonEntity,
  ApiKeyEntity,
  LegalEntityEntity,
  ProviderEntity,
  ComponentEntity,
  UseCaseEntity,
  VulnerabilityEntity,
  ScanEntity,
  DataFlowEntity,
  IndemnityEntity,
  ResponsibilityEntity,
  AssessmentEntity,
  AssuranceActivityEntity,
  CorrespondenceEntity,
  PolicyEntity,
  CompetenceEntity,
  DelegationEntity,
  OversightReportEntity,
  ExceptionEntity,
  ComponentReviewEntity,
  RiskStatementEntity,
  ControlEntity,
  PlanEntity,
  ExerciseEntity,
  ChangeEventEntity,
  IncidentEntity,
  ServiceRecordEntity,
  ExitCaseEntity,
];

/** The HTTP application. */
@Module({})
export class AppModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, databaseUrl, ENTITIES),
        IdentityModule,
        InventoryModule,
        ArrangementsModule,
        DiligenceModule,
        ContinuityModule,
        InspectionModule,
        IntakeModule,
        InterchangeModule,
        ScoringModule,
        SuspensionModule,
        AuditModule,
        ObligationsModule,
        JobsHealthModule,
      ],
    };
  }
}
