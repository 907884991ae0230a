import { PartialType } from '@nestjs/swagger';
import { RULE_CODES } from '../../../kernel/rules.js';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  ObjectField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { EXCEPTION_KINDS, EXCEPTION_STATES, EXCEPTION_SUBJECTS } from '../domain/exception.js';
import { EXCEPTION_SORTS } from '../persistence/exception.read-model.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;

export class ExceptionSubjectDto {
  @CodeField(EXCEPTION_SUBJECTS, { description: 'What kind of record.', example: 'use_case' })
  type!: string;

  @IdField({ description: 'Its id.' })
  id!: string;
}

class ExceptionFactsDto {
  @TextField({
    description: 'Why.',
    max: 4000,
    multiline: true,
    example: 'The provider gives no access for such a test.',
  })
  reason!: string;

  @TextField({
    description: 'What is done meanwhile.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Output is sampled every week.',
  })
  mitigation?: string | null;

  @IdField({ description: 'The person who sees to it.' })
  ownerId!: string;

  @IdField({ description: 'A document about it.', ...absent })
  evidenceId?: string | null;

  @DateField({
    description: 'The last day on which it holds: at most twelve months ahead.',
    example: '2027-06-30',
  })
  expiresOn!: string;
}

export class ProposeExceptionDto extends ExceptionFactsDto {
  @CodeField(EXCEPTION_KINDS, {
    description:
      'That the rule is not kept for a while, or that it does not apply. It stays the same for good.',
    example: 'exception',
  })
  kind!: string;

  @CodeField(RULE_CODES, { description: 'The rule.', example: 'R-21' })
  rule!: string;

  @IdField({ description: 'The legal entity whose exception it is.' })
  legalEntityId!: string;

  @ObjectField(() => ExceptionSubjectDto, {
    description: 'What it is about; without one, the legal entity itself.',
    ...absent,
  })
  subject?: ExceptionSubjectDto | null;
}

export class ChangeExceptionDto extends PartialType(ExceptionFactsDto, { skipNullProperties: false }) {}

export class ApproveExceptionDto {
  @TextField({
    description: 'What is to be said of the decision.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Until the next release.',
  })
  reason?: string | null;
}

export class RejectExceptionDto {
  @TextField({ description: 'Why.', max: 4000, multiline: true, example: 'The test can be done.' })
  reason!: string;
}

export class ExceptionDto extends ProposeExceptionDto {
  @IdField({ description: 'Id of the exception.', readOnly })
  id!: string;

  @CodeField(EXCEPTION_STATES, { description: 'Where it stands today.', readOnly, example: 'approved' })
  state!: string;

  @TextsField({
    description: 'Everybody who prepared any of it; none of them decides on it.',
    readOnly,
    max: 1000,
    maxLength: 100,
    example: ['01900000-0000-7000-8000-000000000000'],
  })
  preparedBy!: string[];

  @TextField({ description: 'Who decided.', readOnly, nullable: true, max: 100 })
  decidedBy!: string | null;

  @InstantField({ description: 'When.', readOnly, nullable: true })
  decidedAt!: string | null;

  @TextField({ description: 'What was said of the decision.', readOnly, nullable: true, max: 4000 })
  decisionReason!: string | null;

  @TextField({
    description: 'SHA-256 of exactly what was approved.',
    readOnly,
    nullable: true,
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  approvedHash!: string | null;

  @InstantField({ description: 'When it was proposed.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class ExceptionQuery extends PageQuery {
  @SortField(EXCEPTION_SORTS)
  sort?: string;

  @IdField({ description: 'Only exceptions of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(RULE_CODES, 'rule')
  rule?: string;

  @FilterField(EXCEPTION_KINDS, 'kind')
  kind?: string;

  @FilterField(EXCEPTION_STATES, 'state')
  state?: string;

  @IdField({ description: 'Only exceptions about this use case itself.', optional: true })
  useCaseId?: string;

  @IdField({ description: 'Only exceptions about this provider itself.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only exceptions about this component itself.', optional: true })
  componentId?: string;

  @DateField({
    description: 'Only exceptions whose last day is before this one.',
    optional: true,
    example: '2027-01-01',
  })
  expiresBefore?: string;
}
