import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  IntegerField,
  NumberField,
  ObjectField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { AXES, type Axis, LAYERS } from '../domain/axes.js';
import {
  LIMIT_BASES,
  LIMIT_MEASURES,
  LIMIT_UNITS,
  type LimitBasis,
  type LimitMeasure,
} from '../domain/limit-codes.js';
import { LIMIT_SORTS } from '../persistence/limit.read-model.js';

const absent = { optional: true, nullable: true } as const;

export class CreateLimitDto {
  @IdField({ description: 'The legal entity whose use cases weigh.' })
  legalEntityId!: string;

  @TextField({
    description: 'What it is called; unique within the legal entity, ignoring case and character width.',
    max: 200,
    example: 'No model vendor above one half',
  })
  name!: string;

  @TextField({
    description: 'Name in Traditional Chinese.',
    ...absent,
    max: 200,
    example: '任何模型供應者不得超過一半',
  })
  nameZhHant?: string | null;

  @CodeField(LIMIT_MEASURES, {
    description:
      'What is measured: the share of one node on an axis; the Herfindahl–Hirschman index of an axis; the blast radius of one node; or whether a node that the firm does not operate itself stops a T1 use case alone (none may). It cannot be changed.',
    example: 'share',
  })
  measure!: LimitMeasure;

  @CodeField(AXES, {
    description:
      'What to group by, as in GET /concentration. Needed for share and hhi; for blast_radius it narrows the nodes that are looked at. It cannot be changed.',
    ...absent,
    example: 'provider',
  })
  axis?: Axis | null;

  @CodeField(LAYERS, {
    description:
      'Only what components of this kind stand on, as in GET /concentration; for blast_radius only with axis component, and then the kind of the nodes. It cannot be changed.',
    ...absent,
    example: 'language_model',
  })
  layer?: string | null;

  @CodeField(LIMIT_BASES, {
    description:
      'For share and hhi: over everything that the use cases stand on (effective, without another word), or over direct suppliers alone (declared). It cannot be changed.',
    ...absent,
    example: 'effective',
  })
  basis?: LimitBasis | null;

  @NumberField({
    description:
      'What must not be exceeded, a fraction below 1. Needed for share, hhi and blast_radius; single_point has none, since none may exist.',
    ...absent,
    min: 0,
    max: 1,
    example: 0.5,
  })
  threshold?: number | null;

  @TextField({
    description: 'Why the limit is where it is.',
    max: 4000,
    multiline: true,
    example: 'A vendor must be replaceable within its notice period.',
  })
  rationale!: string;

  @IdField({
    description: 'Who is told of an excess; without one, the risk officers.',
    ...absent,
  })
  ownerId?: string | null;

  @DateField({
    description: 'The first day on which it holds; today without another.',
    optional: true,
    example: '2026-12-01',
  })
  validFrom?: string;

  @DateField({ description: 'The last day on which it holds.', ...absent, example: '2027-11-30' })
  validTo?: string | null;
}

export class ChangeLimitDto extends PartialType(
  OmitType(CreateLimitDto, ['legalEntityId', 'measure', 'axis', 'layer', 'basis'] as const),
  { skipNullProperties: false },
) {}

export class MeasuredDto {
  @NumberField({
    description: 'The largest value that was found; null where it could never be measured.',
    nullable: true,
    min: 0,
    max: 1_000_000,
    example: 0.6667,
  })
  value!: number | null;

  @InstantField({
    description: 'Since when it is so, in business time.',
    example: '2026-11-30T02:00:00.000000Z',
  })
  at!: string;

  @TextField({
    description: 'SHA-256 of the graph that was measured.',
    nullable: true,
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  graphHash!: string | null;

  @TextField({
    description: 'Why it could not be measured; the rest is then of the last time.',
    nullable: true,
    max: 60,
    example: 'portfolio-too-complex',
  })
  error!: string | null;
}

export class LimitDto extends CreateLimitDto {
  @IdField({ description: 'Id of the limit.', readOnly: true })
  id!: string;

  @CodeField(LIMIT_UNITS, {
    description: 'What measured values count: a fraction of the weight, or use cases.',
    readOnly: true,
    example: 'fraction',
  })
  unit!: string;

  @ObjectField(() => MeasuredDto, {
    description: 'What was last measured; null until the job has looked at it.',
    nullable: true,
    readOnly: true,
  })
  measured!: MeasuredDto | null;

  @IntegerField({
    description: 'How many things exceed it, accepted ones included.',
    min: 0,
    max: 1_000_000,
    readOnly: true,
    example: 1,
  })
  openFindings!: number;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class LimitQuery extends PageQuery {
  @SortField(LIMIT_SORTS)
  sort?: string;

  @IdField({ description: 'Only limits of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(LIMIT_MEASURES, 'measure')
  measure?: string;

  @FilterField(AXES, 'axis')
  axis?: string;

  @FilterField(LAYERS, 'layer')
  layer?: string;

  @IdField({ description: 'Only limits of this owner.', optional: true })
  ownerId?: string;
}
