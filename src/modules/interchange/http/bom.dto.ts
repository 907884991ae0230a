import { OmitType } from '@nestjs/swagger';
import {
  CodeField,
  FlagField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { MAX_LINES, MAX_VULNERABILITIES, REASONS, SPEC_VERSIONS } from '../cyclonedx/bom-content.js';
import { BOM_SORTS } from '../persistence/bom.read-model.js';

const POINTER = { description: 'Where it stands in the document, as a JSON pointer.', max: 1000 } as const;

export class BomDto {
  @IdField({ description: 'Id of the import.', readOnly: true })
  id!: string;

  @IdField({ description: 'The component that it is about.', readOnly: true })
  componentId!: string;

  @TextField({
    description: 'SHA-256 of the document in canonical form (RFC 8785), in hexadecimal.',
    min: 64,
    max: 64,
    example: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  })
  sha256!: string;

  @TextField({
    description: 'The serial number that its maker gave it.',
    nullable: true,
    max: 100,
    example: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  })
  serialNumber!: string | null;

  @IntegerField({
    description: 'Which revision of that serial number it is.',
    nullable: true,
    min: 1,
    max: 2_147_483_647,
    example: 1,
  })
  documentVersion!: number | null;

  @CodeField(SPEC_VERSIONS, { description: 'The version of CycloneDX.', example: '1.6' })
  specVersion!: string;

  @IntegerField({ description: 'How many components it lists.', min: 0, max: MAX_LINES, example: 27 })
  components!: number;

  @InstantField({ description: 'When it was received.', readOnly: true })
  receivedAt!: string;

  @TextField({ description: 'The id of the account or key that sent it.', max: 100 })
  receivedBy!: string;
}

export class NoLongerListedDto {
  @IdField({ description: 'The component.' })
  componentId!: string;

  @IdField({
    description: 'The requirement that an earlier document had made; null where there was none.',
    nullable: true,
  })
  requirementId!: string | null;

  @TextField({ description: 'Its name in the register.', max: 200, example: 'zod 4.6.7' })
  name!: string;

  @TextField({ description: 'Its package URL.', nullable: true, max: 500, example: 'pkg:npm/zod@4.6.7' })
  purl!: string | null;

  @FlagField({
    description:
      'Whether that requirement was retired; not where somebody has made another one of it, or where there is a warning.',
    example: true,
  })
  useEnded!: boolean;

  @CodeField(['adverse_finding'], {
    description:
      'Why it is used on: a known exploit or malicious version, of it or a part of it, has no day of a remediation.',
    nullable: true,
    example: 'adverse_finding',
  })
  warning!: string | null;
}

export class ListedDto extends OmitType(NoLongerListedDto, ['useEnded', 'warning'] as const) {
  @TextField({ ...POINTER, example: '/components/7' })
  pointer!: string;

  @TextField({
    description: 'Where its model card stands in the document.',
    nullable: true,
    max: 1000,
    example: '/components/7/modelCard',
  })
  modelCardAt!: string | null;
}

export class FilledInDto {
  @TextField({ description: 'What it was: nothing.', nullable: true, max: 1 })
  from!: null;

  @TextField({ description: 'What it is now.', max: 500, example: 'MIT' })
  to!: string;
}

export class FilledInFieldsDto {
  @ObjectField(() => FilledInDto, { description: 'Its version.', optional: true })
  version?: FilledInDto;

  @ObjectField(() => FilledInDto, { description: 'Its licence.', optional: true })
  licence?: FilledInDto;

  @ObjectField(() => FilledInDto, { description: 'Its package URL.', optional: true })
  purl?: FilledInDto;
}

export class ChangedDto extends ListedDto {
  @ObjectField(() => FilledInFieldsDto, { description: 'What was not known and was filled in.' })
  changes!: FilledInFieldsDto;
}

export class RecordedVulnerabilityDto {
  @TextField({ ...POINTER, example: '/vulnerabilities/0' })
  pointer!: string;

  @IdField({ description: 'The component that it affects.' })
  componentId!: string;

  @IdField({ description: 'Its record.' })
  vulnerabilityId!: string;

  @TextField({ description: 'Its id.', max: 100, example: 'CVE-2024-12345' })
  identifier!: string;

  @CodeField(['added', 'changed', 'existing'], {
    description: 'What became of its record.',
    example: 'added',
  })
  outcome!: string;

  @CodeField(['unexplained_vex'], {
    description:
      'Its VEX statement was not taken: it would clear a known exploit, and does not say who says so, or why.',
    nullable: true,
    example: null,
  })
  warning!: string | null;
}

export class NotUnderstoodDto {
  @TextField({ ...POINTER, example: '/services' })
  pointer!: string;

  @CodeField(REASONS, { description: 'Why it stays in the document alone.', example: 'stored_only' })
  reason!: string;
}

export class BomImportDto {
  @FlagField({ description: 'Whether this document was the last one received already.', example: false })
  unchanged!: boolean;

  @ObjectsField(() => ListedDto, { description: 'Components that were registered.', max: MAX_LINES })
  added!: ListedDto[];

  @ObjectsField(() => ListedDto, { description: 'Components that were registered before.', max: MAX_LINES })
  existing!: ListedDto[];

  @ObjectsField(() => ChangedDto, {
    description: 'Components of which something was filled in.',
    max: MAX_LINES,
  })
  changed!: ChangedDto[];

  @ObjectsField(() => NoLongerListedDto, {
    description:
      'Components that the document before listed: they stay, and are used no longer but for a warning.',
    max: MAX_LINES,
  })
  noLongerListed!: NoLongerListedDto[];

  @ObjectsField(() => RecordedVulnerabilityDto, {
    description: 'Vulnerabilities that the document states.',
    max: MAX_VULNERABILITIES,
  })
  vulnerabilities!: RecordedVulnerabilityDto[];

  @ObjectsField(() => NotUnderstoodDto, {
    description: 'What stays in the stored document and was taken no further.',
    max: 1_000_000,
  })
  notUnderstood!: NotUnderstoodDto[];

  @ObjectField(() => BomDto, { description: 'The import.' })
  bom!: BomDto;
}

/** Imports have no name and are never retired. */
export class BomQuery extends OmitType(PageQuery, ['q', 'includeRetired'] as const) {
  @SortField(BOM_SORTS)
  sort?: string;
}
