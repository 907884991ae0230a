import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import {
  CodeField,
  FlagField,
  IdField,
  InstantField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { ReadQuery } from '../../../platform/http/query-fields.js';
import { PLAN_STANDINGS } from '../../continuity/plans.public.js';
import { HiddenCountDto, NodeDto, StoppedUseCaseDto } from './node.dto.js';

export class BlastRadiusDto extends HiddenCountDto {
  @ObjectField(() => NodeDto, { description: 'The node that fails.' })
  node!: NodeDto;

  @NumberField({ description: 'Weight of what stops over the weight of all.', min: 0, max: 1, example: 0.4 })
  share!: number;

  @NumberField({ description: 'Weight of what stops, undivided.', min: 0, max: 1e9, example: 6 })
  absoluteWeight!: number;

  @ObjectField(() => NodeDto, {
    description:
      'The failure that gives this radius: the node, or a host that an undisclosed one may sit on.',
  })
  through!: NodeDto;

  @ObjectsField(() => StoppedUseCaseDto, {
    description: 'Use cases that stop, each with the path.',
    max: 10_000,
  })
  useCases!: StoppedUseCaseDto[];
}

export class CutSetsQuery extends ReadQuery {
  @applyDecorators(
    IntegerField({
      description: 'The largest set to look for.',
      optional: true,
      min: 1,
      max: 3,
      default: 2,
      example: 2,
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value,
    ),
  )
  maxOrder?: number;
}

export class CutSetDto {
  @ObjectsField(() => NodeDto, {
    description: 'Nodes whose joint failure stops the use case; empty when it stops anyway.',
    max: 3,
  })
  nodes!: NodeDto[];
}

export class CutSetsDto {
  @IdField({ description: 'Id of the use case.' })
  useCaseId!: string;

  @IntegerField({ description: 'The largest set that was looked for.', min: 1, max: 3, example: 2 })
  maxOrder!: number;

  @ObjectsField(() => CutSetDto, { description: 'Minimal sets, smallest first.', max: 100_000 })
  cutSets!: CutSetDto[];

  @TextField({
    description: 'SHA-256 of the graph that was asked.',
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  graphHash!: string;
}

export const FAILABLE = ['component', 'provider', 'ultimate_parent', 'base_model'] as const;

export class FailedThingDto {
  @CodeField(FAILABLE, {
    description: 'What fails; a parent or a base model is withdrawn with everything under it.',
    example: 'component',
  })
  type!: string;

  @IdField({ description: 'Id of the component or provider.' })
  id!: string;
}

export class OutageDto {
  @ObjectsField(() => FailedThingDto, { description: 'What fails, all at once.', min: 1, max: 100 })
  failed!: FailedThingDto[];

  @NumberField({ description: 'How long it lasts, in hours.', min: 0, max: 8760, example: 8 })
  hours!: number;

  @InstantField({ description: 'On the register as it was at this instant.', optional: true })
  asOf?: string;
}

export class FallbackInUseDto {
  @ObjectField(() => NodeDto, { description: 'What goes on with it: the use case, or a component under it.' })
  of!: NodeDto;

  @ObjectField(() => NodeDto, { description: 'The fallback.' })
  node!: NodeDto;

  @CodeField(['tested_in_tolerance', 'tested_slow'], {
    description: 'How its last test went; only tested fallbacks count.',
    example: 'tested_in_tolerance',
  })
  evidence!: string;
}

export class PlanFallbackDto {
  @ObjectField(() => NodeDto, { description: 'The component that the plan falls back on.' })
  node!: NodeDto;

  @CodeField(['yes', 'no', 'unknown'], {
    description:
      'Whether it fails of the same failure; unknown where it stands on something undisclosed that may be what failed.',
    example: 'yes',
  })
  fails!: string;

  @TextField({
    description: 'The same in words, in the language that is asked for; null where it does not fail.',
    nullable: true,
    max: 1000,
    example: 'The plan “Second model” falls back on South model, which fails of the same failure.',
  })
  text!: string | null;
}

export class OutageUseCaseDto extends StoppedUseCaseDto {
  @FlagField({
    description: 'It goes on, on a fallback that was tested as slower than is tolerated.',
    example: false,
  })
  degraded!: boolean;

  @ObjectsField(() => FallbackInUseDto, {
    description: 'The fallbacks that it goes on with; empty when it stops, or needs none.',
    max: 10_000,
  })
  fallback!: FallbackInUseDto[];

  @NumberField({
    description: 'How long an interruption is tolerated, in hours; null where it is not recorded.',
    nullable: true,
    min: 0,
    max: 8760,
    example: 4,
  })
  toleranceHours!: number | null;

  @CodeField(['yes', 'no', 'unknown'], {
    description:
      'Whether the outage is longer than the use case tolerates; unknown where no tolerance is recorded.',
    example: 'yes',
  })
  toleranceExceeded!: string;

  @IdField({
    description:
      'The contingency plan that is followed where it stops or is degraded: one for what failed rather than for whatever fails, approved rather than not, shown to work rather than not. Of several legal entities the one whose plan is worth least.',
    nullable: true,
    example: '0198c0de-0000-7000-8000-000000000001',
  })
  planId!: string | null;

  @CodeField(PLAN_STANDINGS, {
    description:
      'What that plan is worth for a failure, as in GET /contingency-plans/{id}; none: there is no plan for it. Null where the use case goes on undegraded.',
    nullable: true,
    example: 'proven',
  })
  planState!: string | null;

  @NumberField({
    description:
      'How long recovery takes by that plan, in hours: as measured in its last exercise, else as planned. Null: not known, or the plan cannot be relied on, since nobody approved it, its exercise failed, or its fallback fails too or may.',
    nullable: true,
    min: 0,
    max: 8760,
    example: 3.5,
  })
  recoveryHours!: number | null;

  @NumberField({
    description:
      'By how much recovery is longer than the use case tolerates, in hours: max(0, recoveryHours − toleranceHours), with the hours of the outage in place of a recovery that is not known. Null where no tolerance is recorded; 0 where the use case goes on undegraded.',
    nullable: true,
    min: 0,
    max: 8760,
    example: 0,
  })
  gapHours!: number | null;

  @ObjectField(() => PlanFallbackDto, {
    description: 'What that plan falls back on; null where it falls back on no component.',
    nullable: true,
  })
  planFallback!: PlanFallbackDto | null;
}

export class OutageAnswerDto extends HiddenCountDto {
  @NumberField({ description: 'How long it lasts, in hours.', min: 0, max: 8760, example: 8 })
  hours!: number;

  @ObjectsField(() => OutageUseCaseDto, { description: 'Every use case that you may see.', max: 10_000 })
  useCases!: OutageUseCaseDto[];

  @NumberField({
    description: 'How many of the use cases that you may not see stop.',
    min: 0,
    max: 1_000_000,
    example: 0,
  })
  hiddenStopped!: number;
}
