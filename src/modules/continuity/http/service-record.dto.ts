import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, QueryFlagField, SortField } from '../../../platform/http/query-fields.js';
import { DELIVERED, HANDLED, SERVICE_SOURCES } from '../domain/service-record.js';
import { SERVICE_RECORD_SORTS } from '../persistence/service-record.read-model.js';

const absent = { optional: true, nullable: true } as const;
const unknown = { optional: true, default: 'unknown' } as const;
const share = { min: 0, max: 1 } as const;

export class ServicePeriodDto {
  @DateField({ description: 'The first day.', example: '2026-10-01' })
  from!: string;

  @DateField({
    description: 'The last day: not in the future, and at most 12 months after the first.',
    example: '2026-10-31',
  })
  to!: string;
}

export class ServiceBreachDto {
  @TextField({
    description: 'What was breached. With its day, a breach is known by it.',
    max: 500,
    example: 'No answer for three hours; one is allowed.',
  })
  text!: string;

  @DateField({ description: 'On which day of the period.', example: '2026-10-18' })
  onDay!: string;

  @CodeField(HANDLED, {
    description: 'Whether it was dealt with. A no does not become unknown again.',
    ...unknown,
    example: 'no',
  })
  handled?: string;
}

export class CreateServiceRecordDto {
  @IdField({
    description: 'The arrangement whose service it is about. It cannot be changed.',
    example: '0198c0de-0000-7000-8000-000000000004',
  })
  arrangementId!: string;

  @IdField({
    description:
      'The component of the arrangement whose service it is; null: the arrangement as a whole. It cannot be changed.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000003',
  })
  componentId?: string | null;

  @ObjectField(() => ServicePeriodDto, {
    description:
      'The days that it is about, by the time zone of the legal entity. No other record in use of the same arrangement and component has one of them. Where something was wanting it may grow, and not shrink.',
  })
  period!: ServicePeriodDto;

  @NumberField({
    description:
      'For which share of the period the service was there, 0 to 1; null: not known. What is known does not become unknown again.',
    ...absent,
    ...share,
    example: 0.9992,
  })
  availability?: number | null;

  @NumberField({
    description: 'Which share was agreed, 0 to 1; null: none, or not known.',
    ...absent,
    ...share,
    example: 0.999,
  })
  availabilityTarget?: number | null;

  @CodeField(DELIVERED, {
    description:
      'How the quality of the service stood to what was agreed. What was not met does not become unknown again, and better only with a document.',
    ...unknown,
    example: 'met',
  })
  quality?: string;

  @CodeField(DELIVERED, {
    description:
      'How its timeliness stood to what was agreed. What was not met does not become unknown again, and better only with a document.',
    ...unknown,
    example: 'partly',
  })
  timeliness?: string;

  @ObjectsField(() => ServiceBreachDto, {
    description: 'What was breached in the period. A breach stays; whether it was dealt with may change.',
    optional: true,
    max: 100,
  })
  breaches?: ServiceBreachDto[];

  @CodeField(SERVICE_SOURCES, {
    description: 'Where the figures come from.',
    optional: true,
    default: 'typed',
    example: 'provider_report',
  })
  source?: string;

  @IdsField({
    description: 'Documents that show it, of that legal entity or of everybody.',
    optional: true,
    max: 100,
    example: ['0198c0de-0000-7000-8000-000000000005'],
  })
  evidenceIds?: string[];

  @TextField({
    description: 'What more there is to say.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'The region was changed in the second week.',
  })
  summary?: string | null;
}

export class ChangeServiceRecordDto extends PartialType(
  OmitType(CreateServiceRecordDto, ['arrangementId', 'componentId'] as const),
  { skipNullProperties: false },
) {}

export class CreateServiceRecordsDto {
  @ObjectsField(() => CreateServiceRecordDto, {
    description: 'The service records to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateServiceRecordDto[];
}

export class ServiceRecordDto extends CreateServiceRecordDto {
  @IdField({ description: 'Id of the record.', readOnly: true })
  id!: string;

  @IdField({ description: 'The legal entity of the arrangement.', readOnly: true })
  legalEntityId!: string;

  @InstantField({ description: 'When it was recorded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

/** Service records have no name: there is nothing to search. */
export class ServiceRecordQuery extends OmitType(PageQuery, ['q'] as const) {
  @SortField(SERVICE_RECORD_SORTS)
  sort?: string;

  @IdField({ description: 'Only records of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only records of this arrangement.', optional: true })
  arrangementId?: string;

  @IdField({ description: 'Only records of this component itself.', optional: true })
  componentId?: string;

  @DateField({
    description: 'Only periods that end on this day or later.',
    optional: true,
    example: '2026-01-01',
  })
  from?: string;

  @DateField({
    description: 'Only periods that begin on this day or earlier.',
    optional: true,
    example: '2026-12-31',
  })
  to?: string;

  @FilterField(DELIVERED, 'quality')
  quality?: string;

  @QueryFlagField({
    description: 'Only records with a breach, or without one.',
    optional: true,
    example: true,
  })
  breached?: boolean;
}

export class ServiceWindowQuery {
  @DateField({ description: 'The first day.', example: '2026-01-01' })
  from!: string;

  @DateField({ description: 'The last day. Days ahead have no record.', example: '2026-11-30' })
  to!: string;

  @InstantField({
    description: 'Reads the register as it was at this instant (RFC 3339). The future is refused.',
    optional: true,
    example: '2026-11-01T00:00:00Z',
  })
  asOf?: string;
}

const readOnly = true;

export class MissingPeriodDto {
  @DateField({ description: 'The first day.', readOnly, example: '2026-02-01' })
  from!: string;

  @DateField({ description: 'The last day.', readOnly, example: '2026-02-28' })
  to!: string;
}

export class ServiceQualityDto {
  @IdField({ description: 'The arrangement.', readOnly })
  arrangementId!: string;

  @DateField({ description: 'The first day of the window.', readOnly, example: '2026-01-01' })
  from!: string;

  @DateField({ description: 'The last day of the window.', readOnly, example: '2026-11-30' })
  to!: string;

  @NumberField({
    description: 'How many records in use tell of a day of the window.',
    readOnly,
    min: 0,
    max: 1_000_000_000,
    example: 10,
  })
  records!: number;

  @NumberField({
    description:
      'The share of the days that are covered: by a record of the arrangement as a whole, or by one of each of its components.',
    readOnly,
    ...share,
    example: 0.916,
  })
  coverage!: number;

  @NumberField({
    description:
      'The mean of the availabilities that are known, each by its days in the window; null: none is known.',
    readOnly,
    nullable: true,
    ...share,
    example: 0.9987,
  })
  availability!: number | null;

  @NumberField({
    description: 'The share of the days that are covered by records whose availability is known.',
    readOnly,
    ...share,
    example: 0.75,
  })
  availabilityCoverage!: number;

  @CodeField(DELIVERED, {
    description:
      'The worst quality that was recorded; met only where it is recorded as met on every day, else unknown.',
    readOnly,
    example: 'partly',
  })
  worstQuality!: string;

  @CodeField(DELIVERED, { description: 'The same of timeliness.', readOnly, example: 'unknown' })
  worstTimeliness!: string;

  @NumberField({
    description: 'How many breaches were recorded on days of the window.',
    readOnly,
    min: 0,
    max: 1_000_000_000,
    example: 2,
  })
  breaches!: number;

  @NumberField({
    description: 'How many of them were not dealt with, as far as is known.',
    readOnly,
    min: 0,
    max: 1_000_000_000,
    example: 1,
  })
  openBreaches!: number;

  @ObjectsField(() => MissingPeriodDto, {
    description: 'The days that are not covered, in order.',
    readOnly,
    max: 100_000,
  })
  missing!: MissingPeriodDto[];
}
