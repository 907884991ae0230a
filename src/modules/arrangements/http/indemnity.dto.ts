import { OmitType, PartialType } from '@nestjs/swagger';
import { PROTECTIONS } from '../../inventory/catalogue.public.js';
import { YES_NO } from '../../inventory/tier.public.js';
import {
  CodeField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { MoneyDto } from '../../../platform/http/money.js';
import { PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  CAP_BASES,
  CONDITION_KINDS,
  CONDITIONS_STATUSES,
  DEFENCES,
  INDEMNITY_RISKS,
} from '../domain/indemnity.js';
import { TERM_SORTS } from '../persistence/term.read-models.js';

const absent = { optional: true, nullable: true } as const;
const unknown = { optional: true, default: 'unknown' } as const;

export class IndemnityConditionDto {
  @TextField({
    description: 'What the firm has to do or leave.',
    max: 1000,
    example: 'The content filter is left on.',
  })
  text!: string;

  @CodeField(CONDITION_KINDS, {
    description:
      'What it asks for, where the register can see what breaks it: a use case that fine-tunes, a free tier. One of which nobody knows what it asks for may be any of these.',
    optional: true,
    default: 'unknown',
    example: 'filters_on',
  })
  kind?: string;

  @CodeField(YES_NO, { description: 'Whether it is met.', ...unknown, example: 'yes' })
  met?: string;

  @IdField({
    description: 'The document that shows that it is met. Without one in date it counts as not evidenced.',
    ...absent,
  })
  evidenceId?: string | null;

  @TextField({
    description: 'What breaks it; needed where it is not met.',
    ...absent,
    max: 1000,
    example: 'The model is fine-tuned for research notes.',
  })
  brokenBy?: string | null;
}

export class CreateIndemnityDto {
  @CodeField(INDEMNITY_RISKS, {
    description:
      'Which claims: over output, over training data, over privacy, or others. Each of the first three once. It stays the same for good.',
    example: 'ip_output',
  })
  risk!: string;

  @TextField({
    description: 'What is claimed; with risk other, and only then.',
    ...absent,
    max: 200,
    example: 'Breach of confidence',
  })
  label?: string | null;

  @CodeField(PROTECTIONS, {
    description:
      'Whether somebody else pays: without a cap, up to one, excluded in words, or nothing is said.',
    example: 'capped',
  })
  protection!: string;

  @ObjectField(() => MoneyDto, { description: 'Up to what; only with protection capped.', ...absent })
  cap?: MoneyDto | null;

  @CodeField(CAP_BASES, {
    description: 'What the cap counts for; only with protection capped.',
    ...unknown,
    example: 'per_year',
  })
  capBase?: string;

  @CodeField(CONDITIONS_STATUSES, {
    description: 'Whether its conditions are listed, or there are none; an empty list alone says nothing.',
    ...unknown,
    example: 'known',
  })
  conditionsStatus?: string;

  @ObjectsField(() => IndemnityConditionDto, {
    description: 'On which conditions; needs conditionsStatus known, and a protection that somebody gives.',
    optional: true,
    max: 100,
  })
  conditions?: IndemnityConditionDto[];

  @TextsField({
    description: 'What it does not cover.',
    optional: true,
    max: 100,
    maxLength: 1000,
    example: ['Trademarks'],
  })
  exclusions?: string[];

  @CodeField(DEFENCES, { description: 'Who controls the defence.', ...unknown, example: 'provider' })
  defence?: string;

  @IntegerField({
    description: 'Within how many days a claim must be told.',
    ...absent,
    min: 0,
    max: 3_650,
    example: 30,
  })
  noticeDays?: number | null;

  @TextField({
    description: 'What the firm has to tell, and how.',
    ...absent,
    max: 1000,
    multiline: true,
    example: 'In writing, to legal@example.com.',
  })
  noticeDuty?: string | null;

  @CodeField(YES_NO, {
    description: 'Whether it survives the end of the arrangement.',
    ...unknown,
    example: 'yes',
  })
  survivesTermination?: string;

  @TextField({ description: 'Where the arrangement says so.', ...absent, max: 200, example: 'Clause 12.3' })
  clause?: string | null;

  @TextField({
    description: 'Where a published commitment is found.',
    ...absent,
    max: 1000,
    example: 'https://example.com/indemnity',
  })
  source?: string | null;
}

export class ChangeIndemnityDto extends PartialType(OmitType(CreateIndemnityDto, ['risk'] as const), {
  skipNullProperties: false,
}) {}

export class CreateIndemnitiesDto {
  @ObjectsField(() => CreateIndemnityDto, {
    description: 'The indemnities to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateIndemnityDto[];
}

export class IndemnityDto extends CreateIndemnityDto {
  @IdField({ description: 'Id of the indemnity.', readOnly: true })
  id!: string;

  @IdField({ description: 'The arrangement that it is a term of.', readOnly: true })
  arrangementId!: string;

  @InstantField({ description: 'When it was recorded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

/** Terms have no name: there is nothing to search. */
export class TermQuery extends OmitType(PageQuery, ['q'] as const) {
  @SortField(TERM_SORTS)
  sort?: string;
}
