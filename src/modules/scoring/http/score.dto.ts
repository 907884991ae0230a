import {
  CodeField,
  FlagField,
  InstantField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { BANDS, DOMAINS } from '../engine/method.js';
import { FailedDutyDto, ScoreGateDto } from './score-gate.dto.js';

const NAME = { max: 200 };
const FIGURE = { min: 0, max: 100, example: 13.708906666666668 };
const FRACTION = { min: 0, max: 1, example: 0.525 };
const HASH = { max: 64, example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9' };

export class RefusedClaimDto {
  @TextField({ description: 'What it is about.', max: 60, example: 'P' })
  item!: string;

  @CodeField(['provider_kind', 'unsigned', 'expired'], {
    description: 'What it lacks.',
    example: 'unsigned',
  })
  because!: string;

  @TextField({
    description: 'The same in words.',
    max: 500,
    example: 'It has no reason or no approver, so it counts as unknown.',
  })
  text!: string;
}

export class ScoreFactorDto {
  @TextField({ description: 'Code of the factor.', max: 60, example: 'sensitivity' })
  code!: string;

  @TextField({ description: 'Its name.', ...NAME, example: 'Sensitivity of the data' })
  name!: string;

  @TextField({ description: 'What was read.', max: 200, example: 'confidential' })
  read!: string;

  @TextField({ description: 'The same in words.', max: 500, example: 'confidential' })
  readText!: string;

  @NumberField({ description: 'Its value.', ...FRACTION, example: 0.7 })
  value!: number;

  @FlagField({ description: 'Whether everything that it reads is known.', example: true })
  known!: boolean;
}

export class ScoreControlDto {
  @TextField({ description: 'Code of the control.', max: 60, example: 'own_validation' })
  code!: string;

  @TextField({ description: 'Its name.', ...NAME, example: 'Own validation' })
  name!: string;

  @NumberField({
    description: 'Its weight among those of the domain that apply.',
    ...FRACTION,
    example: 0.35,
  })
  weight!: number;

  @NumberField({ description: 'Design.', ...FRACTION, example: 1 })
  design!: number;

  @NumberField({ description: 'Operation, as it counts.', ...FRACTION, example: 0.5 })
  operating!: number;

  @NumberField({ description: 'Its effect.', ...FRACTION, example: 0.5 })
  effect!: number;

  @NumberField({ description: 'Its effect with everything operating as designed.', ...FRACTION, example: 1 })
  designed!: number;

  @FlagField({ description: 'Whether design and operation are recorded.', example: true })
  known!: boolean;

  @TextField({
    description: 'Why it does not count as operating, whatever is recorded of it.',
    nullable: true,
    max: 60,
    example: 'validation_not_valid',
  })
  because!: string | null;

  @TextField({
    description: 'The same in words.',
    nullable: true,
    max: 500,
    example: 'There is no valid validation.',
  })
  becauseText!: string | null;
}

export class KnownItemsDto {
  @IntegerField({ description: 'Items that are known.', min: 0, max: 1000, example: 7 })
  known!: number;

  @IntegerField({ description: 'Items that are asked for.', min: 0, max: 1000, example: 9 })
  items!: number;
}

export class ScoreDomainDto {
  @CodeField(DOMAINS, { description: 'Code of the domain.', example: 'R' })
  code!: string;

  @TextField({ description: 'Its name.', ...NAME, example: 'Reliance and continuity' })
  name!: string;

  @NumberField({ description: 'E, null where it does not apply.', nullable: true, ...FRACTION })
  exposure!: number | null;

  @NumberField({ description: 'Effect of its controls.', nullable: true, ...FRACTION, example: 0.72 })
  controlEffect!: number | null;

  @NumberField({
    description: 'Effect of its controls with all of them operating as designed.',
    optional: true,
    nullable: true,
    ...FRACTION,
    example: 0.8,
  })
  designedEffect?: number | null;

  @NumberField({ description: 'Its weight in the mean.', ...FRACTION, example: 0.15 })
  weight!: number;

  @NumberField({ description: 'Inherent figure.', nullable: true, ...FIGURE, example: 52.5 })
  inherent!: number | null;

  @NumberField({ description: 'Residual figure.', nullable: true, ...FIGURE, example: 14.7 })
  residual!: number | null;

  @NumberField({
    description: 'Figure with everything operating as designed.',
    optional: true,
    nullable: true,
    ...FIGURE,
    example: 10.5,
  })
  projected?: number | null;

  @NumberField({
    description: 'Its part of the residual total; the parts and that of the worst domain add up to it.',
    ...FIGURE,
    example: 1.1025,
  })
  part!: number;

  @ObjectsField(() => ScoreFactorDto, { description: 'What E is made of.', optional: true, max: 20 })
  factors?: ScoreFactorDto[];

  @ObjectsField(() => ScoreControlDto, { description: 'Its controls.', optional: true, max: 50 })
  controls?: ScoreControlDto[];

  @ObjectField(() => KnownItemsDto, { description: 'How much of it is known.', optional: true })
  known?: KnownItemsDto;
}

export class WorstDomainDto {
  @CodeField(DOMAINS, {
    description: 'The domain that is worst; concentration stays out of this.',
    example: 'R',
  })
  domain!: string;

  @NumberField({ description: 'What it adds to the residual total.', ...FIGURE, example: 7.35 })
  part!: number;
}

export class ScoreComponentDto {
  @TextField({ description: 'Id of the component.', max: 200, example: 'model-1' })
  id!: string;

  @NumberField({ description: 'K, its own score.', ...FRACTION, example: 0.3 })
  score!: number;

  @ObjectsField(() => ScoreFactorDto, { description: 'What it is made of.', max: 20 })
  factors!: ScoreFactorDto[];
}

export class IntervalDto {
  @NumberField({
    description: 'The reported figure with every unknown at its best.',
    nullable: true,
    ...FIGURE,
    example: 12.5,
  })
  best!: number | null;

  @NumberField({ description: 'The reported figure.', ...FIGURE })
  reported!: number;
}

export class ClocksDto {
  @IntegerField({ description: 'Months between two due diligences.', min: 1, max: 120, example: 12 })
  dueDiligenceMonths!: number;

  @IntegerField({ description: 'Months between two monitoring runs.', min: 1, max: 120, example: 3 })
  monitoringMonths!: number;

  @FlagField({ description: 'The validation goes one level deeper.', example: false })
  deeperValidation!: boolean;
}

export class WorthFindingOutDto {
  @TextField({ description: 'What is not known.', max: 200, example: 'retention' })
  code!: string;

  @TextField({ description: 'Its name.', ...NAME, example: 'How long the data is kept' })
  name!: string;

  @NumberField({
    description: 'By how much the reported figure would fall if it turned out at its best.',
    ...FIGURE,
    example: 4.2,
  })
  lowers!: number;
}

/** The figures that every score has; all of them 0 to 100, not rounded. */
export class ScoreFiguresDto {
  @ObjectsField(() => FailedDutyDto, {
    description: 'Duties that are not met: the first thing to do.',
    max: 20,
  })
  failedDuties!: FailedDutyDto[];

  @NumberField({ description: 'Without any control.', ...FIGURE, example: 45.87 })
  inherent!: number;

  @NumberField({ description: 'With the controls as they operate.', ...FIGURE })
  residual!: number;

  @NumberField({
    description: 'With the controls as they are designed; null in the short form.',
    nullable: true,
    ...FIGURE,
    example: 10.31,
  })
  projected!: number | null;

  @NumberField({ description: 'The residual, or the highest floor of the open gates.', ...FIGURE })
  reported!: number;

  @CodeField(BANDS, { description: 'Band of the reported figure.', example: 'low' })
  band!: string;

  @NumberField({
    description: 'Share of what the score asks for that is known; null in the short form.',
    nullable: true,
    ...FRACTION,
    example: 0.94,
  })
  confidence!: number | null;

  @ObjectField(() => IntervalDto, { description: 'Between what the figure lies.' })
  interval!: IntervalDto;

  @ObjectsField(() => ScoreGateDto, { description: 'Gates that are open.', max: 13 })
  gates!: ScoreGateDto[];

  @ObjectField(() => WorstDomainDto, { description: 'The weakest point.' })
  worst!: WorstDomainDto;

  @ObjectsField(() => ScoreDomainDto, { description: 'The seven domains.', max: 7 })
  domains!: ScoreDomainDto[];

  @CodeField(['T1', 'T2', 'T3', 'T4'], { description: 'Tier that was scored.', example: 'T1' })
  tier!: string;

  @TextField({ description: 'Version of the method.', max: 100, example: 'v1' })
  methodVersion!: string;

  @TextField({
    description: 'SHA-256 of the graph that was asked; null without one.',
    nullable: true,
    ...HASH,
  })
  graphHash!: string | null;

  @TextField({
    description: 'SHA-256 of the frozen inputs; null in the short form.',
    nullable: true,
    ...HASH,
  })
  inputsHash!: string | null;

  @InstantField({ description: 'When it was computed.', example: '2026-11-22T09:30:00.000Z' })
  computedAt!: string;
}

export class EvaluationAnswerDto extends ScoreFiguresDto {
  @ObjectsField(() => ScoreComponentDto, { description: 'The components.', optional: true, max: 1000 })
  components?: ScoreComponentDto[];

  @ObjectField(() => ClocksDto, { description: 'The clocks that follow.', optional: true })
  clocks?: ClocksDto;

  @TextsField({
    description: 'Items that do not apply.',
    optional: true,
    max: 20,
    maxLength: 60,
    example: ['P'],
  })
  notApplicable?: string[];

  @ObjectsField(() => RefusedClaimDto, {
    description:
      'Claims that something does not apply that do not hold; what they are about counts as unknown.',
    optional: true,
    max: 20,
  })
  refusedClaims?: RefusedClaimDto[];

  @TextsField({
    description:
      'Facts of the request that were given as `n_a` and count as unknown: no claim in `notApplicable` leaves them out.',
    optional: true,
    max: 100,
    maxLength: 60,
    example: ['termsOfUse'],
  })
  readAsUnknown?: string[];

  @ObjectsField(() => WorthFindingOutDto, {
    description: 'What to find out next.',
    optional: true,
    max: 2000,
  })
  worthFindingOut?: WorthFindingOutDto[];
}
