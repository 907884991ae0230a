import { IntersectionType, OmitType, PartialType } from '@nestjs/swagger';
import { FlagField, IdsField, InstantField, ObjectsField } from '../../../platform/http/fields.js';
import { EvaluationAnswerDto } from './score.dto.js';
import { ScoreAddressDto } from './score-list.dto.js';
import {
  LeftOutItemDto,
  NamedComponentDto,
  RecordedClaimDto,
  RecordedDutyDto,
  RecordedGateDto,
  SourcedDomainDto,
} from './score-source.dto.js';

/** A stored score; without its figures where it could never be computed. */
export class StoredScoreDto extends IntersectionType(
  OmitType(ScoreAddressDto, ['computedAt'] as const),
  PartialType(
    OmitType(EvaluationAnswerDto, [
      ...(['failedDuties', 'gates', 'domains', 'components', 'refusedClaims', 'computedAt'] as const),
    ]),
  ),
) {
  @FlagField({ description: 'Whether a provider is recorded.', example: true })
  providerRecorded!: boolean;

  @IdsField({ description: 'Ids of the components.', max: 100_000 })
  componentIds!: string[];

  @ObjectsField(() => RecordedDutyDto, {
    description: 'Duties that are not met: the first thing to do.',
    optional: true,
    max: 20,
  })
  failedDuties?: RecordedDutyDto[];

  @ObjectsField(() => RecordedGateDto, { description: 'The open gates.', optional: true, max: 13 })
  gates?: RecordedGateDto[];

  @ObjectsField(() => SourcedDomainDto, { description: 'The seven domains.', optional: true, max: 7 })
  domains?: SourcedDomainDto[];

  @ObjectsField(() => NamedComponentDto, { description: 'The components.', optional: true, max: 100_000 })
  components?: NamedComponentDto[];

  @ObjectsField(() => LeftOutItemDto, {
    description: 'What does not apply, and the records that claim it.',
    optional: true,
    max: 20,
  })
  leftOut?: LeftOutItemDto[];

  @ObjectsField(() => RecordedClaimDto, {
    description:
      'Claims that something does not apply that do not hold; what they are about counts as unknown.',
    optional: true,
    max: 20,
  })
  refusedClaims?: RecordedClaimDto[];

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
