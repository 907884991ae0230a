import { PartialType } from '@nestjs/swagger';
import {
  Check,
  CodeField,
  CodesField,
  DateField,
  IdField,
  IdsField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import {
  DATA_CLASSES,
  DEVELOPMENT_FLAGS,
  givenStatuses,
  HUMAN_OVERSIGHT,
  IMPACTS,
  PURPOSES,
  RECIPIENTS,
  SCOPE_DECISIONS,
  USE_CASE_STATUSES,
  YES_NO,
} from '../domain/codes.js';
import type { DataClass, Purpose, Recipient, YesNo } from '../domain/tier-reasons.js';

const unknownByDefault = { optional: true, default: 'unknown' } as const;
const emptyIsUnknown = { optional: true, default: ['unknown'] };
const optionalPerson = { optional: true, nullable: true } as const;

export class ScopeInputDto {
  @CodeField(SCOPE_DECISIONS, {
    ...unknownByDefault,
    description:
      'Whether it provides a service or function related to a regulated activity (paragraph 6). "out" needs a reason and a day, within twelve months, on which it is looked at again. Another decision leaves the reason and expiry of the old one behind.',
    example: 'in',
  })
  decision?: string;

  @TextsField({
    description: 'The regulated activities, or relevant activities of a trading platform.',
    optional: true,
    default: [],
    max: 20,
    maxLength: 60,
    example: ['type_9'],
  })
  regulatedActivities?: string[];

  @TextField({
    description: 'Why.',
    optional: true,
    nullable: true,
    max: 2000,
    multiline: true,
    example: 'It drafts research that clients receive.',
  })
  reason?: string | null;

  @DateField({
    description: 'When "out" must be looked at again.',
    optional: true,
    nullable: true,
    example: '2027-06-30',
  })
  expiresOn?: string | null;
}

export class ImpactDto {
  @CodeField(IMPACTS, { ...unknownByDefault, description: 'On the firm, if it fails.', example: 'medium' })
  firm?: string;

  @CodeField(IMPACTS, { ...unknownByDefault, description: 'On clients, if it fails.', example: 'high' })
  clients?: string;
}

export class OwnersDto {
  @IdField({ ...optionalPerson, description: 'The senior manager who answers for it (paragraph 9).' })
  accountable?: string | null;

  @IdField({ ...optionalPerson, description: 'Responsible in the business function (paragraph 10).' })
  business?: string | null;

  @IdField({ ...optionalPerson, description: 'Responsible in the risk function (paragraph 10).' })
  risk?: string | null;

  @IdField({ ...optionalPerson, description: 'Responsible in the compliance function (paragraph 10).' })
  compliance?: string | null;

  @IdField({ ...optionalPerson, description: 'Responsible in the technology function (paragraph 10).' })
  technology?: string | null;
}

/** Hours with at most two decimals, as they are stored. */
const twoDecimals = Check(
  'decimals',
  (value) => typeof value !== 'number' || /^\d+(\.\d{1,2})?$/.test(String(value)),
  {
    max: 2,
  },
);

export class CreateUseCaseDto {
  @TextField({
    description: 'Its name; unique within each of its legal entities, ignoring case and character width.',
    max: 200,
    example: 'Research drafting',
  })
  name!: string;

  @TextField({
    description: 'Name in Traditional Chinese.',
    optional: true,
    nullable: true,
    max: 200,
    example: '投資研究撰稿',
  })
  nameZhHant?: string | null;

  @TextField({
    description: 'What it does, for whom.',
    optional: true,
    nullable: true,
    max: 4000,
    multiline: true,
    example: 'Drafts notes on listed companies; an analyst edits and signs each one.',
  })
  description?: string | null;

  @IdsField({ description: 'The legal entities that use it.', min: 1, max: 50 })
  legalEntityIds!: string[];

  @ObjectField(() => ScopeInputDto, {
    description: 'Whether the circular applies to it (paragraph 6, rule R-06).',
    optional: true,
  })
  scope?: ScopeInputDto;

  @CodesField(PURPOSES, {
    ...emptyIsUnknown,
    description: 'What its results are (paragraph 8). An empty list is stored as unknown.',
    example: ['investment_research'],
  })
  purposes?: Purpose[];

  @CodesField(RECIPIENTS, {
    ...emptyIsUnknown,
    description: 'Who receives the result, not who types. An empty list is stored as unknown.',
    example: ['client'],
  })
  recipients?: Recipient[];

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description:
      'Whether it is after-sales client service and nothing else (footnote 3); contradicts advice.',
    example: 'no',
  })
  afterSalesOnly?: YesNo;

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description: 'Whether clients interact with it themselves (paragraph 17).',
    example: 'no',
  })
  clientsInteract?: YesNo;

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description: 'Whether its output affects clients, or decisions made for them (paragraph 9).',
    example: 'yes',
  })
  affectsClients?: YesNo;

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description: 'Whether it supports a critical operation (paragraph 29).',
    example: 'no',
  })
  criticalOperation?: YesNo;

  @CodesField(DATA_CLASSES, {
    ...emptyIsUnknown,
    description:
      'The classes of data that reach it (paragraphs 22 to 25). An empty list is stored as unknown.',
    example: ['confidential'],
  })
  dataClasses?: DataClass[];

  @CodesField(DEVELOPMENT_FLAGS, {
    description:
      'What the firm itself does to it (paragraphs 14 and 15). Empty says that nobody has stated it yet; statements that exclude each other are refused.',
    optional: true,
    default: [],
    example: ['rag'],
  })
  developmentFlags?: string[];

  @IdsField({
    description:
      'The people who develop it, where the firm does. None of them is to validate, approve or monitor it (paragraph 13(a)). Empty says that nobody has stated it yet.',
    optional: true,
    default: [],
    max: 50,
  })
  developerIds?: string[];

  @CodeField(HUMAN_OVERSIGHT, {
    ...unknownByDefault,
    description: 'How people oversee the output before and while it is used.',
    example: 'in_the_loop',
  })
  humanOversight?: string;

  @ObjectField(() => ImpactDto, {
    description: 'How badly a failure would hurt (paragraph 29).',
    optional: true,
  })
  impact?: ImpactDto;

  @twoDecimals
  @NumberField({
    description: 'How many hours it may be down; at most two decimals.',
    optional: true,
    nullable: true,
    min: 0,
    max: 8760,
    example: 8,
  })
  toleranceHours?: number | null;

  @TextField({
    description: 'What it is good for.',
    optional: true,
    nullable: true,
    max: 2000,
    multiline: true,
    example: 'A first draft in minutes.',
  })
  benefit?: string | null;

  @ObjectField(() => OwnersDto, { description: 'Who answers for it.', optional: true })
  owners?: OwnersDto;

  @CodeField(givenStatuses(USE_CASE_STATUSES), {
    description:
      'Where it stands. Pilot, approved and live need the right to approve and a second person; suspending, and taking any of these back, need the right.',
    optional: true,
    default: 'planned',
    example: 'planned',
  })
  status?: string;
}

/** Members of scope, impact and owners that are not given stay as they are. */
export class ChangeUseCaseDto extends PartialType(CreateUseCaseDto, { skipNullProperties: false }) {}

export class DecideUseCaseDto {
  @CodeField(givenStatuses(USE_CASE_STATUSES), { description: 'Where it is to stand.', example: 'approved' })
  status!: string;
}

export class CreateUseCasesDto {
  @ObjectsField(() => CreateUseCaseDto, {
    description: 'The use cases to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateUseCaseDto[];
}

export class DesignationInputDto {
  @TextField({
    description: 'Why; it goes into the audit log.',
    max: 2000,
    multiline: true,
    example: 'Advisers read the summary aloud to clients.',
  })
  reason!: string;
}
