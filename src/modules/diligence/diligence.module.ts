import { join } from 'node:path';
import { Module, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { Clamd } from '../../platform/files/clamd.js';
import { DiskStore } from '../../platform/files/disk-store.js';
import { FileStore } from '../../platform/files/file-store.js';
import { S3Store } from '../../platform/files/s3-store.js';
import { Spool } from '../../platform/files/spool.js';
import { CONFIG } from '../../platform/tokens.js';
import { ArrangementsModule, EvidenceLookup } from '../arrangements/arrangements.public.js';
import { Holders, InventoryModule } from '../inventory/inventory.public.js';
import { AssessmentAnswers } from './assessment-answers.js';
import { AssessmentContents } from './assessment-content.js';
import { AssessmentDecisions } from './assessment-decisions.service.js';
import { AssessmentFollowup } from './assessment-followup.service.js';
import { AssessmentLinks } from './assessment-links.service.js';
import { AssessmentReferences } from './assessment-references.js';
import { AssessmentResults } from './assessment-results.js';
import { AssessmentService } from './assessment.service.js';
import { AssuranceActivityService } from './assurance-activity.service.js';
import { AssuranceReferences } from './assurance-references.js';
import { AssuranceRulings } from './assurance-rulings.service.js';
import { RiskStatementDecisions } from './risk-statement-decisions.service.js';
import { RiskStatementReferences } from './risk-statement-references.js';
import { RiskStatementService } from './risk-statement.service.js';
import { ComponentReviewReferences } from './component-review-references.js';
import { ComponentReviewService } from './component-review.service.js';
import { CompetenceService } from './competence.service.js';
import { DelegationService } from './delegation.service.js';
import { OversightReportService } from './oversight-report.service.js';
import { CorrespondenceAnswers } from './correspondence-answers.js';
import { CorrespondenceService } from './correspondence.service.js';
import { ControlReferences } from './control-references.js';
import { ControlService } from './control.service.js';
import { AssessmentController } from './http/assessment.controller.js';
import { AssessmentDecisionController } from './http/assessment-decision.controller.js';
import { AssessmentFollowupController } from './http/assessment-followup.controller.js';
import { AssuranceActivityController } from './http/assurance-activity.controller.js';
import { RiskFactorController } from './http/risk-factor.controller.js';
import { RiskStatementController } from './http/risk-statement.controller.js';
import { ComponentReviewController } from './http/component-review.controller.js';
import { CompetenceController } from './http/competence.controller.js';
import { DelegationController } from './http/delegation.controller.js';
import { OversightReportController } from './http/oversight-report.controller.js';
import { CorrespondenceController } from './http/correspondence.controller.js';
import { ExceptionController } from './http/exception.controller.js';
import { ExceptionService } from './exception.service.js';
import { ExceptionReadModel } from './persistence/exception.read-model.js';
import { ExceptionRepository } from './persistence/exception.repository.js';
import { ControlController } from './http/control.controller.js';
import { AssessmentLinkController } from './http/assessment-link.controller.js';
import { PolicyController } from './http/policy.controller.js';
import { ProviderQuestionnaireController } from './http/provider-questionnaire.controller.js';
import { QuestionnaireController } from './http/questionnaire.controller.js';
import { AssessmentReadModel } from './persistence/assessment.read-model.js';
import { AssessmentRepository } from './persistence/assessment.repository.js';
import { ConditionRepository } from './persistence/assessment-condition.repository.js';
import { FindingRepository } from './persistence/assessment-finding.repository.js';
import { LinkReadModel } from './persistence/assessment-link.read-model.js';
import { LinkRepository } from './persistence/assessment-link.repository.js';
import { AssuranceActivityReadModel } from './persistence/assurance-activity.read-model.js';
import { AssuranceActivityRepository } from './persistence/assurance-activity.repository.js';
import { RiskStatementReadModel } from './persistence/risk-statement.read-model.js';
import { RiskStatementRepository } from './persistence/risk-statement.repository.js';
import { ComponentReviewReadModel } from './persistence/component-review.read-model.js';
import { ComponentReviewRepository } from './persistence/component-review.repository.js';
import { CompetenceReadModel } from './persistence/competence.read-model.js';
import { CompetenceRepository } from './persistence/competence.repository.js';
import { DelegationReadModel } from './persistence/delegation.read-model.js';
import { DelegationRepository, OversightReportRepository } from './persistence/delegation.repository.js';
import { OversightReportReadModel } from './persistence/oversight-report.read-model.js';
import { CorrespondenceReadModel } from './persistence/correspondence.read-model.js';
import { CorrespondenceRepository } from './persistence/correspondence.repository.js';
import { DocumentsInUse } from './persistence/documents-in-use.js';
import { PolicyReadModel } from './persistence/policy.read-model.js';
import { PolicyRepository } from './persistence/policy.repository.js';
import { SubjectNames } from './persistence/subject-names.js';
import { LinkMailAllowance } from './link-mail-allowance.js';
import { LinkMailModule } from './link-mail.module.js';
import { LinkSessions } from './link-sessions.js';
import { ProviderDocuments } from './provider-documents.service.js';
import { PolicyService } from './policy.service.js';
import { ProviderQuestionnaire } from './provider-questionnaire.service.js';
import { ControlReadModel } from './persistence/control.read-model.js';
import { ControlRepository } from './persistence/control.repository.js';
import { namedEvidenceProblems } from './named-evidence.js';
import { NamedRecords } from './named-records.js';
import { EvidenceQuota } from './evidence-quota.js';
import { EvidenceReferences } from './evidence-references.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceUploads, MOST_BYTES } from './evidence-uploads.js';
import { EvidenceController } from './http/evidence.controller.js';
import { EvidenceReadModel } from './persistence/evidence.read-model.js';
import { EvidenceRepository } from './persistence/evidence.repository.js';

/** How the firm checks those on whom it relies, and what proves it. */
@Module({
  imports: [InventoryModule, ArrangementsModule, LinkMailModule],
  controllers: [
    EvidenceController,
    ControlController,
    QuestionnaireController,
    ExceptionController,
    AssessmentController,
    AssessmentDecisionController,
    AssessmentFollowupController,
    AssessmentLinkController,
    ProviderQuestionnaireController,
    AssuranceActivityController,
    ComponentReviewController,
    RiskFactorController,
    RiskStatementController,
    CorrespondenceController,
    PolicyController,
    CompetenceController,
    DelegationController,
    OversightReportController,
  ],
  providers: [
    EvidenceService,
    EvidenceReferences,
    EvidenceRepository,
    EvidenceReadModel,
    ControlService,
    ControlReferences,
    ControlRepository,
    ControlReadModel,
    ExceptionService,
    ExceptionReadModel,
    ExceptionRepository,
    AssessmentService,
    AssessmentDecisions,
    AssessmentFollowup,
    AssessmentAnswers,
    AssessmentContents,
    AssessmentReferences,
    AssessmentResults,
    AssessmentReadModel,
    AssessmentRepository,
    ConditionRepository,
    FindingRepository,
    AssessmentLinks,
    LinkMailAllowance,
    LinkReadModel,
    LinkRepository,
    ProviderQuestionnaire,
    ProviderDocuments,
    LinkSessions,
    SubjectNames,
    NamedRecords,
    DocumentsInUse,
    AssuranceActivityService,
    AssuranceRulings,
    AssuranceReferences,
    AssuranceActivityReadModel,
    AssuranceActivityRepository,
    ComponentReviewService,
    ComponentReviewReferences,
    ComponentReviewReadModel,
    ComponentReviewRepository,
    RiskStatementService,
    RiskStatementDecisions,
    RiskStatementReferences,
    RiskStatementReadModel,
    RiskStatementRepository,
    CorrespondenceService,
    CorrespondenceAnswers,
    CorrespondenceReadModel,
    CorrespondenceRepository,
    PolicyService,
    PolicyReadModel,
    PolicyRepository,
    CompetenceService,
    CompetenceReadModel,
    CompetenceRepository,
    DelegationService,
    DelegationReadModel,
    DelegationRepository,
    OversightReportService,
    OversightReportReadModel,
    OversightReportRepository,
    { provide: FileStore, inject: [CONFIG], useFactory: storeOf },
    { provide: EvidenceUploads, inject: [CONFIG], useFactory: uploadsOf },
    {
      provide: EvidenceQuota,
      inject: [CONFIG, EvidenceRepository],
      useFactory: ({ evidenceQuotaBytes }: Config, evidence: EvidenceRepository) =>
        new EvidenceQuota(evidence, evidenceQuotaBytes),
    },
  ],
  exports: [
    AssessmentService,
    AssessmentDecisions,
    AssessmentFollowup,
    AssessmentLinks,
    AssuranceActivityService,
    CompetenceService,
    ControlService,
    CorrespondenceService,
    DelegationService,
    EvidenceService,
    EvidenceUploads,
    ExceptionService,
    OversightReportService,
    PolicyService,
  ],
})
export class DiligenceModule implements OnModuleInit {
  constructor(
    private readonly holders: Holders,
    private readonly controls: ControlRepository,
    private readonly lookup: EvidenceLookup,
    private readonly evidence: EvidenceRepository,
  ) {}

  onModuleInit(): void {
    // What a control says of an arrangement would be forgotten with it.
    this.holders.add(async (tx, type, id) => ({
      count: type === 'arrangement' ? await this.controls.countOfArrangement(tx, id) : 0,
      names: [],
    }));
    this.lookup.use((tx, legalEntityId, named) =>
      namedEvidenceProblems(tx, this.evidence, legalEntityId, named),
    );
  }
}

function storeOf({ evidenceS3, dataDir }: Config): FileStore {
  return evidenceS3 === null ? new DiskStore(join(dataDir, 'evidence')) : new S3Store(evidenceS3);
}

function uploadsOf({ dataDir, clamdUrl }: Config): EvidenceUploads {
  const spool = new Spool(join(dataDir, 'incoming'), MOST_BYTES);
  return new EvidenceUploads(spool, clamdUrl === null ? null : new Clamd(clamdUrl));
}
