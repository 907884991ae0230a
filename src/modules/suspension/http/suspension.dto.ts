import { PLAN_STANDINGS } from '../../continuity/plans.public.js';
import {
  COMPONENT_KINDS,
  COMPONENT_STATUSES,
  PROVIDER_STATUSES,
  USE_CASE_STATUSES,
} from '../../inventory/standing-contract.public.js';
import { FallbackInUseDto } from '../../scoring/outage.public.js';
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
import { PageQuery, QueryFlagField, SortField } from '../../../platform/http/query-fields.js';
import { SUSPENDABLE } from '../domain/stops.js';
import { SUSPENSION_SORTS } from '../persistence/suspension.read-model.js';

const HASH = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';
const shown = { readOnly: true, nullable: true } as const;
const readOnly = true;
const STATUSES = [...new Set<string>([...PROVIDER_STATUSES, ...COMPONENT_STATUSES])];
const isSha256 = (value: string): boolean => /^[0-9a-f]{64}$/.test(value);

export class SuspendDto {
  @TextField({
    description: 'Why.',
    max: 2000,
    multiline: true,
    example: 'Its last release answers with the data of other clients.',
  })
  reason!: string;

  @TextField({
    description: 'The `seen` of the list that you read: what it stops has to be that, or nothing is changed.',
    max: 64,
    format: { code: 'sha256', accepts: isSha256, pattern: '^[0-9a-f]{64}$' },
    example: HASH,
  })
  seen!: string;
}

export class ReinstateDto {
  @TextField({
    description: 'Why.',
    max: 2000,
    multiline: true,
    example: 'The provider has mended it, and the adversarial test was repeated.',
  })
  reason!: string;
}

export class SuspensionSubjectDto {
  @CodeField(SUSPENDABLE, { description: 'What kind of record.', readOnly, example: 'component' })
  type!: string;

  @IdField({ description: 'Its id.', readOnly })
  id!: string;
}

export class InterruptedUseDto {
  @IdField({ description: 'Id of the use case.', readOnly })
  id!: string;

  @TextField({ description: 'Its name.', readOnly, max: 200, example: 'Research drafting' })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese, where it has one.',
    ...shown,
    max: 200,
    example: '草擬研究報告',
  })
  nameZhHant!: string | null;

  @CodeField(['T1', 'T2', 'T3', 'T4'], { description: 'Its tier.', readOnly, example: 'T1' })
  tier!: string;

  @CodeField(USE_CASE_STATUSES, { description: 'Where it stands.', readOnly, example: 'live' })
  status!: string;

  @FlagField({ description: 'Whether it stops.', readOnly, example: true })
  stopped!: boolean;

  @FlagField({
    description: 'Whether it goes on, on a fallback that was tested as slower than is tolerated.',
    readOnly,
    example: false,
  })
  degraded!: boolean;

  @FlagField({ description: 'Whether it is stopped already, by something else.', readOnly, example: false })
  stopsAnyway!: boolean;

  @ObjectsField(() => FallbackInUseDto, {
    description: 'The fallbacks that carry it; empty when it stops.',
    readOnly,
    max: 10_000,
  })
  fallback!: FallbackInUseDto[];

  @IdField({
    description:
      'The contingency plan for the firm’s own suspension that is followed; null: none that you see.',
    ...shown,
  })
  planId!: string | null;

  @CodeField(PLAN_STANDINGS, {
    description:
      'What that plan is worth; none: there is no plan for it. Null where the use case goes on undegraded, or the plan is another legal entity’s.',
    ...shown,
    example: 'proven',
  })
  planState!: string | null;

  @NumberField({
    description:
      'How long recovery takes by that plan, in hours; null: not known, or it cannot be relied on.',
    ...shown,
    min: 0,
    max: 8760,
    example: 3.5,
  })
  recoveryHours!: number | null;

  @NumberField({
    description: 'How long an interruption is tolerated, in hours; null: not recorded.',
    ...shown,
    min: 0,
    max: 8760,
    example: 4,
  })
  toleranceHours!: number | null;

  @NumberField({
    description:
      'By how much recovery is longer than is tolerated, in hours; null where either is not known: a suspension lasts until it is lifted.',
    ...shown,
    min: 0,
    max: 8760,
    example: 0,
  })
  gapHours!: number | null;
}

export class ConcernedComponentDto {
  @IdField({ description: 'Id of the component.', readOnly })
  id!: string;

  @TextField({ description: 'Its name.', readOnly, max: 200, example: 'Northwind Large 4' })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese, where it has one.',
    ...shown,
    max: 200,
    example: '北風大型模型',
  })
  nameZhHant!: string | null;

  @CodeField(COMPONENT_KINDS, { description: 'What it is.', readOnly, example: 'language_model' })
  kind!: string;

  @CodeField(COMPONENT_STATUSES, { description: 'Where it stands.', readOnly, example: 'in_use' })
  status!: string;

  @FlagField({
    description: 'Whether it stops: the component itself, or one that its provider operates.',
    readOnly,
    example: true,
  })
  stops!: boolean;
}

export class ConcernedArrangementDto {
  @IdField({ description: 'Id of the arrangement.', readOnly })
  id!: string;

  @TextField({ description: 'Its reference.', readOnly, max: 200, example: 'MSA-2026-014' })
  reference!: string;

  @IdField({ description: 'Its legal entity.', readOnly })
  legalEntityId!: string;
}

export class StopsDto {
  @ObjectsField(() => InterruptedUseDto, {
    description:
      'Every use case that stops, is degraded, or goes on by a fallback, as far as you see it; last what is stopped anyway.',
    readOnly,
    max: 10_000,
  })
  useCases!: InterruptedUseDto[];

  @IntegerField({
    description: 'How many of them you do not see.',
    readOnly,
    min: 0,
    max: 1_000_000,
    example: 0,
  })
  hiddenUseCases!: number;

  @IntegerField({
    description: 'How many of those it stops that nothing else has stopped.',
    readOnly,
    min: 0,
    max: 1_000_000,
    example: 0,
  })
  hiddenStopped!: number;

  @ObjectsField(() => ConcernedComponentDto, {
    description: 'The component, or all of the provider, each with whether it stops.',
    readOnly,
    max: 100_000,
  })
  components!: ConcernedComponentDto[];

  @ObjectsField(() => ConcernedArrangementDto, {
    description: 'Arrangements with the provider, or that cover any of these components.',
    readOnly,
    max: 100_000,
  })
  arrangements!: ConcernedArrangementDto[];

  @IntegerField({
    description: 'How many of them you do not see.',
    readOnly,
    min: 0,
    max: 1_000_000,
    example: 0,
  })
  hiddenArrangements!: number;
}

export class ForeseenSuspensionDto extends StopsDto {
  @ObjectField(() => SuspensionSubjectDto, { description: 'What would be suspended.', readOnly })
  subject!: SuspensionSubjectDto;

  @CodeField(STATUSES, { description: 'Where it stands now.', readOnly, example: 'approved' })
  status!: string;

  @TextField({
    description:
      'SHA-256 of everything that it would stop, all over the installation, and how, without what is stopped anyway; the same as long as none of that changes. Whoever suspends says it back.',
    readOnly,
    max: 64,
    example: HASH,
  })
  seen!: string;

  @TextField({ description: 'SHA-256 of the graph that was asked.', readOnly, max: 64, example: HASH })
  graphHash!: string;
}

export class ListedSuspensionDto {
  @IdField({ description: 'Id of the suspension.', readOnly })
  id!: string;

  @ObjectField(() => SuspensionSubjectDto, { description: 'What is suspended.', readOnly })
  subject!: SuspensionSubjectDto;

  @CodeField(['suspend', 'status', 'earlier'], {
    description:
      'By which way: by suspending it, by a change of its status, or before suspensions were recorded.',
    readOnly,
    example: 'suspend',
  })
  origin!: string;

  @TextField({
    description: 'Why; null where it was suspended by a change of the status.',
    ...shown,
    max: 2000,
    multiline: true,
    example: 'Its last release answers with the data of other clients.',
  })
  reason!: string | null;

  @CodeField(STATUSES, { description: 'Where it stood before.', readOnly, example: 'approved' })
  statusBefore!: string;

  @TextField({ description: 'Who suspended it.', readOnly, max: 100 })
  suspendedBy!: string;

  @InstantField({ description: 'When, in business time.', readOnly })
  suspendedAt!: string;

  @TextField({ description: 'SHA-256 of what it stopped.', ...shown, max: 64, example: HASH })
  seen!: string | null;

  @TextField({ description: 'SHA-256 of the graph then.', ...shown, max: 64, example: HASH })
  graphHash!: string | null;

  @FlagField({ description: 'Whether nobody has lifted it.', readOnly, example: true })
  open!: boolean;

  @TextField({ description: 'Who lifted it.', ...shown, max: 100 })
  reinstatedBy!: string | null;

  @InstantField({ description: 'When, in business time.', ...shown })
  reinstatedAt!: string | null;

  @TextField({
    description: 'Why it was lifted; null where that was a change of the status.',
    ...shown,
    max: 2000,
    multiline: true,
    example: 'The provider has mended it.',
  })
  reinstateReason!: string | null;

  @CodeField(STATUSES, { description: 'Where it stood then.', ...shown, example: 'approved' })
  statusAfter!: string | null;

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;
}

export class SuspensionDto extends ListedSuspensionDto {
  @ObjectField(() => StopsDto, {
    description: 'What it stopped when it was decided, as far as you see it. It is never changed.',
    readOnly,
  })
  stops!: StopsDto;
}

export class SuspensionQuery extends PageQuery {
  @SortField(SUSPENSION_SORTS)
  sort?: string;

  @IdField({ description: 'Only suspensions of this provider.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only suspensions of this component.', optional: true })
  componentId?: string;

  @QueryFlagField({
    description: 'Only those that nobody has lifted; or, with false, only those that are lifted.',
    optional: true,
    example: true,
  })
  open?: boolean;
}
