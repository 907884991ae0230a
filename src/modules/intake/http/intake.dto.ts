import {
  CodeField,
  CodesField,
  IdField,
  IdsField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import {
  COMPONENT_KINDS,
  DATA_CLASSES,
  type DataClass,
  DEVELOPMENT_FLAGS,
  EFFECTS,
  type Purpose,
  PURPOSES,
  type Recipient,
  RECIPIENTS,
  YES_NO,
  type YesNo,
} from '../../inventory/tier.public.js';
import { isPurl, ScopeInputDto } from '../../inventory/use-case-contract.public.js';

const unknownByDefault = { optional: true, default: 'unknown' } as const;
const emptyIsUnknown = { optional: true, default: ['unknown'] };

export class BuiltOfDto {
  @IdField({ description: 'A component of the register; nothing but effect beside it.', optional: true })
  componentId?: string;

  @TextField({
    description: 'An entry of the reference catalogue: it says what the component is and who provides it.',
    optional: true,
    max: 60,
    example: 'litellm',
  })
  catalogueEntryId?: string;

  @TextField({
    description: 'The one model or package of the entry that is meant; facts about it are taken over.',
    optional: true,
    max: 100,
    example: 'voyage-finance-2',
  })
  model?: string;

  @TextField({
    description: 'Its name; with an entry, another name than the entry’s own.',
    optional: true,
    max: 200,
    example: 'In-house prompt store',
  })
  name?: string;

  @CodeField(COMPONENT_KINDS, {
    description: 'What it is; with a name of your own.',
    optional: true,
    example: 'prompt_management',
  })
  kind?: string;

  @TextField({
    description: 'Who provides it, by name; a name that is new is registered as a third party.',
    optional: true,
    max: 200,
    example: 'Northwind Models Ltd',
  })
  providerName?: string;

  @TextField({
    description: 'Package URL.',
    optional: true,
    max: 500,
    format: { code: 'purl', accepts: isPurl },
    example: 'pkg:pypi/litellm@1.83.0',
  })
  purl?: string;

  @CodeField(EFFECTS, {
    description: 'Whether the use case stops without it, or merely uses it.',
    optional: true,
    default: 'stops',
    example: 'stops',
  })
  effect?: string;
}

/** The ten questions; GET /api/v1/intake/questions has them in words. */
export class IntakeDto {
  @TextField({ description: 'Question 1: its name.', max: 200, example: 'Research drafting' })
  name!: string;

  @TextField({
    description: 'Question 1: its name in Traditional Chinese.',
    optional: true,
    nullable: true,
    max: 200,
  })
  nameZhHant?: string | null;

  @TextField({
    description: 'Question 1: what it does.',
    optional: true,
    nullable: true,
    max: 4000,
    multiline: true,
  })
  description?: string | null;

  @IdsField({ description: 'Question 2: the legal entities that use it.', min: 1, max: 50 })
  legalEntityIds!: string[];

  @ObjectField(() => ScopeInputDto, {
    description: 'Question 3: whether it is related to a regulated activity.',
    optional: true,
  })
  scope?: ScopeInputDto;

  @CodesField(PURPOSES, {
    ...emptyIsUnknown,
    description: 'Question 4: what its results are.',
    example: ['investment_research'],
  })
  purposes?: Purpose[];

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description: 'Question 4: whether it is after-sales service and nothing else.',
    example: 'no',
  })
  afterSalesOnly?: YesNo;

  @CodesField(RECIPIENTS, {
    ...emptyIsUnknown,
    description: 'Question 5: who receives the results.',
    example: ['client'],
  })
  recipients?: Recipient[];

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description: 'Question 6: whether clients interact with it.',
    example: 'no',
  })
  clientsInteract?: YesNo;

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description: 'Question 6: whether its output affects clients, or decisions made for them.',
    example: 'yes',
  })
  affectsClients?: YesNo;

  @CodesField(DATA_CLASSES, {
    ...emptyIsUnknown,
    description: 'Question 7: which data reach it.',
    example: ['confidential'],
  })
  dataClasses?: DataClass[];

  @CodeField(YES_NO, {
    ...unknownByDefault,
    description: 'Question 8: whether it supports a critical operation.',
    example: 'no',
  })
  criticalOperation?: YesNo;

  @ObjectsField(() => BuiltOfDto, {
    description: 'Question 9: what it is built of.',
    optional: true,
    max: 50,
  })
  builtOf?: BuiltOfDto[];

  @CodesField(DEVELOPMENT_FLAGS, {
    description: 'Question 9: what the firm itself does to it.',
    optional: true,
    default: [],
    example: ['rag'],
  })
  developmentFlags?: string[];

  @IdField({ description: 'Question 10: the accountable owner.', optional: true, nullable: true })
  ownerId?: string | null;
}
