import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  IdField,
  InstantField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { LIFECYCLE_STAGES, POLICY_KINDS, POLICY_STATES } from '../domain/policy.js';
import { POLICY_SORTS } from '../persistence/policy.read-model.js';
import { sha256 } from './evidence.dto.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;

class PolicyFactsDto {
  @CodeField(POLICY_KINDS, {
    description: 'What it is for.',
    optional: true,
    default: 'other',
    example: 'lifecycle_stage',
  })
  kind?: string;

  @TextField({
    description: 'Its name; with its version once within the legal entity.',
    max: 300,
    example: 'Validation of language models',
  })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    ...absent,
    max: 300,
    example: '語言模型驗證政策',
  })
  nameZhHant?: string | null;

  @CodesField(LIFECYCLE_STAGES, {
    description: 'The stages of a model’s lifecycle that it governs; needed with lifecycle_stage.',
    optional: true,
    example: ['validation', 'approval'],
  })
  stages?: string[];

  @IdField({ description: 'The person who answers for it.', ...absent })
  ownerId?: string | null;

  @TextField({ description: 'Its version.', ...absent, max: 60, example: '2.1' })
  version?: string | null;

  @IdField({ description: 'The document itself.', ...absent })
  evidenceId?: string | null;

  @DateField({
    description: 'When it is reviewed next; it is in date until then. Today or later when it is entered.',
    ...absent,
    example: '2027-11-30',
  })
  nextReviewOn?: string | null;
}

export class CreatePolicyDto extends PolicyFactsDto {
  @IdField({
    description: 'The legal entity whose policy it is; without one it is that of all. It stays so.',
    ...absent,
  })
  legalEntityId?: string | null;
}

export class ChangePolicyDto extends PartialType(PolicyFactsDto, { skipNullProperties: false }) {}

export class PolicyDto extends CreatePolicyDto {
  @IdField({ description: 'Id of the policy.', readOnly })
  id!: string;

  @CodeField(POLICY_STATES, {
    description: 'Where it stands. Any change of what is said makes it a draft again.',
    readOnly,
    example: 'approved',
  })
  state!: string;

  @CodeField(['yes', 'no'], {
    description: 'Whether it is approved, its day of review has not passed, and its document is in date.',
    readOnly,
    example: 'yes',
  })
  inDate!: string;

  @TextField({
    description: 'SHA-256 of all that was submitted.',
    readOnly,
    nullable: true,
    ...sha256,
  })
  contentHash!: string | null;

  @TextField({ description: 'Who approved it.', readOnly, nullable: true, max: 100 })
  approvedBy!: string | null;

  @DateField({ description: 'When.', readOnly, nullable: true, example: '2026-11-30' })
  approvedOn!: string | null;

  @TextField({ description: 'SHA-256 of all that was approved.', readOnly, nullable: true, ...sha256 })
  approvedHash!: string | null;

  @TextsField({
    description: 'Who had a hand in it, by id: none of them approves it.',
    readOnly,
    max: 1000,
    maxLength: 100,
    example: ['01900000-0000-7000-8000-000000000000'],
  })
  preparedBy!: string[];

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class PolicyQuery extends PageQuery {
  @SortField(POLICY_SORTS)
  sort?: string;

  @FilterField(POLICY_KINDS, 'kind')
  kind?: string;

  @IdField({ description: 'Only policies of this legal entity itself.', optional: true })
  legalEntityId?: string;

  @FilterField(POLICY_STATES, 'state')
  state?: string;

  @CodeField(LIFECYCLE_STAGES, {
    description: 'Only policies that govern this stage.',
    optional: true,
    example: 'validation',
  })
  stage?: string;

  @IdField({ description: 'Only policies for which this person answers.', optional: true })
  ownerId?: string;

  @DateField({
    description: 'Only policies whose next review is before this day.',
    optional: true,
    example: '2027-01-01',
  })
  dueBefore?: string;
}
