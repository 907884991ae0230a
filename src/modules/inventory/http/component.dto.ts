import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import {
  COMPONENT_KINDS,
  COMPONENT_STATUSES,
  DEPLOYMENTS,
  givenStatuses,
  KNOWN_NONE,
  MAINTENANCE,
  PINNING,
  PRIVILEGE,
  PROVENANCE,
  SUBSTITUTABILITY,
  TRANSPARENCY,
} from '../domain/codes.js';
import { isLicenceExpression, isPurl } from '../domain/formats.js';

const unknown = { optional: true, default: 'unknown' } as const;
const absent = { optional: true, nullable: true } as const;

export class CreateComponentDto {
  @TextField({
    description: 'Name; unique in the installation, ignoring case and character width.',
    max: 200,
    example: 'Northwind Large 4, served in Singapore',
  })
  name!: string;

  @TextField({ description: 'Name in Traditional Chinese.', ...absent, max: 200, example: '北風大型模型 4' })
  nameZhHant?: string | null;

  @CodeField(COMPONENT_KINDS, {
    description: 'What it is; hosts, regions and network edges are components too (paragraph 28).',
    example: 'language_model',
  })
  kind!: string;

  @IdField({ description: 'Who provides or maintains it; empty is unknown.', ...absent })
  providerId?: string | null;

  @TextField({ description: 'Version, as its maker names it.', ...absent, max: 100, example: '4.1' })
  version?: string | null;

  @CodeField(PINNING, {
    description: 'Whether the version stays as it is, and whether a change is announced.',
    ...unknown,
    example: 'pinned_with_notice',
  })
  pinning?: string;

  @TextField({
    description: 'Package URL.',
    ...absent,
    max: 500,
    format: { code: 'purl', accepts: isPurl },
    example: 'pkg:pypi/example@1.2.3',
  })
  purl?: string | null;

  @TextField({
    description: 'Licence as an SPDX expression; LicenseRef- names stand for terms outside the list.',
    ...absent,
    max: 500,
    format: { code: 'licence', accepts: isLicenceExpression },
    example: 'Apache-2.0',
  })
  licence?: string | null;

  @CodeField(DEPLOYMENTS, {
    description: 'Where it runs and who operates it; unknown counts as operated by its provider.',
    ...unknown,
    example: 'multi_tenant_saas',
  })
  deployment?: string;

  @CodeField(KNOWN_NONE, {
    description: 'Whether a base model is known, stated to be none, or unknown.',
    ...unknown,
    example: 'none',
  })
  baseModelStatus?: string;

  @IdField({
    description: 'The language or embedding model that this one was made from; with status known.',
    ...absent,
  })
  baseModelId?: string | null;

  @TextField({
    description: 'Where it keeps data: a region name or a country code.',
    ...absent,
    max: 100,
    example: 'HK',
  })
  storageLocation?: string | null;

  @TextField({
    description: 'Where it processes data, which may be elsewhere: a region name or a country code.',
    ...absent,
    max: 100,
    example: 'asia-southeast1',
  })
  processingLocation?: string | null;

  @CodeField(PROVENANCE, {
    description: 'How sure it is that the files are what their maker published.',
    ...unknown,
    example: 'signed_verified',
  })
  provenance?: string;

  @CodeField(MAINTENANCE, { description: 'How well it is maintained.', ...unknown, example: 'active' })
  maintenance?: string;

  @CodeField(PRIVILEGE, {
    description: 'What it gets to see or hold.',
    ...unknown,
    example: 'keys_or_prompts',
  })
  privilege?: string;

  @CodeField(TRANSPARENCY, {
    description: 'How far its maker lets others look into it (paragraph 26(a)).',
    ...unknown,
    example: 'partial',
  })
  transparency?: string;

  @CodeField(SUBSTITUTABILITY, {
    description: 'How hard it would be to replace this component.',
    ...unknown,
    example: 'medium',
  })
  substitutability?: string;

  @DateField({
    description:
      'The day on which this version ends as served by this host; another host may end it on another day. Once it has passed it is moved, not emptied.',
    ...absent,
    example: '2027-03-31',
  })
  retiresOn?: string | null;

  @TextField({
    description: 'Where that day is announced; with retiresOn.',
    ...absent,
    max: 500,
    example: 'https://www.example.com/deprecations',
  })
  retirementSource?: string | null;

  @CodeField(givenStatuses(COMPONENT_STATUSES), {
    description: 'Where it stands; approving and putting into use need a second person.',
    optional: true,
    default: 'proposed',
    example: 'proposed',
  })
  status?: string;

  @IdField({ description: 'The person who must act on this record.', ...absent })
  ownerId?: string | null;

  @TextField({ description: 'The entry of the reference catalogue it came from.', ...absent, max: 60 })
  catalogueId?: string | null;
}

export class ChangeComponentDto extends PartialType(CreateComponentDto, { skipNullProperties: false }) {}

export class DecideComponentDto {
  @CodeField(givenStatuses(COMPONENT_STATUSES), { description: 'Where it is to stand.', example: 'approved' })
  status!: string;
}

export class CreateComponentsDto {
  @ObjectsField(() => CreateComponentDto, {
    description: 'The components to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateComponentDto[];
}

export class ComponentDto extends CreateComponentDto {
  @IdField({ description: 'Id of the component.', readOnly: true })
  id!: string;

  @CodeField(COMPONENT_STATUSES, { description: 'Where it stands.', readOnly: true })
  declare status: string;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}
