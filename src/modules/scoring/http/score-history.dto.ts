import { OmitType, PickType } from '@nestjs/swagger';
import { FlagField, InstantField, ObjectsField, TextField } from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/query-fields.js';
import { MOST_MOVED } from '../domain/moved.js';
import { ScoreItemDto } from './score-list.dto.js';

export class ScoreHistoryQuery extends PickType(PageQuery, ['limit'] as const) {
  @TextField({
    description: 'The nextCursor of the page before; opaque.',
    optional: true,
    max: 20,
    format: { code: 'cursor', accepts: (value) => /^\d{1,18}$/.test(value) },
  })
  cursor?: string;
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
