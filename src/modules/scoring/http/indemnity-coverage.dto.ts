import { OmitType, PickType } from '@nestjs/swagger';
import { CAP_BASES, CONDITION_KINDS, INDEMNITY_RISKS } from '../../arrangements/arrangement-terms.public.js';
import { PROTECTIONS } from '../../inventory/catalogue.public.js';
import { TIERS, YES_NO } from '../../inventory/tier.public.js';
import {
  CodeField,
  CodesField,
  FlagField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { MoneyDto } from '../../../platform/http/money.js';
import { FilterField, PageQuery, ReadQuery, SortField } from '../../../platform/http/query-fields.js';
import { BREACHES, COVER_CONDITIONS, PAYERS } from '../domain/indemnity-cover.js';
import { NAMED_COMPONENTS } from '../domain/indemnity-coverage.js';
import { NAMED_UNPAID } from '../indemnity-coverage.service.js';
import { COVERAGE_SORTS } from '../persistence/indemnity-coverage.read-model.js';

const HOW_MANY = { min: 0, max: 1e9 };

export class CoverageQuery extends OmitType(PageQuery, ['q', 'includeRetired'] as const) {
  @SortField(COVERAGE_SORTS)
  sort?: string;

  @IdField({ description: 'Only what this legal entity would be paid.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only rows of this use case.', optional: true })
  useCaseId?: string;

  @IdField({ description: 'Only rows under this arrangement.', optional: true })
  arrangementId?: string;

  @IdField({
    description: 'Only rows of this provider, under an arrangement or without one.',
    optional: true,
  })
  providerId?: string;

  @FilterField(INDEMNITY_RISKS, 'kind of claim')
  risk?: string;

  @FilterField(PAYERS, 'payer')
  payer?: string;

  @FilterField(TIERS, 'tier of the use case')
  tier?: string;
}

export class CoverageSummaryQuery extends ReadQuery {
  @IdField({ description: 'Only what this legal entity would be paid.', optional: true })
  legalEntityId?: string;
}

export class BrokenConditionDto {
  @TextField({
    description: 'What the condition asks for.',
    max: 1000,
    example: 'The customer does not fine-tune the model.',
  })
  text!: string;

  @CodeField(CONDITION_KINDS, { description: 'What kind of thing it asks for.', example: 'not_fine_tuned' })
  kind!: string;

  @CodeField(BREACHES, {
    description:
      'How it is known to be broken: the arrangement states that it is not met; or the register sees that this use case trains, tunes or otherwise changes the model, or that a consumer service is used, whatever is stated.',
    example: 'model_changed',
  })
  breach!: string;

  @TextField({
    description: 'What breaks it, in the words of the arrangement; null where the register sees it.',
    nullable: true,
    max: 1000,
    example: 'The content filter is off.',
  })
  brokenBy!: string | null;
}

/** Who would pay one legal entity for one kind of claim over what one use case is built of. */
export class CoverageDto {
  @IdField({ description: 'Id of the row.' })
  id!: string;

  @IdField({ description: 'Whom somebody would pay: a contract binds its provider towards nobody else.' })
  legalEntityId!: string;

  @IdField({ description: 'Id of the use case.' })
  useCaseId!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'Research drafting' })
  useCaseName!: string;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: '草擬研究報告',
  })
  useCaseNameZhHant!: string | null;

  @CodeField(TIERS, { description: 'Its tier.', example: 'T1' })
  tier!: string;

  @IdField({
    description: 'The arrangement that covers the components; null where the legal entity has none for them.',
    nullable: true,
  })
  arrangementId!: string | null;

  @TextField({ description: 'Its reference.', nullable: true, max: 200, example: 'MSA 2026-014' })
  arrangementReference!: string | null;

  @IdField({
    description:
      'The provider of the arrangement, or of components without one; null where it is not recorded, or nobody is on the other side.',
    nullable: true,
  })
  providerId!: string | null;

  @TextField({ description: 'Name of the provider.', nullable: true, max: 200, example: 'OpenAI' })
  providerName!: string | null;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: '北方模型公司',
  })
  providerNameZhHant!: string | null;

  @IdsField({
    description:
      'The components that it is about: those that the arrangement covers, or those that none of the legal entity does. The first of them by their ids; none where the use case needs what nobody names.',
    max: NAMED_COMPONENTS,
  })
  componentIds!: string[];

  @IntegerField({ description: 'How many components it is about.', ...HOW_MANY, example: 2 })
  componentCount!: number;

  @CodeField(INDEMNITY_RISKS, {
    description:
      'Which claims: over output, over training data, over privacy; others where an arrangement records them.',
    example: 'ip_output',
  })
  risk!: string;

  @TextField({
    description: 'What is claimed; only with risk other.',
    nullable: true,
    max: 200,
    example: 'Breach of confidence',
  })
  label!: string | null;

  @IdField({ description: 'The indemnity of the arrangement; null where none is recorded.', nullable: true })
  indemnityId!: string | null;

  @CodeField(PROTECTIONS, {
    description: 'What is promised; unknown where nothing is recorded.',
    example: 'capped',
  })
  protection!: string;

  @FlagField({ description: 'Whether what is promised ends at a cap.', example: true })
  isCapped!: boolean;

  @ObjectField(() => MoneyDto, {
    description: 'Up to what; null without a cap, and for one that nobody was told.',
    nullable: true,
  })
  cap!: MoneyDto | null;

  @CodeField(CAP_BASES, {
    description: 'What the cap counts for; null without a cap.',
    nullable: true,
    example: 'per_year',
  })
  capBase!: string | null;

  @CodeField(COVER_CONDITIONS, {
    description:
      'Whether documents in date show that this use meets every condition. None is a statement that there are none.',
    example: 'not_evidenced',
  })
  conditions!: string;

  @ObjectsField(() => BrokenConditionDto, {
    description: 'Conditions that this use does not keep. The same arrangement may be kept by another use.',
    max: 100,
  })
  conditionsBroken!: BrokenConditionDto[];

  @CodeField(YES_NO, {
    description:
      'Whether something else protects the firm from such claims (paragraph 26(c)), as the arrangement records it of intellectual property and of privacy.',
    example: 'no',
  })
  protectiveMeasure!: string;

  @CodeField(YES_NO, {
    description:
      'Whether a breach by the provider could hurt materially (paragraph 26(c)), as the arrangement records it of intellectual property and of privacy.',
    example: 'yes',
  })
  breachMaterial!: string;

  @CodeField(PAYERS, {
    description:
      'Who would pay. Somebody: it is promised, with a cap or without, and every condition is shown to be met. Perhaps: it is promised, and conditions are not shown. Nobody: it is excluded, nothing is said of it, no arrangement covers the components, or a condition is broken. Unknown: nobody knows what is promised. Only somebody is protection.',
    example: 'nobody',
  })
  payer!: string;

  @TextField({
    description: 'Why, in a sentence, in the language of Accept-Language.',
    max: 10_000,
    example:
      'The arrangement promises an indemnity without a cap, but this use does not keep its conditions: “No fine-tuning”, and the use case trains, tunes or otherwise changes the model.',
  })
  because!: string;

  @InstantField({ description: 'When this answer last changed.', example: '2026-11-22T09:30:00.000000Z' })
  updatedAt!: string;
}

export class CoverageCountDto extends PickType(CoverageDto, ['risk', 'tier'] as const) {
  @IntegerField({ description: 'Rows that somebody would pay for.', ...HOW_MANY, example: 12 })
  somebody!: number;

  @IntegerField({
    description: 'Rows that are promised, on conditions that are not shown to be met.',
    ...HOW_MANY,
    example: 3,
  })
  perhaps!: number;

  @IntegerField({ description: 'Rows that nobody would pay for.', ...HOW_MANY, example: 7 })
  nobody!: number;

  @IntegerField({
    description: 'Rows of which nobody knows what is promised.',
    ...HOW_MANY,
    example: 4,
  })
  unknown!: number;
}

export class UnpaidUseCaseDto extends PickType(CoverageDto, [
  'useCaseId',
  'useCaseName',
  'useCaseNameZhHant',
  'tier',
] as const) {
  @CodesField(INDEMNITY_RISKS, {
    description: 'The claims that nobody would pay for, in some part of it.',
    example: ['ip_output', 'privacy'],
  })
  risks!: string[];

  @IntegerField({ description: 'How many rows of it nobody would pay for.', ...HOW_MANY, example: 2 })
  rows!: number;
}

export class UnpaidUseCasesDto {
  @IntegerField({ description: 'How many use cases there are.', ...HOW_MANY, example: 5 })
  total!: number;

  @ObjectsField(() => UnpaidUseCaseDto, {
    description: 'The first of them, the highest tier first.',
    max: NAMED_UNPAID,
  })
  items!: UnpaidUseCaseDto[];
}

/** The coverage of indemnities at a glance. */
export class CoverageSummaryDto {
  @ObjectsField(() => CoverageCountDto, {
    description:
      'For each kind of claim and each tier, how many rows (a part of a use case, for one legal entity) have which payer.',
    max: INDEMNITY_RISKS.length * TIERS.length,
  })
  counts!: CoverageCountDto[];

  @ObjectField(() => UnpaidUseCasesDto, {
    description: 'Use cases of the tiers T1 and T2 with something that nobody would pay for.',
  })
  unpaid!: UnpaidUseCasesDto;
}
