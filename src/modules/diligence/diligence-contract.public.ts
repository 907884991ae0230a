/** Shapes of requests of due diligence, for other modules that make some. */
export { CreateLinkDto } from './http/assessment-link.dto.js';
export { AnswerInputDto } from './http/assessment-parts.dto.js';
export { ApproveAssessmentDto, CreateAssessmentDto } from './http/assessment.dto.js';
export { CreateAssuranceActivityDto } from './http/assurance-activity.dto.js';
export { CreateCompetenceDto } from './http/competence.dto.js';
export { CreateControlDto } from './http/control.dto.js';
export { CreateCorrespondenceDto } from './http/correspondence.dto.js';
export { CreateDelegationDto, CreateOversightReportDto } from './http/delegation.dto.js';
export { UploadEvidenceDto } from './http/evidence.dto.js';
export { ProposeExceptionDto } from './http/exception.dto.js';
export { CreateFindingDto } from './http/finding.dto.js';
export { CreatePolicyDto } from './http/policy.dto.js';
