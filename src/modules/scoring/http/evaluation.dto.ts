import {
  CodeField,
  DateField,
  FlagField,
  NumberField,
  ObjectField,
  TextField,
} from '../../../platform/http/fields.js';
import { snakeCase } from '../domain/shown-score.js';
import { NOT_APPLICABLE_ITEMS } from '../engine/facts.js';
import { DOMAINS, GATE_CODES } from '../engine/method.js';
import { METHOD_V1 } from '../engine/method-v1.js';
import { ControlStateField, NotApplicableField } from './score-fields.js';
import { define, TIERS, WrittenFactsDto } from './written-subject.dto.js';

/** One shape a domain: the controls of the method, human review by its parts. */
const CONTROL_DTOS = Object.fromEntries(
  DOMAINS.map((domain) => {
    const shape = { [`Controls${domain}Dto`]: class {} }[`Controls${domain}Dto`]!;
    const codes = Object.keys(METHOD_V1.controls[domain]).flatMap((control) =>
      control === 'humanReview' ? ['humanInTheLoop', 'promptVariation', 'sampling', 'disclosure'] : [control],
    );
    define(shape, Object.fromEntries(codes.map((control) => [snakeCase(control), ControlStateField()])));
    return [domain, shape];
  }),
) as unknown as Record<(typeof DOMAINS)[number], new () => object>;

export class WrittenControlsDto {}
define(
  WrittenControlsDto,
  Object.fromEntries(
    DOMAINS.map((domain) => [
      domain,
      ObjectField(() => CONTROL_DTOS[domain], {
        description: `Controls of domain ${domain}.`,
        optional: true,
      }),
    ]),
  ),
);

export class DomainFiguresDto {}
define(
  DomainFiguresDto,
  Object.fromEntries(
    DOMAINS.map((domain) => [
      domain,
      NumberField({
        description: `Figure of domain ${domain}; null where it does not apply.`,
        optional: true,
        nullable: true,
        min: 0,
        max: 1,
        example: 0.5,
      }),
    ]),
  ),
);

export class GateConditionsDto {}
define(
  GateConditionsDto,
  Object.fromEntries(
    GATE_CODES.filter((gate) => gate !== 'G7').map((gate) => [
      gate,
      FlagField({ description: `The condition of ${gate} is met.`, optional: true, example: false }),
    ]),
  ),
);

export class EvaluationDto {
  @CodeField(TIERS, {
    description: 'Tier of the use case. Beside facts it may be left out: it then follows from them.',
    optional: true,
    example: 'T1',
  })
  tier?: (typeof TIERS)[number];

  @FlagField({
    description: 'The tier rests on an unknown input.',
    optional: true,
    default: false,
    example: false,
  })
  provisional?: boolean;

  @ObjectField(() => WrittenFactsDto, {
    description: 'Long form: what is known; what is left out is unknown.',
    optional: true,
  })
  facts?: WrittenFactsDto;

  @ObjectField(() => WrittenControlsDto, {
    description: 'Long form: the controls; one that is left out is unknown, which counts as nothing.',
    optional: true,
  })
  controls?: WrittenControlsDto;

  @ObjectField(() => DomainFiguresDto, {
    description: 'Short form: the exposure of each domain; one that is left out counts as 1.',
    optional: true,
  })
  exposures?: Record<string, number | null>;

  @ObjectField(() => DomainFiguresDto, {
    description: 'Short form: the effect of the controls of each domain; one that is left out counts as 0.',
    optional: true,
  })
  controlEffects?: Record<string, number | null>;

  @ObjectField(() => GateConditionsDto, {
    description: 'Short form: gates whose condition is met; their floors follow from the tier.',
    optional: true,
  })
  gates?: Record<string, boolean>;

  @NotApplicableField([...NOT_APPLICABLE_ITEMS])
  notApplicable?: unknown[];

  @DateField({
    description: 'The day to score on; by default today in Hong Kong.',
    optional: true,
    example: '2026-11-22',
  })
  scoredOn?: string;

  @TextField({
    description: 'Version of the method to score by, a draft included; by default the one in use.',
    optional: true,
    max: 40,
    example: 'v1',
  })
  methodVersion?: string;
}
