import {
  CodeField,
  DateField,
  FlagField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { TIERS, USE_CASE_STATUSES, YES_NO } from '../domain/codes.js';
import { TIER_FIELDS, TIER_REASON_CODES } from '../domain/tier-reasons.js';
import { CreateUseCaseDto, ScopeInputDto } from './use-case.dto.js';

export class ScopeDto extends ScopeInputDto {
  @IdField({ description: 'The person who decided; null when a system did.', readOnly: true, nullable: true })
  decidedBy!: string | null;

  @DateField({ description: 'When it was decided.', readOnly: true, nullable: true, example: '2026-11-25' })
  decidedOn!: string | null;
}

export class DesignationDto {
  @IdField({ description: 'Who designated it.', readOnly: true, nullable: true })
  by!: string | null;

  @TextField({ description: 'Why.', readOnly: true, max: 2000, multiline: true })
  reason!: string;

  @DateField({ description: 'When.', readOnly: true, example: '2026-11-25' })
  on!: string;
}

export class TierReasonDto {
  @CodeField(TIERS, {
    description: 'The line of the tier table that it supports.',
    readOnly: true,
    example: 'T2',
  })
  tier!: string;

  @CodeField(TIER_REASON_CODES, {
    description: 'The reason; texts in both languages: GET /api/v1/tier-reasons.',
    readOnly: true,
    example: 'clients_interact',
  })
  code!: string;

  @CodeField([...TIER_FIELDS, 'designatedHighRisk'], {
    description: 'The field that says so; null for none.',
    readOnly: true,
    nullable: true,
    example: 'clientsInteract',
  })
  field!: string | null;

  @TextsField({ description: 'The members of the field that count.', readOnly: true, max: 20, maxLength: 60 })
  values!: string[];
}

/** A use case as a list shows it. */
export class UseCaseItemDto extends CreateUseCaseDto {
  @IdField({ description: 'Id of the use case.', readOnly: true })
  id!: string;

  @IntegerField({
    description: 'How many further legal entities use it, outside of what you may see.',
    readOnly: true,
    min: 0,
    max: 50,
    example: 0,
  })
  otherLegalEntities!: number;

  @ObjectField(() => ScopeDto, { description: 'Whether the circular applies to it.', readOnly: true })
  declare scope: ScopeDto;

  @ObjectField(() => DesignationDto, {
    description: 'The designation as high-risk by the firm, if there is one.',
    readOnly: true,
    nullable: true,
  })
  designatedHighRisk!: DesignationDto | null;

  @CodeField(YES_NO, {
    description:
      'Whether the duties of model development apply: any of the first seven flags (paragraph 14, R-14).',
    readOnly: true,
    example: 'yes',
  })
  modelDevelopmentApplies!: string;

  @CodeField(USE_CASE_STATUSES, { description: 'Where it stands.', readOnly: true })
  declare status: string;

  @DateField({
    description: 'Since when it stands there; null: since before that was recorded.',
    readOnly: true,
    nullable: true,
    example: '2026-11-25',
  })
  statusSince!: string | null;

  @CodeField(TIERS, {
    description: 'The derived tier (paragraph 7, R-07); unknown inputs raise it.',
    readOnly: true,
    example: 'T1',
  })
  tier!: string;

  @FlagField({
    description: 'Whether only something unknown keeps the tier this high.',
    readOnly: true,
    example: false,
  })
  provisional!: boolean;

  @CodeField(TIERS, {
    description: 'The tier if every unknown turned out to be harmless.',
    readOnly: true,
    example: 'T1',
  })
  lowestTier!: string;

  @ObjectsField(() => TierReasonDto, { description: 'Every reason for the tier.', readOnly: true, max: 20 })
  tierReasons!: TierReasonDto[];

  @CodeField(YES_NO, {
    description: 'Whether it is a high-risk use case (paragraph 8, R-08). Derived: nobody can take it away.',
    readOnly: true,
    example: 'yes',
  })
  highRisk!: string;

  @ObjectsField(() => TierReasonDto, {
    description: 'Why it is high-risk, may be, or is not.',
    readOnly: true,
    max: 20,
  })
  highRiskReasons!: TierReasonDto[];

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

/** A use case by itself. */
export class UseCaseDto extends UseCaseItemDto {
  @TextField({
    description:
      'SHA-256 (hex) over everything that it runs on: the closure of its requirements with k, effect, alternatives and ranks, and of their components with version, pinning and provider. Null while no requirement is recorded. Two equal stacks have equal hashes.',
    readOnly: true,
    nullable: true,
    min: 64,
    max: 64,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  configurationHash!: string | null;
}
