import { OmitType, PickType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  FlagField,
  IdField,
  InstantField,
  NumberField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { BANDS, GATE_CODES } from '../engine/method.js';
import { SCORE_SORTS } from '../persistence/score.read-model.js';

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

/** What a score is about, in answers that compare scores. */
export class ScoredSubjectDto extends PickType(ScoreAddressDto, [
  'useCaseId',
  'useCaseName',
  'useCaseNameZhHant',
  'arrangementId',
  'covered',
  'providerId',
] as const) {
  @TextField({ description: 'Name of the provider.', nullable: true, max: 200, example: 'OpenAI' })
  providerName!: string | null;

  @TextField({
    description: 'Its name in Traditional Chinese, where it has one.',
    nullable: true,
    max: 200,
    example: '北風智能',
  })
  providerNameZhHant!: string | null;
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
