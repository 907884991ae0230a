import { type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { CodeField, IntegerField, TextField, TextsField } from '../../../platform/http/fields.js';
import {
  DESIGNATION_SCHEMES,
  INDEMNITY_RISKS,
  LIFECYCLE_STAGES,
  PROTECTIONS,
  TERRITORY_STATUSES,
} from '../../inventory/catalogue.public.js';

/** Values of facts that are more than one text. */
export class TerritoryFactDto {
  @TextField({ description: 'The place: ISO 3166-1, two letters.', readOnly: true, max: 2, example: 'HK' })
  jurisdiction!: string;

  @CodeField(TERRITORY_STATUSES, {
    description: 'Whether it is served.',
    readOnly: true,
    example: 'supported',
  })
  status!: string;
}

export class CommitmentFactDto {
  @TextField({ description: 'What the vendor calls it.', readOnly: true, optional: true, max: 200 })
  name?: string;

  @TextsField({
    description: `Which claims it covers (${INDEMNITY_RISKS.join(', ')}); absent where the source does not say.`,
    readOnly: true,
    optional: true,
    max: 10,
    maxLength: 40,
  })
  risks?: string[];

  @CodeField(PROTECTIONS, { description: 'How far it goes.', readOnly: true, example: 'unknown' })
  protection!: string;

  @TextsField({ description: 'On what conditions.', readOnly: true, max: 20, maxLength: 500 })
  conditions!: string[];

  @TextsField({ description: 'What it leaves out.', readOnly: true, max: 20, maxLength: 500 })
  exclusions!: string[];
}

const period = { readOnly: true, optional: true, min: 0, max: 10_000 } as const;

export class LifecycleFactDto {
  @IntegerField({ ...period, description: 'Days of notice before a model ends.' })
  noticeDays?: number;

  @IntegerField({ ...period, description: 'Days of notice for variants.' })
  noticeDaysVariants?: number;

  @IntegerField({ ...period, description: 'Days of notice for previews.' })
  noticeDaysPreview?: number;

  @IntegerField({ ...period, description: 'Months that a model is served at least.' })
  minimumMonths?: number;

  @IntegerField({ ...period, description: 'Further months for those who use it already.' })
  extraMonthsForExistingCustomers?: number;

  @IntegerField({ ...period, description: 'Months as a legacy model.' })
  legacyMonths?: number;

  @IntegerField({ ...period, description: 'Days as a legacy model, where it is short.' })
  legacyDaysShort?: number;

  @IntegerField({ ...period, description: 'Months before its end in which new users are refused.' })
  closedToNewUsersMonthsBefore?: number;

  @TextField({ description: 'Where machines can read it.', readOnly: true, optional: true, max: 500 })
  machineReadable?: string;

  @TextsField({
    description: `The stages it goes through (${LIFECYCLE_STAGES.join(', ')}).`,
    readOnly: true,
    optional: true,
    max: 10,
    maxLength: 40,
  })
  stages?: string[];
}

export class TelemetryFactDto {
  @CodeField(['enabled'], { description: 'Whether it reports on itself by default.', readOnly: true })
  state!: string;

  @TextField({ description: 'How to turn it off.', readOnly: true, max: 300 })
  turnOffWith!: string;
}

export class ListedVersionFactDto {
  @TextField({ description: 'The newest version in a package list.', readOnly: true, max: 100 })
  version!: string;

  @TextField({ description: 'When it came out.', readOnly: true, max: 30 })
  releasedIn!: string;

  @TextField({ description: 'Its package.', readOnly: true, optional: true, max: 500 })
  purl?: string;
}

export class ServerVersionFactDto {
  @TextField({ description: 'The version of the server.', readOnly: true, max: 100 })
  version!: string;

  @TextField({ description: 'What it needs.', readOnly: true, max: 300 })
  requires!: string;
}

export class DesignationFactDto {
  @CodeField(DESIGNATION_SCHEMES, { description: 'By which rules it was designated.', readOnly: true })
  scheme!: string;

  @TextField({ description: 'The company named there.', readOnly: true, max: 200 })
  legalName!: string;
}

export const FACT_VALUES = [
  TerritoryFactDto,
  CommitmentFactDto,
  LifecycleFactDto,
  TelemetryFactDto,
  ListedVersionFactDto,
  ServerVersionFactDto,
  DesignationFactDto,
];

/** A text, a list of codes, or one of the shapes above. */
export function factValueSchema(): ApiPropertyOptions {
  return {
    anyOf: [
      { type: 'string', maxLength: 500 },
      { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 60 } },
      ...FACT_VALUES.map((value) => ({ $ref: getSchemaPath(value) })),
    ],
  };
}
