/** What other modules may use of due diligence. */
export { DiligenceModule } from './diligence.module.js';
export { AssessmentService } from './assessment.service.js';
export { AssessmentDecisions } from './assessment-decisions.service.js';
export { AssessmentFollowup } from './assessment-followup.service.js';
export { AssessmentLinks } from './assessment-links.service.js';
export { AssuranceActivityService } from './assurance-activity.service.js';
export { CompetenceService } from './competence.service.js';
export { ControlService } from './control.service.js';
export { CorrespondenceService } from './correspondence.service.js';
export { DelegationService } from './delegation.service.js';
export { EvidenceService } from './evidence.service.js';
export { EvidenceUploads } from './evidence-uploads.js';
export { ExceptionService } from './exception.service.js';
export { OversightReportService } from './oversight-report.service.js';
export { PolicyService } from './policy.service.js';
export { openQuestions } from './open-questions.js';
