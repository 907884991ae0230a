import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  ASSESSMENT_METHODS,
  ASSESSMENT_STATES,
  type AssessmentMethod,
  CONCLUSIONS,
} from '../domain/assessment.js';
import { SECTIONS } from '../domain/questionnaire.js';
import { ASSESSMENT_SORTS } from '../persistence/assessment.read-model.js';
import {
  absent,
  AnswerDto,
  AnswerInputDto,
  ConclusionDto,
  ConditionDto,
  ConditionInputDto,
  PilotDto,
} from './assessment-parts.dto.js';
import { AssessmentFindingDto } from './finding.dto.js';

const readOnly = true;

export class AssessmentSubjectDto {
  @CodeField(['provider', 'component'], { description: 'What kind of record.', example: 'provider' })
  type!: 'provider' | 'component';

  @IdField({ description: 'Its id.' })
  id!: string;
}

class AssessmentFactsDto {
  @CodeField(ASSESSMENT_METHODS, {
    description: 'Whether the provider answers, or the firm from what is to be had without it.',
    optional: true,
    default: 'desk_based',
    example: 'desk_based',
  })
  method?: AssessmentMethod;

  @IdField({ description: 'The person who sees to it.', ...absent })
  ownerId?: string | null;

  @DateField({
    description: 'By when it is to be answered: today or later.',
    ...absent,
    example: '2027-01-31',
  })
  dueOn?: string | null;

  @IdField({
    description:
      'The document with the standard that the firm accepts (paragraph 26); needed to submit conclusions on skills, expertise, resources and controls.',
    ...absent,
  })
  acceptanceStandardId?: string | null;

  @IdsField({
    description: 'Documents of the assessment as a whole.',
    optional: true,
    max: 100,
    example: ['01900000-0000-7000-8000-000000000000'],
  })
  evidenceIds?: string[];

  @ObjectsField(() => ConclusionDto, {
    description: 'What is concluded, section by section; replaces what was there.',
    optional: true,
    max: 30,
  })
  conclusions?: ConclusionDto[];

  @TextField({
    description: 'What the assessment comes to.',
    ...absent,
    max: 8000,
    multiline: true,
    example: 'A mature provider; its own tests of bias are not published.',
  })
  summary?: string | null;

  @ObjectsField(() => AnswerInputDto, {
    description: 'Answers, each in place of the one before to the same question; others stay.',
    optional: true,
    max: 200,
  })
  answers?: AnswerInputDto[];
}

export class CreateAssessmentDto extends AssessmentFactsDto {
  @TextField({
    description: 'The questionnaire: code@version. It stays the same for good.',
    max: 60,
    example: 'provider@1',
  })
  templateVersion!: string;

  @IdField({ description: 'The legal entity whose due diligence it is.' })
  legalEntityId!: string;

  @ObjectField(() => AssessmentSubjectDto, { description: 'What is assessed.' })
  subject!: AssessmentSubjectDto;

  @IdField({
    description:
      'An earlier assessment of the same subject: its answers are used again as long as their questions allow.',
    optional: true,
  })
  basedOnId?: string;
}

export class ChangeAssessmentDto extends PartialType(AssessmentFactsDto, { skipNullProperties: false }) {}

export class ReasonDto {
  @TextField({ description: 'Why.', max: 4000, multiline: true, example: 'The report of 2026 is missing.' })
  reason!: string;
}

export class ApproveAssessmentDto {
  @TextField({
    description: 'Why; needed where a conclusion is not that what is asked is met.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'The gaps are known, and their findings are under way.',
  })
  reason?: string | null;

  @DateField({
    description: 'The last day; at most, and by default, as long as the tier of the uses allows.',
    ...absent,
    example: '2027-06-30',
  })
  validTo?: string | null;

  @ObjectsField(() => ConditionInputDto, {
    description: 'Conditions, each with an owner and a day.',
    optional: true,
    max: 50,
  })
  conditions?: ConditionInputDto[];

  @ObjectField(() => PilotDto, { description: 'Only for a pilot, with its limits.', ...absent })
  pilot?: PilotDto | null;
}

export class AssessmentSummaryDto {
  @IdField({ description: 'Id of the assessment.', readOnly })
  id!: string;

  @TextField({ description: 'The questionnaire: code@version.', readOnly, max: 60, example: 'provider@1' })
  templateVersion!: string;

  @IdField({ description: 'The legal entity whose due diligence it is.', readOnly })
  legalEntityId!: string;

  @ObjectField(() => AssessmentSubjectDto, { description: 'What is assessed.', readOnly })
  subject!: AssessmentSubjectDto;

  @CodeField(ASSESSMENT_METHODS, { description: 'Who answers.', readOnly, example: 'desk_based' })
  method!: string;

  @CodeField(ASSESSMENT_STATES, { description: 'Where it stands today.', readOnly, example: 'approved' })
  state!: string;

  @IdField({ description: 'The person who sees to it.', readOnly, nullable: true })
  ownerId!: string | null;

  @DateField({
    description: 'By when it is to be answered.',
    readOnly,
    nullable: true,
    example: '2027-01-31',
  })
  dueOn!: string | null;

  @TextField({ description: 'What it comes to.', readOnly, nullable: true, max: 8000 })
  summary!: string | null;

  @InstantField({ description: 'When the provider said that it was done.', readOnly, nullable: true })
  answeredAt!: string | null;

  @TextsField({
    description: 'Everybody who prepared any of it; none of them decides on it.',
    readOnly,
    max: 1000,
    maxLength: 100,
    example: ['01900000-0000-7000-8000-000000000000'],
  })
  preparedBy!: string[];

  @TextField({ description: 'Who submitted it.', readOnly, nullable: true, max: 100 })
  submittedBy!: string | null;

  @InstantField({ description: 'When.', readOnly, nullable: true })
  submittedAt!: string | null;

  @TextField({
    description: 'SHA-256 of exactly what was submitted; a decision is bound to it.',
    readOnly,
    nullable: true,
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  contentHash!: string | null;

  @TextField({ description: 'Who decided.', readOnly, nullable: true, max: 100 })
  decidedBy!: string | null;

  @InstantField({ description: 'When.', readOnly, nullable: true })
  decidedAt!: string | null;

  @TextField({ description: 'Why, or what was asked for.', readOnly, nullable: true, max: 4000 })
  decisionReason!: string | null;

  @DateField({ description: 'Approved from this day.', readOnly, nullable: true, example: '2026-12-01' })
  validFrom!: string | null;

  @DateField({
    description: 'The last day of the approval.',
    readOnly,
    nullable: true,
    example: '2027-11-30',
  })
  validTo!: string | null;

  @ObjectField(() => PilotDto, { description: 'Limits of the pilot.', readOnly, nullable: true })
  pilot!: PilotDto | null;

  @InstantField({ description: 'When it was begun.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class AssessmentDto extends AssessmentSummaryDto {
  @IdField({ description: 'The document with the standard that the firm accepts.', readOnly, nullable: true })
  acceptanceStandardId!: string | null;

  @IdsField({ description: 'Documents of the assessment as a whole.', readOnly, max: 100, example: [] })
  evidenceIds!: string[];

  @ObjectsField(() => ConclusionDto, {
    description: 'What is concluded, section by section.',
    readOnly,
    max: 30,
  })
  conclusions!: ConclusionDto[];

  @ObjectsField(() => AnswerDto, { description: 'What was answered, by question.', readOnly, max: 500 })
  answers!: AnswerDto[];

  @ObjectsField(() => AssessmentFindingDto, { description: 'What was found wanting.', readOnly, max: 500 })
  findings!: AssessmentFindingDto[];

  @ObjectsField(() => ConditionDto, { description: 'Conditions of the approval.', readOnly, max: 50 })
  conditions!: ConditionDto[];
}

export class SectionResultDto {
  @CodeField(SECTIONS, { description: 'The section.', readOnly, example: 'skills' })
  section!: string;

  @IntegerField({ description: 'Questions asked.', readOnly, min: 0, max: 500, example: 6 })
  asked!: number;

  @IntegerField({
    description: 'Of these with an answer of any kind.',
    readOnly,
    min: 0,
    max: 500,
    example: 5,
  })
  answered!: number;

  @IntegerField({ description: 'Of these declined.', readOnly, min: 0, max: 500, example: 1 })
  declined!: number;

  @TextsField({
    description: 'Questions whose answer is a gap, or that have none to show that it is not.',
    readOnly,
    max: 500,
    maxLength: 40,
    example: ['penetration_test'],
  })
  gaps!: string[];

  @NumberField({
    description: 'Share of the weight of what is graded that is met, 0 to 1; null: nothing is graded.',
    readOnly,
    nullable: true,
    min: 0,
    max: 1,
    example: 0.75,
  })
  points!: number | null;

  @CodeField(CONCLUSIONS, {
    description: 'What is concluded of it.',
    readOnly,
    nullable: true,
    example: 'gaps',
  })
  conclusion!: string | null;
}

export class AssessmentResultsDto {
  @IdField({ description: 'Id of the assessment.', readOnly })
  assessmentId!: string;

  @IntegerField({ description: 'Questions asked.', readOnly, min: 0, max: 500, example: 60 })
  asked!: number;

  @IntegerField({
    description: 'Of these with an answer of any kind.',
    readOnly,
    min: 0,
    max: 500,
    example: 58,
  })
  answered!: number;

  @TextsField({
    description: 'Questions without an answer.',
    readOnly,
    max: 500,
    maxLength: 40,
    example: ['named_ai_team'],
  })
  open!: string[];

  @ObjectsField(() => SectionResultDto, { description: 'Section by section.', readOnly, max: 30 })
  sections!: SectionResultDto[];
}

export class AssessmentQuery extends PageQuery {
  @SortField(ASSESSMENT_SORTS)
  sort?: string;

  @IdField({ description: 'Only assessments of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only assessments of this provider.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only assessments of this component.', optional: true })
  componentId?: string;

  @FilterField(ASSESSMENT_STATES, 'state')
  state?: string;

  @IdField({ description: 'Only assessments that this person sees to.', optional: true })
  ownerId?: string;

  @DateField({
    description: 'Only assessments whose approval ends before this day.',
    optional: true,
    example: '2027-01-01',
  })
  expiresBefore?: string;
}
