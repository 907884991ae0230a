import { OmitType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { BilingualTextDto } from '../../inventory/use-case-contract.public.js';
import {
  ACCEPTANCE_ENDS,
  CLOSED_BECAUSE,
  FINDING_STATES,
  LIMIT_MEASURES,
  LIMIT_UNITS,
} from '../domain/limit-codes.js';
import { FINDING_SORTS } from '../persistence/finding.read-model.js';
import { NodeDto } from './node.dto.js';

const VALUE = { min: 0, max: 1_000_000 };

export class AcceptFindingDto {
  @TextField({
    description: 'Why it is accepted.',
    max: 4000,
    multiline: true,
    example: 'The second vendor starts in March.',
  })
  reason!: string;

  @DateField({
    description: 'The last day on which it is accepted: from tomorrow, at most 366 days ahead.',
    example: '2027-03-31',
  })
  until!: string;

  @NumberField({
    description:
      'The value up to which it is accepted, not less than the value now; without it, just the value now. Beyond it the acceptance ends.',
    optional: true,
    ...VALUE,
    example: 0.7,
  })
  upTo?: number;
}

export class WithdrawAcceptanceDto {
  @TextField({
    description: 'Why it is taken back.',
    max: 4000,
    multiline: true,
    example: 'The second vendor does not start.',
  })
  reason!: string;
}

export class TreatFindingDto {
  @IdField({ description: 'Who sees to it.' })
  ownerId!: string;

  @TextField({
    description: 'What will be done.',
    max: 4000,
    multiline: true,
    example: 'Move two use cases to the second vendor.',
  })
  plan!: string;

  @DateField({
    description: 'By when: from tomorrow, at most 366 days ahead.',
    example: '2027-02-28',
  })
  dueOn!: string;
}

export class AcceptanceDto {
  @IdField({ description: 'Who accepted it.', nullable: true })
  by!: string | null;

  @InstantField({ description: 'When.', example: '2026-12-01T02:00:00.000000Z' })
  at!: string;

  @TextField({
    description: 'Why.',
    max: 4000,
    multiline: true,
    example: 'The second vendor starts in March.',
  })
  reason!: string;

  @NumberField({ description: 'The value up to which it was accepted.', ...VALUE, example: 0.7 })
  upTo!: number;

  @NumberField({ description: 'The threshold that it exceeded.', ...VALUE, example: 0.5 })
  threshold!: number;

  @NumberField({ description: 'By how much it may exceed it.', ...VALUE, example: 0.2 })
  excess!: number;

  @DateField({ description: 'The last day.', example: '2027-03-31' })
  until!: string;

  @InstantField({ description: 'When it ended.', nullable: true, example: '2027-03-31T16:00:05.000000Z' })
  endedAt!: string | null;

  @CodeField(ACCEPTANCE_ENDS, {
    description:
      'Why it ended: its day passed, the value grew beyond it, the limit was lowered, or somebody took it back.',
    nullable: true,
    example: 'expired',
  })
  endedBecause!: string | null;
}

export class TreatmentDto {
  @IdField({ description: 'Who planned it.', nullable: true })
  by!: string | null;

  @InstantField({ description: 'When.', example: '2026-12-01T02:00:00.000000Z' })
  at!: string;

  @IdField({ description: 'Who sees to it.' })
  ownerId!: string;

  @TextField({
    description: 'What will be done.',
    max: 4000,
    multiline: true,
    example: 'Move two use cases to the second vendor.',
  })
  plan!: string;

  @DateField({ description: 'By when.', example: '2027-02-28' })
  dueOn!: string;

  @InstantField({
    description: 'When its day had passed and the excess was still there.',
    nullable: true,
    example: '2027-02-28T16:00:05.000000Z',
  })
  endedAt!: string | null;
}

export class FindingItemDto {
  @IdField({ description: 'Id of the finding.' })
  id!: string;

  @IdField({ description: 'The limit that is exceeded.' })
  limitId!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'No model vendor above one half' })
  limitName!: string;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: '供應者上限',
  })
  limitNameZhHant!: string | null;

  @IdField({ description: 'The legal entity of the limit.' })
  legalEntityId!: string;

  @CodeField(LIMIT_MEASURES, { description: 'What is measured.', example: 'share' })
  measure!: string;

  @ObjectField(() => NodeDto, {
    description: 'What exceeds the limit; null where that is the whole layer.',
    nullable: true,
  })
  node!: NodeDto | null;

  @ObjectField(() => NodeDto, {
    description: 'What an undisclosed node is taken to be, where its failure is measured.',
    nullable: true,
  })
  through!: NodeDto | null;

  @NumberField({ description: 'The value as last measured.', ...VALUE, example: 0.6667 })
  value!: number;

  @NumberField({ description: 'What the limit allows.', ...VALUE, example: 0.5 })
  threshold!: number;

  @NumberField({ description: 'By how much it is exceeded.', ...VALUE, example: 0.1667 })
  excess!: number;

  @CodeField(LIMIT_UNITS, { description: 'What the values count.', example: 'fraction' })
  unit!: string;

  @IntegerField({ description: 'How many use cases stand on it.', min: 0, max: 1_000_000, example: 2 })
  useCaseCount!: number;

  @CodeField(FINDING_STATES, {
    description:
      'Whether it asks for a decision (open), is accepted, is treated, or is gone. Accepted before treated, where it is both.',
    example: 'open',
  })
  state!: string;

  @DateField({
    description:
      'The day by which somebody must act: decide, renew the acceptance, or have treated it; null once it is closed.',
    nullable: true,
    example: '2026-12-30',
  })
  dueOn!: string | null;

  @ObjectField(() => AcceptanceDto, { description: 'The last acceptance.', nullable: true })
  acceptance!: AcceptanceDto | null;

  @ObjectField(() => TreatmentDto, { description: 'The last plan.', nullable: true })
  treatment!: TreatmentDto | null;

  @InstantField({
    description: 'When it was found, in business time.',
    example: '2026-11-30T02:00:00.000000Z',
  })
  foundAt!: string;

  @InstantField({ description: 'When it was gone.', nullable: true, example: '2027-01-15T02:00:00.000000Z' })
  closedAt!: string | null;

  @CodeField(CLOSED_BECAUSE, {
    description: 'Whether what was measured is within the limit, or the limit holds no longer.',
    nullable: true,
    example: 'within_limit',
  })
  closedBecause!: string | null;

  @InstantField({ description: 'When it was recorded.', example: '2026-11-30T02:00:00.000000Z' })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', example: '2026-11-30T02:00:00.000000Z' })
  updatedAt!: string;
}

export class StandingUseCaseDto {
  @IdField({ description: 'Id of the use case.' })
  id!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'Research drafting' })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese, where it has one.',
    nullable: true,
    max: 200,
    example: '草擬研究報告',
  })
  nameZhHant!: string | null;

  @CodeField(['T1', 'T2', 'T3', 'T4'], { description: 'Its tier.', example: 'T1' })
  tier!: string;
}

export class FindingDto extends FindingItemDto {
  @ObjectsField(() => StandingUseCaseDto, { description: 'The use cases that stand on it.', max: 1_000_000 })
  useCases!: StandingUseCaseDto[];

  @IntegerField({
    description: 'Use cases outside what you may see: counted, not named.',
    min: 0,
    max: 1_000_000,
    example: 0,
  })
  hiddenUseCases!: number;

  @ObjectField(() => BilingualTextDto, {
    description:
      'What is measured, what was found, what is allowed, by how much, and which uses stand on it.',
  })
  explanation!: BilingualTextDto;
}

export class FindingQuery extends OmitType(PageQuery, ['q', 'includeRetired'] as const) {
  @SortField(FINDING_SORTS)
  sort?: string;

  @IdField({ description: 'Only findings of this limit.', optional: true })
  limitId?: string;

  @IdField({ description: 'Only findings of limits of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(LIMIT_MEASURES, 'measure')
  measure?: string;

  @FilterField(FINDING_STATES, 'state')
  state?: string;
}
