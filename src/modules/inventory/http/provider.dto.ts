import { PartialType } from '@nestjs/swagger';
import { CodeField, IdField, InstantField, ObjectsField, TextField } from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { isHttpsUrl, isJurisdiction } from '../domain/formats.js';
import {
  givenStatuses,
  KNOWN_NONE,
  MODEL_RISK_FRAMEWORK,
  PROVIDER_KINDS,
  PROVIDER_STATUSES,
  SUBSTITUTABILITY,
  VIABILITY,
  YES_NO,
} from '../domain/codes.js';
import { PROVIDER_SORTS } from '../persistence/provider.read-model.js';

export class IdentifierDto {
  @TextField({ description: 'The scheme: LEI, EUID, VAT, CRN or another register.', max: 20, example: 'CRN' })
  scheme!: string;

  @TextField({ description: 'The identifier in that scheme.', max: 60, example: '1234567' })
  value!: string;
}

const jurisdiction = { code: 'jurisdiction', accepts: isJurisdiction };

export class CreateProviderDto {
  @TextField({
    description: 'Legal or trading name; unique in the installation, ignoring case and character width.',
    max: 200,
    example: 'Northwind Models Ltd',
  })
  name!: string;

  @TextField({
    description: 'Name in Traditional Chinese.',
    optional: true,
    nullable: true,
    max: 200,
    example: '北風模型有限公司',
  })
  nameZhHant?: string | null;

  @CodeField(PROVIDER_KINDS, {
    description:
      'Third party, group company, the firm itself, or an open-source project (paragraphs 6, 12, 26(b)).',
    optional: true,
    default: 'third_party',
    example: 'third_party',
  })
  kind?: string;

  @CodeField(YES_NO, {
    description: 'Whether there is a provider that can be identified and held to account (paragraph 26(b)).',
    optional: true,
    default: 'unknown',
    example: 'yes',
  })
  identifiable?: string;

  @CodeField(SUBSTITUTABILITY, {
    description: 'How hard it would be to replace this provider.',
    optional: true,
    default: 'unknown',
    example: 'medium',
  })
  substitutability?: string;

  @CodeField(KNOWN_NONE, {
    description: 'Whether the ultimate parent is known, stated to be none, or unknown.',
    optional: true,
    default: 'unknown',
    example: 'unknown',
  })
  ultimateParentStatus?: string;

  @IdField({
    description: 'The provider at the top of the group; with status known.',
    optional: true,
    nullable: true,
  })
  ultimateParentId?: string | null;

  @TextField({
    description: 'Where it is established: ISO 3166-1, two letters.',
    optional: true,
    nullable: true,
    min: 2,
    max: 2,
    format: jurisdiction,
    example: 'US',
  })
  jurisdiction?: string | null;

  @TextField({
    description: 'Its website, https.',
    optional: true,
    nullable: true,
    max: 500,
    format: { code: 'https-url', accepts: isHttpsUrl },
    example: 'https://www.example.com/',
  })
  website?: string | null;

  @ObjectsField(() => IdentifierDto, {
    description: 'Identifiers in public registers.',
    optional: true,
    max: 20,
  })
  identifiers?: IdentifierDto[];

  @CodeField(VIABILITY, {
    description: 'Financial and operational viability.',
    optional: true,
    default: 'unknown',
    example: 'adequate',
  })
  viability?: string;

  @CodeField(MODEL_RISK_FRAMEWORK, {
    description: 'Whether it has an effective model risk management framework (paragraph 26(a)(i)).',
    optional: true,
    default: 'unknown',
    example: 'gaps',
  })
  modelRiskFramework?: string;

  @CodeField(givenStatuses(PROVIDER_STATUSES), {
    description: 'Where it stands; approving needs a second person.',
    optional: true,
    default: 'proposed',
    example: 'proposed',
  })
  status?: string;

  @IdField({ description: 'The person who must act on this record.', optional: true, nullable: true })
  ownerId?: string | null;

  @TextField({
    description: 'The entry of the reference catalogue it came from.',
    optional: true,
    nullable: true,
    max: 60,
  })
  catalogueId?: string | null;
}

export class ChangeProviderDto extends PartialType(CreateProviderDto, { skipNullProperties: false }) {}

export class DecideProviderDto {
  @CodeField(givenStatuses(PROVIDER_STATUSES), { description: 'Where it is to stand.', example: 'approved' })
  status!: string;
}

export class CreateProvidersDto {
  @ObjectsField(() => CreateProviderDto, {
    description: 'The providers to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateProviderDto[];
}

export class ProviderDto extends CreateProviderDto {
  @IdField({ description: 'Id of the provider.', readOnly: true })
  id!: string;

  @CodeField(PROVIDER_STATUSES, { description: 'Where it stands.', readOnly: true })
  declare status: string;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class ProviderQuery extends PageQuery {
  @SortField(PROVIDER_SORTS)
  sort?: string;

  @FilterField(PROVIDER_KINDS, 'kind')
  kind?: string;

  @FilterField(YES_NO, 'identifiability')
  identifiable?: string;

  @FilterField(SUBSTITUTABILITY, 'substitutability')
  substitutability?: string;

  @FilterField(VIABILITY, 'viability')
  viability?: string;

  @FilterField(MODEL_RISK_FRAMEWORK, 'model risk framework')
  modelRiskFramework?: string;

  @FilterField(KNOWN_NONE, 'state of knowledge about the ultimate parent')
  ultimateParentStatus?: string;

  @IdField({ description: 'Only providers of this group.', optional: true })
  ultimateParentId?: string;

  @TextField({
    description: 'Only providers established there.',
    optional: true,
    min: 2,
    max: 2,
    format: jurisdiction,
  })
  jurisdiction?: string;

  @IdField({ description: 'Only providers of this owner.', optional: true })
  ownerId?: string;

  @FilterField(PROVIDER_STATUSES, 'status')
  status?: string;
}
