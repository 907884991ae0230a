import { OmitType, PartialType, PickType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  FlagField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { BANDS, GATE_CODES } from '../engine/method.js';
import { MOST_MOVED } from '../domain/moved.js';
import { SCORE_SORTS } from '../persistence/score.read-model.js';
import {
  EvaluationAnswerDto,
  ScoreComponentDto,
  ScoreControlDto,
  ScoreDomainDto,
  ScoreFactorDto,
  ScoreGateDto,
} from './score.dto.js';

const TIERS = ['T1', 'T2', 'T3', 'T4'] as const;
const FIGURE = { min: 0, max: 100, nullable: true, example: 35 };

export class ScoreQuery extends OmitType(PageQuery, ['q', 'includeRetired'] as const) {
  @SortField(SCORE_SORTS)
  sort?: string;

  @IdField({ description: 'Only scores of this use case.', optional: true })
  useCaseId?: string;

  @IdField({
    description: 'Only scores of this arrangement, or of what no arrangement covers of this provider.',
    optional: true,
  })
  arrangementId?: string;

  @IdField({ description: 'Only scores of this provider.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only scores that this component is a part of.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only scores of use cases of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(BANDS, 'band')
  band?: string;

  @FilterField(TIERS, 'tier')
  tier?: string;

  @FilterField(GATE_CODES, 'open gate')
  gate?: string;
}

export class RollUpQuery extends OmitType(ScoreQuery, ['limit', 'cursor', 'sort'] as const) {}

export class ScoreHistoryQuery extends PickType(PageQuery, ['limit'] as const) {
  @TextField({
    description: 'The nextCursor of the page before; opaque.',
    optional: true,
    max: 20,
    format: { code: 'cursor', accepts: (value) => /^\d{1,18}$/.test(value) },
  })
  cursor?: string;
}

/** How a score is addressed. */
export class ScoreAddressDto {
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

  @IdField({
    description:
      'Id of the arrangement; where none covers the components, that of their provider; the nil id where no provider is recorded, or where nobody names what is needed.',
  })
  arrangementId!: string;

  @FlagField({ description: 'Whether an arrangement covers the components.', example: false })
  covered!: boolean;

  @IdField({ description: 'Id of the provider.', nullable: true })
  providerId!: string | null;

  @TextField({
    description:
      'Kind of the error for which it could not be computed; the figures are then those of the last time.',
    nullable: true,
    max: 100,
    example: 'RangeError',
  })
  error!: string | null;

  @InstantField({ description: 'When it was computed.', example: '2026-11-22T09:30:00.000000Z' })
  computedAt!: string;
}

export class ScoreItemDto extends ScoreAddressDto {
  @IdField({ description: 'Id of the score.' })
  id!: string;

  @TextField({ description: 'Name of the provider.', nullable: true, max: 200, example: 'OpenAI' })
  providerName!: string | null;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: '北方模型公司',
  })
  providerNameZhHant!: string | null;

  @CodeField(TIERS, { description: 'Tier that was scored.', nullable: true, example: 'T1' })
  tier!: string | null;

  @NumberField({ description: 'Without any control.', ...FIGURE })
  inherent!: number | null;

  @NumberField({ description: 'With the controls as they operate.', ...FIGURE })
  residual!: number | null;

  @NumberField({ description: 'With the controls as they are designed.', ...FIGURE })
  projected!: number | null;

  @NumberField({ description: 'The residual, or the highest floor of the open gates.', ...FIGURE })
  reported!: number | null;

  @CodeField(BANDS, { description: 'Band of the reported figure.', nullable: true, example: 'high' })
  band!: string | null;

  @NumberField({
    description: 'Share of what is asked for that is known.',
    min: 0,
    max: 1,
    nullable: true,
    example: 0.4,
  })
  confidence!: number | null;

  @NumberField({ description: 'The reported figure with every unknown at its best.', ...FIGURE })
  best!: number | null;

  @CodesField(GATE_CODES, { description: 'Open gates.', example: ['G5'] })
  gates!: string[];

  @TextField({ description: 'Version of the method.', max: 100, example: 'v1' })
  methodVersion!: string;

  @InstantField({ description: 'When it was first computed.', example: '2026-11-22T09:30:00.000000Z' })
  createdAt!: string;
}

export class WorstScoreDto extends PickType(ScoreItemDto, [
  'useCaseId',
  'useCaseName',
  'useCaseNameZhHant',
  'arrangementId',
  'providerId',
  'providerName',
  'providerNameZhHant',
  'reported',
  'band',
  'error',
] as const) {}

export class ScoreSourceDto {
  @CodeField(
    ['use_case', 'provider', 'component', 'component_vulnerability', 'component_scan', 'concentration_limit'],
    { description: 'Kind of the record.', example: 'component' },
  )
  type!: string;

  @IdField({ description: 'Id of the record.' })
  id!: string;

  @TextField({
    description: 'Its name; of a vulnerability its identifier, of a scan the tool.',
    nullable: true,
    max: 200,
    example: 'Edge network',
  })
  name!: string | null;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: '邊緣網絡',
  })
  nameZhHant!: string | null;

  @IdField({ description: 'The component that it speaks of, of a vulnerability or scan.', nullable: true })
  componentId!: string | null;

  @DateField({
    description: 'The day that it tells of: when the vulnerability was found, or the scan was made.',
    nullable: true,
    example: '2026-11-18',
  })
  observedOn!: string | null;

  @IntegerField({ description: 'Version of the record that was read.', min: 1, max: 1e9, example: 3 })
  version!: number;

  @InstantField({ description: 'When that version was made.', example: '2026-11-20T08:00:00.000000Z' })
  updatedAt!: string;
}

export class SourcedFactorDto extends ScoreFactorDto {
  @ObjectsField(() => ScoreSourceDto, {
    description: 'The records that it was read from; empty where no record holds it yet.',
    max: 100_000,
  })
  sources!: ScoreSourceDto[];
}

export class SourcedControlDto extends ScoreControlDto {
  @ObjectsField(() => ScoreSourceDto, {
    description: 'The records that it was read from; empty where no record holds it yet.',
    max: 1000,
  })
  sources!: ScoreSourceDto[];
}

export class SourcedDomainDto extends OmitType(ScoreDomainDto, ['factors', 'controls'] as const) {
  @ObjectsField(() => SourcedFactorDto, { description: 'What E is made of.', max: 20 })
  factors!: SourcedFactorDto[];

  @ObjectsField(() => SourcedControlDto, { description: 'Its controls.', max: 50 })
  controls!: SourcedControlDto[];
}

export class NamedComponentDto extends OmitType(ScoreComponentDto, ['factors'] as const) {
  @TextField({ description: 'Name of the component.', nullable: true, max: 200, example: 'LiteLLM gateway' })
  name!: string | null;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: 'LiteLLM 閘道',
  })
  nameZhHant!: string | null;

  @ObjectsField(() => SourcedFactorDto, { description: 'What K is made of.', max: 5 })
  factors!: SourcedFactorDto[];
}

export class BandCountDto {
  @CodeField(BANDS, { description: 'Band of the reported figure.', example: 'high' })
  band!: string;

  @IntegerField({ description: 'How many scores are in it.', min: 0, max: 1e9, example: 2 })
  scores!: number;
}

/** Several scores together: the worst of them, never a mean. */
export class RollUpDto {
  @IntegerField({ description: 'How many scores there are.', min: 0, max: 1e9, example: 3 })
  scores!: number;

  @IntegerField({
    description: 'How many of them could not be computed; they are in no band.',
    min: 0,
    max: 1e9,
    example: 0,
  })
  notComputed!: number;

  @ObjectsField(() => BandCountDto, { description: 'How many are in each band, the lowest first.', max: 4 })
  byBand!: BandCountDto[];

  @ObjectField(() => WorstScoreDto, {
    description: 'The worst of them, the first of the list; null when there is none.',
    nullable: true,
  })
  worst!: WorstScoreDto | null;

  @ObjectField(() => NamedComponentDto, {
    description:
      'Of the component that is asked for, its own score as these scores read it last; null when none is asked for, or when no score has it.',
    nullable: true,
  })
  component!: NamedComponentDto | null;
}

export class RecordedGateDto extends ScoreGateDto {
  @ObjectsField(() => ScoreSourceDto, {
    description: 'The records that made it fire; empty where nothing holds yet what it asks for.',
    max: 100_000,
  })
  records!: ScoreSourceDto[];
}

/** A stored score; without its figures where it could never be computed. */
export class StoredScoreDto extends PartialType(
  OmitType(EvaluationAnswerDto, ['gates', 'domains', 'components', 'computedAt'] as const),
) {
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

  @IdField({ description: 'How the score is addressed beside the use case.' })
  arrangementId!: string;

  @FlagField({ description: 'Whether an arrangement covers the components.', example: false })
  covered!: boolean;

  @IdField({ description: 'Id of the provider.', nullable: true })
  providerId!: string | null;

  @FlagField({ description: 'Whether a provider is recorded.', example: true })
  providerRecorded!: boolean;

  @IdsField({ description: 'Ids of the components.', max: 100_000 })
  componentIds!: string[];

  @TextField({
    description: 'Kind of the error for which it could not be computed anew; null when it could.',
    nullable: true,
    max: 100,
    example: 'RangeError',
  })
  error!: string | null;

  @ObjectsField(() => RecordedGateDto, { description: 'The open gates.', optional: true, max: 13 })
  gates?: RecordedGateDto[];

  @ObjectsField(() => SourcedDomainDto, { description: 'The seven domains.', optional: true, max: 7 })
  domains?: SourcedDomainDto[];

  @ObjectsField(() => NamedComponentDto, { description: 'The components.', optional: true, max: 100_000 })
  components?: NamedComponentDto[];

  @FlagField({
    description: 'Whether the frozen inputs still give the same bytes.',
    optional: true,
    example: true,
  })
  reproducible?: boolean;

  @InstantField({
    description: 'When it was computed.',
    optional: true,
    example: '2026-11-22T09:30:00.000000Z',
  })
  computedAt?: string;
}

export class MovedDto {
  @TextField({ description: 'The input that is another than before.', max: 400, example: 'retention' })
  code!: string;

  @TextField({
    description: 'It in words; of a component or node with its name.',
    max: 1000,
    example: 'How long the data is kept',
  })
  name!: string;

  @TextField({
    description: 'What it was; null where it was not there.',
    nullable: true,
    max: 2000,
    example: 'unknown',
  })
  from!: string | null;

  @TextField({
    description: 'What it is; null where it is not there.',
    nullable: true,
    max: 2000,
    example: 'up_to_30_days',
  })
  to!: string | null;

  @TextField({ description: '`from` in words.', nullable: true, max: 2000, example: 'unknown' })
  fromText!: string | null;

  @TextField({ description: '`to` in words.', nullable: true, max: 2000, example: 'up to 30 days' })
  toText!: string | null;
}

export class ScoreVersionDto extends OmitType(ScoreItemDto, [
  'id',
  'useCaseName',
  'useCaseNameZhHant',
  'covered',
  'providerName',
  'providerNameZhHant',
  'tier',
  'inherent',
  'projected',
  'createdAt',
] as const) {
  @InstantField({
    description:
      'When the subject was no more: its use case was retired, or stood on nothing of that provider any more.',
    nullable: true,
    example: '2026-11-22T09:30:00.000000Z',
  })
  endedAt!: string | null;

  @ObjectsField(() => MovedDto, {
    description:
      'What moved it, against the version before: the method with its values, inputs, or, where nothing else did, the day.',
    max: MOST_MOVED,
  })
  movedBy!: MovedDto[];

  @FlagField({
    description: 'Whether it was made by another method than the version before.',
    example: false,
  })
  methodChanged!: boolean;
}
