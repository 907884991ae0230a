import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import {
  Check,
  CodeField,
  FlagField,
  IdField,
  InstantField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  Omissible,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, QueryIntegerField, SortField } from '../../../platform/http/query-fields.js';
import { BANDS } from '../engine/method.js';
import { METHOD_SORTS } from '../persistence/method.repository.js';
import { methodSchema } from './method-schema.js';
import { ScoredSubjectDto } from './score-list.dto.js';

const STATUSES = ['draft', 'approved'] as const;
const VERSION = { max: 40, example: 'v1.1' };
const isVersion = (value: string): boolean => /^[a-z0-9][a-z0-9._-]*$/i.test(value);

export class MethodQuery extends OmitType(PageQuery, ['q'] as const) {
  @SortField(METHOD_SORTS)
  sort?: string;

  @FilterField(STATUSES, 'status')
  status?: string;
}

export class CreateMethodDto {
  @TextField({
    description: 'Its version; scores name it.',
    ...VERSION,
    format: { code: 'version', accepts: isVersion },
  })
  version!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'Stricter on data' })
  name!: string;

  @IdField({ description: 'The method to copy.', optional: true })
  basedOnId?: string;

  @TextField({
    description: 'Why.',
    optional: true,
    nullable: true,
    max: 2000,
    multiline: true,
    example: 'The board lowered its appetite.',
  })
  reason?: string | null;

  @Omissible()
  @Check('object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  @ApiProperty({
    ...methodSchema(),
    description: 'The whole method; without it, that of basedOnId.',
    required: false,
  })
  method?: unknown;
}

export class ChangeMethodDto extends PartialType(
  OmitType(CreateMethodDto, ['version', 'basedOnId'] as const),
  { skipNullProperties: false },
) {}

export class ApproveMethodDto {
  @TextField({
    description: 'Why.',
    optional: true,
    nullable: true,
    max: 2000,
    multiline: true,
    example: 'Board of 1 December.',
  })
  reason?: string | null;
}

export class UseMethodDto {
  @TextField({
    description: 'Why.',
    max: 2000,
    multiline: true,
    example: 'Back to the first version after a trial.',
  })
  reason!: string;
}

export class MethodDto {
  @IdField({ description: 'Id of the method.' })
  id!: string;

  @TextField({ description: 'Its version.', ...VERSION })
  version!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'Stricter on data' })
  name!: string;

  @TextField({ description: 'Version that it was copied from.', nullable: true, ...VERSION, example: 'v1' })
  basedOn!: string | null;

  @TextField({ description: 'Why it was made.', nullable: true, max: 2000, multiline: true })
  reason!: string | null;

  @CodeField(STATUSES, { description: 'Whether a second person has approved it.', example: 'draft' })
  status!: string;

  @FlagField({ description: 'Whether scores are made by it.', example: false })
  inUse!: boolean;

  @Allow()
  @ApiProperty({ ...methodSchema(), description: 'The method.' })
  method!: unknown;

  @IdField({ description: 'Who approved it.', nullable: true })
  approvedBy!: string | null;

  @InstantField({
    description: 'When it was approved.',
    nullable: true,
    example: '2026-12-01T02:00:00.000000Z',
  })
  approvedAt!: string | null;

  @InstantField({ description: 'When it was made.', example: '2026-11-29T02:00:00.000000Z' })
  createdAt!: string;

  @InstantField({ description: 'When it was last changed.', example: '2026-11-29T02:00:00.000000Z' })
  updatedAt!: string;

  @InstantField({
    description: 'When it was retired.',
    nullable: true,
    example: '2026-12-01T02:00:00.000000Z',
  })
  retiredAt!: string | null;
}

export class EffectQuery {
  @QueryIntegerField({
    description: 'How many scores to list, those that move most first.',
    optional: true,
    min: 1,
    max: 1000,
    default: 200,
    example: 200,
  })
  limit?: number;
}

export class EffectFiguresDto {
  @NumberField({ description: 'The residual figure.', min: 0, max: 100, example: 24.6 })
  residual!: number;

  @NumberField({ description: 'The reported figure.', min: 0, max: 100, example: 35 })
  reported!: number;

  @CodeField(BANDS, { description: 'Its band.', example: 'high' })
  band!: string;
}

export class EffectItemDto extends ScoredSubjectDto {
  @ObjectField(() => EffectFiguresDto, { description: 'By the method in use.' })
  before!: EffectFiguresDto;

  @ObjectField(() => EffectFiguresDto, { description: 'By this method.' })
  after!: EffectFiguresDto;
}

/** A number, or a list of steps or tests. */
const VALUE = {
  anyOf: [
    { type: 'number' as const },
    {
      type: 'array' as const,
      items: { anyOf: [{ type: 'string' as const }, { type: 'object' as const }] },
    },
  ],
};

export class LaxerValueDto {
  @TextField({ description: 'Its place in the method, as a JSON pointer.', max: 200, example: '/floors/G1' })
  pointer!: string;

  @ApiProperty({ description: 'What it is in the first version.', ...VALUE, example: 60 })
  first!: unknown;

  @ApiProperty({ description: 'What it is in this one.', ...VALUE, example: 35 })
  value!: unknown;
}

export class EffectDto {
  @TextField({ description: 'Version of this method.', ...VERSION })
  methodVersion!: string;

  @TextField({ description: 'Version of the method in use.', ...VERSION, example: 'v1' })
  comparedWith!: string;

  @IntegerField({ description: 'How many scores there are.', min: 0, max: 1e9, example: 120 })
  subjects!: number;

  @IntegerField({ description: 'How many would move.', min: 0, max: 1e9, example: 90 })
  moved!: number;

  @ObjectsField(() => LaxerValueDto, {
    description:
      'Values by which it is laxer than the first version: lower floors and tables, higher caps and bands, longer clocks, fewer tests, and what counts for less in the total.',
    max: 300,
  })
  laxer!: LaxerValueDto[];

  @IntegerField({ description: 'How many would rise to a higher band.', min: 0, max: 1e9, example: 3 })
  bandsUp!: number;

  @IntegerField({ description: 'How many would fall to a lower band.', min: 0, max: 1e9, example: 1 })
  bandsDown!: number;

  @IntegerField({
    description: 'How many of those that would move are of use cases outside your scope, and not listed.',
    min: 0,
    max: 1e9,
    example: 0,
  })
  hidden!: number;

  @ObjectsField(() => EffectItemDto, { description: 'The scores that would move.', max: 1000 })
  items!: EffectItemDto[];
}

export class ScoreProgressDto {
  @CodeField(['idle', 'running'], { description: 'Whether scores are being computed.', example: 'idle' })
  state!: string;

  @TextField({
    description: 'Version of the method of the last computation.',
    nullable: true,
    ...VERSION,
    example: 'v1',
  })
  methodVersion!: string | null;

  @IntegerField({ description: 'How many scores it is about.', min: 0, max: 1e9, example: 120 })
  subjects!: number;

  @IntegerField({ description: 'How many it has looked at.', min: 0, max: 1e9, example: 120 })
  done!: number;

  @IntegerField({ description: 'How many it stored anew.', min: 0, max: 1e9, example: 12 })
  changed!: number;

  @IntegerField({ description: 'How many it could not compute.', min: 0, max: 1e9, example: 0 })
  failed!: number;

  @InstantField({ description: 'When it began.', nullable: true, example: '2026-11-29T02:00:00.000000Z' })
  startedAt!: string | null;

  @InstantField({ description: 'When it ended.', nullable: true, example: '2026-11-29T02:00:01.000000Z' })
  finishedAt!: string | null;
}
