import { OmitType, PickType } from '@nestjs/swagger';
import { CodeField, IntegerField, ObjectField, ObjectsField } from '../../../platform/http/fields.js';
import { BANDS } from '../engine/method.js';
import { ScoreQuery, ScoreItemDto } from './score-list.dto.js';
import { NamedComponentDto } from './score-source.dto.js';

export class RollUpQuery extends OmitType(ScoreQuery, ['limit', 'cursor', 'sort'] as const) {}

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
