import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { type Rating, RISK_RATINGS, STATEMENT_STATES } from '../domain/risk-statement.js';
import { STATEMENT_SORTS } from '../persistence/risk-statement.read-model.js';
import { sha256 } from './evidence.dto.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;
const SOME_ID = '01900000-0000-7000-8000-000000000000';
const FACTORS = { max: 100, maxLength: 60 } as const;
const words = { max: 4000, multiline: true } as const;

export class MitigationDto {
  @TextField({
    description: 'What is done; once for each factor.',
    max: 2000,
    multiline: true,
    example: 'An analyst checks each figure against the filing.',
  })
  text!: string;

  @IdField({ description: 'A document that shows that it is done.', ...absent })
  evidenceId?: string | null;
}

export class RatingDto {
  @TextField({ description: 'Code of the factor; each at most once.', max: 60, example: 'hallucination' })
  factor!: string;

  @CodeField(RISK_RATINGS, {
    description:
      'How large the risk is. A high one is not forgotten: the next statement rates it again, as high or with a reason why it is less.',
    optional: true,
    default: 'unknown',
    example: 'high',
  })
  rating?: Rating['rating'];

  @TextField({
    description: 'Why; needed unless it is unknown.',
    ...absent,
    ...words,
    example: 'Figures of small issuers were invented in two of fifty answers.',
  })
  reason?: string | null;

  @DateField({
    description: 'The day on which it was assessed, not in the future; needed unless it is unknown.',
    ...absent,
    example: '2026-11-20',
  })
  assessedOn?: string | null;

  @IdField({ description: 'The person who assessed it; needed unless it is unknown.', ...absent })
  assessorId?: string | null;

  @ObjectsField(() => MitigationDto, { description: 'What is done against it.', optional: true, max: 20 })
  mitigations?: MitigationDto[];
}

export class SetAsideDto {
  @TextsField({
    description: 'Codes of factors that are not rated.',
    min: 1,
    ...FACTORS,
    example: ['delegated_functions'],
  })
  factors!: string[];

  @TextField({
    description: 'Why they have nothing to do with the use case: one reason for all of them.',
    ...words,
    example: 'Nothing is delegated, and no browser extension is used.',
  })
  reason!: string;
}

class StatementFactsDto {
  @IntegerField({
    description: 'The version of the catalogue of risk factors; left out: the current one.',
    optional: true,
    min: 1,
    max: 1000,
    example: 1,
  })
  catalogueVersion?: number;

  @ObjectsField(() => RatingDto, {
    description: 'How factors are rated. They are replaced as a whole.',
    optional: true,
    max: 100,
  })
  ratings?: RatingDto[];

  @ObjectField(() => SetAsideDto, { description: 'Factors that are set aside, as a group.', ...absent })
  setAside?: SetAsideDto | null;
}

export class CreateRiskStatementDto extends StatementFactsDto {
  @IdField({ description: 'The use case. It stays the same for good.' })
  useCaseId!: string;

  @IdField({
    description: 'The legal entity whose statement it is; may be left out where the use case has one alone.',
    optional: true,
  })
  legalEntityId?: string;
}

export class ChangeRiskStatementDto extends PartialType(StatementFactsDto, { skipNullProperties: false }) {}

export class ApproveRiskStatementDto {
  @TextField({
    description: 'What is to be said of the approval.',
    ...absent,
    ...words,
    example: 'Reviewed with the desk.',
  })
  reason?: string | null;
}

/** A statement in a list: without what is said of each factor. */
export class RiskStatementSummaryDto {
  @IdField({ description: 'Id of the statement.', readOnly })
  id!: string;

  @IdField({ description: 'The legal entity whose statement it is.', readOnly })
  legalEntityId!: string;

  @IdField({ description: 'The use case.', readOnly })
  useCaseId!: string;

  @IntegerField({
    description: 'The version of the catalogue of risk factors.',
    readOnly,
    min: 1,
    max: 1000,
    example: 1,
  })
  catalogueVersion!: number;

  @TextsField({
    description: 'Codes of the factors that are rated high.',
    readOnly,
    ...FACTORS,
    example: ['hallucination'],
  })
  high!: string[];

  @TextsField({
    description: 'Codes of the factors that are neither rated nor set aside.',
    readOnly,
    ...FACTORS,
    example: ['side_channel'],
  })
  unrated!: string[];

  @DateField({
    description: 'The oldest day of a rating that is not unknown.',
    readOnly,
    nullable: true,
    example: '2026-11-20',
  })
  oldestAssessedOn!: string | null;

  @CodeField(STATEMENT_STATES, {
    description: 'Where it stands. What is approved is in force until another one of the use is approved.',
    readOnly,
    example: 'approved',
  })
  state!: string;

  @TextField({ description: 'SHA-256 of all that was submitted.', readOnly, nullable: true, ...sha256 })
  contentHash!: string | null;

  @TextField({ description: 'Who approved it.', readOnly, nullable: true, max: 100 })
  approvedBy!: string | null;

  @InstantField({ description: 'When.', readOnly, nullable: true })
  approvedAt!: string | null;

  @TextField({ description: 'What was said of the approval.', readOnly, nullable: true, max: 4000 })
  approvalReason!: string | null;

  @TextField({ description: 'SHA-256 of all that was approved.', readOnly, nullable: true, ...sha256 })
  approvedHash!: string | null;

  @IdField({
    description: 'The statement whose place it took when it was approved.',
    readOnly,
    nullable: true,
  })
  supersedesId!: string | null;

  @TextsField({
    description: 'Who had a hand in it, by id: neither they nor the assessors approve it.',
    readOnly,
    max: 1000,
    maxLength: 100,
    example: [SOME_ID],
  })
  preparedBy!: string[];

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class RiskStatementDto extends RiskStatementSummaryDto {
  @ObjectsField(() => RatingDto, { description: 'How factors are rated.', readOnly, max: 100 })
  ratings!: RatingDto[];

  @ObjectField(() => SetAsideDto, {
    description: 'Factors that are set aside, as a group.',
    readOnly,
    nullable: true,
  })
  setAside!: SetAsideDto | null;
}

export class RiskStatementQuery extends PageQuery {
  @SortField(STATEMENT_SORTS)
  sort?: string;

  @IdField({ description: 'Only statements of this use case.', optional: true })
  useCaseId?: string;

  @IdField({ description: 'Only statements of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(STATEMENT_STATES, 'state')
  state?: string;

  @DateField({
    description: 'Only statements of which something was last assessed before this day.',
    optional: true,
    example: '2026-01-01',
  })
  assessedBefore?: string;
}
