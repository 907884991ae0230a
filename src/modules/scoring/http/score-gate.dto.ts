import { CodeField, NumberField, ObjectsField, TextField } from '../../../platform/http/fields.js';
import { GATE_CODES } from '../engine/method.js';

const NAME = { max: 200 };
const FIGURE = { min: 0, max: 100 };

export class ScoreReasonDto {
  @TextField({ description: 'Code of the reason.', max: 60, example: 'single_point_of_failure' })
  code!: string;

  @TextField({
    description: 'Component or node that it is about.',
    nullable: true,
    max: 200,
    example: 'host-1',
  })
  about!: string | null;

  @TextField({ description: 'What was read.', nullable: true, max: 200, example: 'unknown' })
  read!: string | null;

  @TextField({
    description: 'The reason in words.',
    max: 1000,
    example: 'It stops when host-1 alone fails.',
  })
  text!: string;
}

export class FailedDutyDto {
  @TextField({ description: 'Rule that is not met.', max: 20, example: 'R-29b' })
  rule!: string;

  @CodeField(GATE_CODES, { description: 'The gate that shows it.', example: 'G11' })
  gate!: string;

  @TextField({ description: 'What it asks for.', ...NAME, example: 'A contingency plan' })
  text!: string;

  @ObjectsField(() => ScoreReasonDto, { description: 'Why it is not met.', max: 1000 })
  because!: ScoreReasonDto[];
}

export class ScoreGateDto {
  @CodeField(GATE_CODES, { description: 'Code of the gate.', example: 'G5' })
  code!: string;

  @TextField({
    description: 'What it stands for.',
    ...NAME,
    example: 'One failure stops it, without a good fallback',
  })
  name!: string;

  @NumberField({ description: 'The least that is reported while it is open.', ...FIGURE, example: 35 })
  floor!: number;

  @CodeField(['approval', 'go_live'], {
    description: 'What is not allowed meanwhile.',
    optional: true,
    nullable: true,
    example: 'approval',
  })
  block?: string | null;

  @ObjectsField(() => ScoreReasonDto, { description: 'What makes it fire.', max: 10_000 })
  because!: ScoreReasonDto[];
}
