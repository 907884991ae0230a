import { OmitType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  IntegerField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import {
  RefusedClaimDto,
  ScoreComponentDto,
  ScoreControlDto,
  ScoreDomainDto,
  ScoreFactorDto,
} from './score.dto.js';
import { FailedDutyDto, ScoreGateDto } from './score-gate.dto.js';

export class ScoreSourceDto {
  @CodeField(
    [
      ...['use_case', 'provider', 'component', 'component_vulnerability', 'component_scan'],
      ...['concentration_limit', 'arrangement', 'indemnity', 'responsibility', 'control'],
      ...['contingency_plan', 'contingency_exercise', 'assessment'],
      ...['regulator_correspondence', 'assurance_activity', 'exception', 'change_event'],
    ],
    { description: 'Kind of the record.', example: 'component' },
  )
  type!: string;

  @IdField({ description: 'Id of the record.' })
  id!: string;

  @TextField({
    description: 'Its name; of a vulnerability its identifier, of a scan the tool.',
    nullable: true,
    max: 220,
    example: 'Edge network',
  })
  name!: string | null;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 220,
    example: '邊緣網絡',
  })
  nameZhHant!: string | null;

  @IdField({ description: 'The component that it speaks of, of a vulnerability or scan.', nullable: true })
  componentId!: string | null;

  @DateField({
    description:
      'The day that it tells of: when the vulnerability was found, the scan or test was made, or the exercise took place.',
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

export class RecordedDutyDto extends FailedDutyDto {
  @ObjectsField(() => ScoreSourceDto, {
    description: 'The records that show it; empty where no record holds it yet.',
    max: 100_000,
  })
  records!: ScoreSourceDto[];
}

export class RecordedGateDto extends ScoreGateDto {
  @ObjectsField(() => ScoreSourceDto, {
    description: 'The records that made it fire; empty where nothing holds yet what it asks for.',
    max: 100_000,
  })
  records!: ScoreSourceDto[];
}

export class RecordedClaimDto extends RefusedClaimDto {
  @ObjectsField(() => ScoreSourceDto, { description: 'The records that claim it.', max: 1000 })
  records!: ScoreSourceDto[];
}

export class LeftOutItemDto {
  @TextField({ description: 'What does not apply.', max: 60, example: 'P' })
  item!: string;

  @ObjectsField(() => ScoreSourceDto, { description: 'The records that claim it.', max: 1000 })
  records!: ScoreSourceDto[];
}
