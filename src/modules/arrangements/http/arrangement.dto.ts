import { OmitType, PartialType } from '@nestjs/swagger';
import { RETENTIONS, TRAINING_USES } from '../../inventory/catalogue.public.js';
import { SUBSTITUTABILITY, YES_NO } from '../../inventory/tier.public.js';
import { isJurisdiction } from '../../inventory/use-case-contract.public.js';
import {
  CodeField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { MoneyDto } from '../../../platform/http/money.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  ARRANGEMENT_KINDS,
  ARRANGEMENT_STATES,
  AUDIT_RIGHTS,
  CHAIN,
  PRIVACY_TERMS,
  REINTEGRATION,
  RELIANCE,
  TERMS_OF_USE,
} from '../domain/codes.js';
import { ARRANGEMENT_SORTS } from '../persistence/arrangement.read-model.js';
import { SubProcessorDto, TerritorySupportDto } from './arrangement-parts.dto.js';

const absent = { optional: true, nullable: true } as const;
const unknown = { optional: true, default: 'unknown' } as const;
const place = { min: 2, max: 2, format: { code: 'jurisdiction', accepts: isJurisdiction } } as const;
const MAX_COMPONENTS = 1_000;
const MAX_DAYS = 3_650;

export class CreateArrangementDto {
  @IdField({ description: 'The legal entity whose arrangement it is. It stays the same for good.' })
  legalEntityId!: string;

  @TextField({
    description:
      'By what it is known: the number of the contract. Unique within the legal entity, ignoring case and character width.',
    max: 120,
    example: 'C-2026-014',
  })
  reference!: string;

  @TextField({
    description: 'What it is called.',
    ...absent,
    max: 200,
    example: 'Model services, enterprise terms',
  })
  name?: string | null;

  @TextField({ description: 'Name in Traditional Chinese.', ...absent, max: 200, example: '模型服務協議' })
  nameZhHant?: string | null;

  @CodeField(ARRANGEMENT_KINDS, {
    description:
      'A contract, terms that one clicks through, an open-source licence, or within the group or firm.',
    example: 'contract',
  })
  kind!: string;

  @IdField({
    description:
      'Who supplies. Only an open-source licence may have nobody on the other side (paragraph 26(b)).',
    ...absent,
  })
  providerId?: string | null;

  @IdsField({
    description:
      'What is supplied under it. A component that no arrangement in force covers is scored without terms.',
    optional: true,
    max: MAX_COMPONENTS,
  })
  componentIds?: string[];

  @DateField({ description: 'The first day on which it holds.', example: '2026-01-01' })
  startsOn!: string;

  @DateField({
    description: 'The last day of its term; without one it runs until somebody ends it.',
    ...absent,
    example: '2026-12-31',
  })
  endsOn?: string | null;

  @IntegerField({
    description: 'How many days before the end of the term we must have given notice.',
    ...absent,
    min: 0,
    max: MAX_DAYS,
    example: 60,
  })
  noticeDaysFirm?: number | null;

  @IntegerField({
    description: 'How many days of notice the provider must give us.',
    ...absent,
    min: 0,
    max: MAX_DAYS,
    example: 90,
  })
  noticeDaysProvider?: number | null;

  @CodeField(YES_NO, {
    description: 'Whether it goes on by itself at the end of its term; needs endsOn.',
    ...unknown,
    example: 'yes',
  })
  autoRenews?: string;

  @IntegerField({
    description: 'For how many months at a time; only where it renews itself.',
    ...absent,
    min: 1,
    max: 600,
    example: 12,
  })
  renewalMonths?: number | null;

  @CodeField(YES_NO, {
    description: 'Whether the provider can end it at all, as nobody can end an irrevocable licence.',
    ...unknown,
    example: 'yes',
  })
  providerMayTerminate?: string;

  @TextField({
    description: 'The law that governs it (ISO 3166-1).',
    ...absent,
    ...place,
    example: 'HK',
  })
  governingLaw?: string | null;

  @ObjectField(() => MoneyDto, { description: 'What it costs in a year.', ...absent })
  annualCost?: MoneyDto | null;

  @CodeField(RELIANCE, {
    description: 'How far the firm relies on timely and stable service under it (paragraph 29).',
    ...unknown,
    example: 'material',
  })
  reliance?: string;

  @CodeField(SUBSTITUTABILITY, {
    description: 'How hard it would be to have the service from somebody else.',
    ...unknown,
    example: 'highly_complex',
  })
  substitutability?: string;

  @CodeField(REINTEGRATION, {
    description: 'How hard it would be to take the service back into the firm.',
    ...unknown,
    example: 'difficult',
  })
  reintegration?: string;

  @CodeField(RETENTIONS, {
    description: 'How long inputs and outputs are kept by those who supply.',
    ...unknown,
    example: 'up_to_30_days',
  })
  retention?: string;

  @CodeField(TRAINING_USES, {
    description: 'Whether what the firm sends may be used to train.',
    ...unknown,
    example: 'contractually_excluded',
  })
  trainingUse?: string;

  @CodeField(CHAIN, {
    description: 'How long the chain of sub-processors is; must not contradict subProcessors.',
    ...unknown,
    example: 'disclosed_two_tiers',
  })
  chain?: string;

  @CodeField(PRIVACY_TERMS, {
    description:
      'Processor terms and safeguards of transfers: whether they are evidenced, and whether something protects from claims besides; or that no personal or client data is disclosed.',
    ...unknown,
    example: 'evidenced',
  })
  privacyTerms?: string;

  @CodeField(AUDIT_RIGHTS, { description: 'Whether the firm may audit.', ...unknown, example: 'partial' })
  auditRights?: string;

  @CodeField(TERMS_OF_USE, {
    description: 'Whether the terms allow what the firm does with it.',
    ...unknown,
    example: 'allowed',
  })
  termsOfUse?: string;

  @CodeField(YES_NO, {
    description:
      'Whether a breach of intellectual property law by the provider could materially hurt the firm or a use (paragraph 26(c)); no needs breachRationale.',
    ...unknown,
    example: 'yes',
  })
  ipBreachMaterial?: string;

  @CodeField(YES_NO, {
    description: 'The same of a breach of privacy law.',
    ...unknown,
    example: 'yes',
  })
  privacyBreachMaterial?: string;

  @TextField({
    description: 'Why a breach would hurt, or would not.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Output goes into notes that clients receive.',
  })
  breachRationale?: string | null;

  @CodeField(YES_NO, {
    description:
      'Whether something besides an indemnity protects the firm from claims of intellectual property; yes needs protectiveMeasures.',
    ...unknown,
    example: 'no',
  })
  ipProtectiveMeasure?: string;

  @CodeField(YES_NO, {
    description: 'The same of claims of privacy.',
    ...unknown,
    example: 'no',
  })
  privacyProtectiveMeasure?: string;

  @TextField({
    description: 'What these measures are.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Insurance policy P-77 covers claims by third parties.',
  })
  protectiveMeasures?: string | null;

  @ObjectsField(() => SubProcessorDto, {
    description: 'Who supplies the provider in turn. A rank needs one above it.',
    optional: true,
    max: 500,
  })
  subProcessors?: SubProcessorDto[];

  @ObjectsField(() => TerritorySupportDto, {
    description: 'Where it may be used, each place and route once.',
    optional: true,
    max: 500,
  })
  territorySupport?: TerritorySupportDto[];

  @IdField({
    description: 'Who looks after it and is told of its dates; without one, the risk officers.',
    ...absent,
  })
  ownerId?: string | null;
}

export class ChangeArrangementDto extends PartialType(
  OmitType(CreateArrangementDto, ['legalEntityId'] as const),
  {
    skipNullProperties: false,
  },
) {}

export class CreateArrangementsDto {
  @ObjectsField(() => CreateArrangementDto, {
    description: 'The arrangements to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateArrangementDto[];
}

export class ArrangementDto extends CreateArrangementDto {
  @IdField({ description: 'Id of the arrangement.', readOnly: true })
  id!: string;

  @CodeField(ARRANGEMENT_STATES, {
    description: 'Where its term is today, in the place of its legal entity.',
    readOnly: true,
    example: 'in_force',
  })
  state!: string;

  @DateField({
    description:
      'The last day of the term that runs today: endsOn, or the end of the renewal that runs. Null without an end, or where it renewed itself for a time that is not recorded.',
    readOnly: true,
    nullable: true,
    example: '2026-12-31',
  })
  termEndsOn!: string | null;

  @DateField({
    description:
      'The last day to give notice that it ends with this term, even when it has passed. Null where the term or our notice is not recorded.',
    readOnly: true,
    nullable: true,
    example: '2026-11-01',
  })
  noticeDeadlineOn!: string | null;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class ArrangementQuery extends PageQuery {
  @SortField(ARRANGEMENT_SORTS)
  sort?: string;

  @IdField({ description: 'Only arrangements of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only arrangements with this provider.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only arrangements that cover this component.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only arrangements of this owner.', optional: true })
  ownerId?: string;

  @FilterField(ARRANGEMENT_KINDS, 'kind')
  kind?: string;

  @DateField({
    description: 'Only arrangements whose recorded term ends earlier than on this day.',
    optional: true,
    example: '2027-01-01',
  })
  endsBefore?: string;
}
