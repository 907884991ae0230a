import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  FlagField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, QueryIntegerField } from '../../../platform/http/query-fields.js';
import { CONFIDENCES, EVENT_CODES, FORMS, UPSTREAM_ROLES } from '../../inventory/catalogue.public.js';
import { COMPONENT_KINDS, PROVIDER_KINDS, YES_NO } from '../../inventory/tier.public.js';
import { FACT_VALUES, factValueSchema } from './catalogue-values.dto.js';

export class CatalogueQuery {
  @TextField({
    description: 'Part of a name in either language, or a package URL.',
    optional: true,
    max: 200,
    example: 'gateway',
  })
  q?: string;

  @FilterField(COMPONENT_KINDS, 'kind')
  kind?: string;

  @FilterField(FORMS, 'form')
  form?: string;

  @QueryIntegerField({
    description: 'How many entries a page holds.',
    optional: true,
    min: 1,
    max: 200,
    default: 50,
  })
  limit?: number;

  @TextField({ description: 'The nextCursor of the page before.', optional: true, max: 100 })
  cursor?: string;
}

export class CatalogueSourceDto {
  @TextField({ description: 'Its identifier.', readOnly: true, max: 60, example: 'aws-lifecycle' })
  id!: string;

  @TextField({ description: 'What was read.', readOnly: true, max: 300 })
  title!: string;

  @TextField({ description: 'Where.', readOnly: true, max: 1000, example: 'https://www.example.com/terms' })
  url!: string;

  @TextField({
    description: 'When it was published, as precise as it says; `unknown` where it does not.',
    readOnly: true,
    max: 30,
    example: '2026-09',
  })
  published!: string;

  @FlagField({ description: 'Whether the page prints no date itself.', readOnly: true })
  dateInferred!: boolean;

  @TextField({ description: 'The commit that was read.', readOnly: true, optional: true, max: 60 })
  revision?: string;
}

/** What a statement rests on. */
export class SourcedDto {
  @ObjectField(() => CatalogueSourceDto, { description: 'Who says so.', readOnly: true })
  source!: CatalogueSourceDto;

  @FlagField({ description: 'Whether the date was concluded.', readOnly: true })
  dateInferred!: boolean;

  @CodeField(CONFIDENCES, {
    description: 'At first hand (the vendor, an official document), or at second hand.',
    readOnly: true,
    example: 'primary',
  })
  confidence!: string;

  @TextField({ description: 'What else to know.', readOnly: true, optional: true, nullable: true, max: 1000 })
  note?: string | null;

  @TextField({
    description: 'The same in Traditional Chinese.',
    readOnly: true,
    optional: true,
    nullable: true,
    max: 1000,
  })
  noteZhHant?: string | null;
}

@ApiExtraModels(...FACT_VALUES)
export class FactBaseDto extends SourcedDto {
  @TextField({ description: 'What the fact is about.', readOnly: true, max: 40, example: 'licence' })
  field!: string;

  @ApiProperty({
    ...factValueSchema(),
    description: 'What is known; its shape follows the field.',
    readOnly: true,
  })
  value!: unknown;

  @TextField({
    description: 'The date that it speaks for, as precise as the source.',
    readOnly: true,
    max: 30,
    example: '2026-02-03',
  })
  asOf!: string;
}

export class CatalogueFactDto extends FactBaseDto {
  @TextField({
    description: 'The one model or package that it is about; null for all.',
    readOnly: true,
    nullable: true,
    max: 100,
  })
  appliesTo!: string | null;
}

export class PrefilledDto extends FactBaseDto {
  @CodeField(['component', 'provider', 'arrangement'], {
    description: 'The record that it belongs to.',
    readOnly: true,
    example: 'component',
  })
  record!: string;
}

export class CatalogueUpstreamDto extends SourcedDto {
  @TextField({ description: 'The entry or thing that it stands on.', readOnly: true, max: 60 })
  catalogueId!: string;

  @TextField({ description: 'Its name.', readOnly: true, max: 200 })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    readOnly: true,
    optional: true,
    nullable: true,
    max: 200,
  })
  nameZhHant?: string | null;

  @CodeField(COMPONENT_KINDS, {
    description: 'What it would be in the register; none where the register has no such thing.',
    readOnly: true,
    optional: true,
    nullable: true,
  })
  kind?: string | null;

  @TextField({ description: 'Its provider in the catalogue.', readOnly: true, nullable: true, max: 60 })
  providerId!: string | null;

  @CodeField(UPSTREAM_ROLES, { description: 'What it does there.', readOnly: true, example: 'cloud' })
  role!: string;

  @TextField({ description: 'The date that it speaks for.', readOnly: true, max: 30, example: '2026' })
  asOf!: string;
}

export class CatalogueVulnerabilityDto {
  @TextField({ description: 'Its identifier.', readOnly: true, max: 60, example: 'CVE-2026-0001' })
  id!: string;

  @NumberField({ description: 'CVSS base score.', readOnly: true, nullable: true, min: 0, max: 10 })
  cvss!: number | null;

  @CodeField(YES_NO, { description: 'Whether it is exploited.', readOnly: true })
  knownExploited!: string;

  @TextField({ description: 'The version that has it fixed.', readOnly: true, nullable: true, max: 60 })
  fixedIn!: string | null;
}

export class CatalogueEventDto extends SourcedDto {
  @TextField({
    description: 'Day, month or year; it may lie ahead.',
    readOnly: true,
    max: 30,
    example: '2026-11-30',
  })
  on!: string;

  @CodeField(EVENT_CODES, { description: 'What happened, or will.', readOnly: true, example: 'retirement' })
  code!: string;

  @TextField({ description: 'The one model or package meant.', readOnly: true, nullable: true, max: 100 })
  appliesTo!: string | null;

  @TextField({ description: 'The entry whose failure it was.', readOnly: true, nullable: true, max: 60 })
  through!: string | null;

  @ObjectsField(() => CatalogueVulnerabilityDto, { description: 'Vulnerabilities.', readOnly: true, max: 50 })
  vulnerabilities!: CatalogueVulnerabilityDto[];

  @TextsField({ description: 'Versions never to install.', readOnly: true, max: 50, maxLength: 500 })
  affectedPurls!: string[];
}

export class CatalogueProviderDto {
  @TextField({ description: 'Its identifier.', readOnly: true, max: 60 })
  id!: string;

  @TextField({ description: 'Its name.', readOnly: true, max: 200 })
  name!: string;

  @TextField({ description: 'Its name in Traditional Chinese.', readOnly: true, nullable: true, max: 200 })
  nameZhHant!: string | null;

  @CodeField(PROVIDER_KINDS, { description: 'What it is.', readOnly: true, example: 'third_party' })
  kind!: string;
}

export class CatalogueItemDto {
  @TextField({ description: 'Its identifier, for the intake.', readOnly: true, max: 60, example: 'litellm' })
  id!: string;

  @TextField({ description: 'Its name.', readOnly: true, max: 200, example: 'LiteLLM' })
  name!: string;

  @TextField({ description: 'Its name in Traditional Chinese.', readOnly: true, max: 200 })
  nameZhHant!: string;

  @CodeField(COMPONENT_KINDS, { description: 'What it is.', readOnly: true, example: 'gateway' })
  kind!: string;

  @CodeField(FORMS, { description: 'How it is supplied.', readOnly: true, example: 'open_source' })
  form!: string;

  @ObjectField(() => CatalogueProviderDto, { description: 'Who provides it.', readOnly: true })
  provider!: CatalogueProviderDto;

  @TextsField({ description: 'Its packages.', readOnly: true, max: 50, maxLength: 500 })
  purls!: string[];
}

export class CatalogueEntryDto extends CatalogueItemDto {
  @DateField({ description: 'When the facts were collected.', readOnly: true, example: '2026-11-22' })
  compiledOn!: string;

  @ObjectsField(() => CatalogueFactDto, { description: 'What is known of it.', readOnly: true, max: 100 })
  facts!: CatalogueFactDto[];

  @ObjectsField(() => CatalogueFactDto, {
    description: 'What is known of its provider.',
    readOnly: true,
    max: 100,
  })
  providerFacts!: CatalogueFactDto[];

  @ObjectsField(() => CatalogueUpstreamDto, { description: 'What it stands on.', readOnly: true, max: 50 })
  upstream!: CatalogueUpstreamDto[];

  @ObjectsField(() => CatalogueEventDto, { description: 'What happened, or will.', readOnly: true, max: 50 })
  events!: CatalogueEventDto[];
}
