import { PartialType } from '@nestjs/swagger';
import { CodeField, IdField, InstantField, ObjectsField, TextField } from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { LEGAL_ENTITY_KINDS } from '../domain/codes.js';
import { HOME_TIME_ZONE, isTimeZone } from '../../../kernel/time-zone.js';
import { isJurisdiction, isLei } from '../domain/formats.js';
import { LEGAL_ENTITY_SORTS } from '../persistence/legal-entity.read-model.js';

const jurisdiction = { code: 'jurisdiction', accepts: isJurisdiction };

export class CreateLegalEntityDto {
  @TextField({
    description: 'Registered name; unique in the installation, ignoring case and character width.',
    max: 200,
    example: 'Harbour Securities Limited',
  })
  name!: string;

  @TextField({
    description: 'Name in Traditional Chinese.',
    optional: true,
    nullable: true,
    max: 200,
    example: '海港證券有限公司',
  })
  nameZhHant?: string | null;

  @CodeField(LEGAL_ENTITY_KINDS, {
    description: 'A licensed corporation, another company of the group, or something else.',
    example: 'licensed_corporation',
  })
  kind!: string;

  @TextField({
    description: 'Where it is established: ISO 3166-1, two letters.',
    optional: true,
    nullable: true,
    min: 2,
    max: 2,
    format: jurisdiction,
    example: 'HK',
  })
  jurisdiction?: string | null;

  @TextField({
    description: 'The time zone in which its due dates are counted (IANA name).',
    optional: true,
    max: 60,
    default: HOME_TIME_ZONE,
    format: { code: 'time-zone', accepts: isTimeZone },
    example: 'Asia/Hong_Kong',
  })
  timeZone?: string;

  @TextField({
    description: 'Its number with the regulator, e.g. the central entity number.',
    optional: true,
    nullable: true,
    max: 60,
    example: 'ABC123',
  })
  regulatorReference?: string | null;

  @TextField({
    description: 'The case officer at the regulator (paragraph 32).',
    optional: true,
    nullable: true,
    max: 200,
    example: 'Ms Wong',
  })
  caseOfficer?: string | null;

  @TextField({
    description: 'Legal entity identifier (ISO 17442), with its check digits.',
    optional: true,
    nullable: true,
    min: 20,
    max: 20,
    format: { code: 'lei', accepts: isLei },
    example: '00000000000000000098',
  })
  lei?: string | null;

  @IdField({ description: 'The legal entity above it in the group.', optional: true, nullable: true })
  parentId?: string | null;
}

export class ChangeLegalEntityDto extends PartialType(CreateLegalEntityDto, { skipNullProperties: false }) {}

export class CreateLegalEntitiesDto {
  @ObjectsField(() => CreateLegalEntityDto, {
    description: 'The legal entities to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateLegalEntityDto[];
}

export class LegalEntityDto extends CreateLegalEntityDto {
  @IdField({ description: 'Id of the legal entity.', readOnly: true })
  id!: string;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class LegalEntityQuery extends PageQuery {
  @SortField(LEGAL_ENTITY_SORTS)
  sort?: string;

  @FilterField(LEGAL_ENTITY_KINDS, 'kind')
  kind?: string;

  @TextField({
    description: 'Only legal entities established there.',
    optional: true,
    min: 2,
    max: 2,
    format: jurisdiction,
  })
  jurisdiction?: string;

  @IdField({ description: 'Only legal entities directly below this one.', optional: true })
  parentId?: string;
}
