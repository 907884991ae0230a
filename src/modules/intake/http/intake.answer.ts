import {
  CodeField,
  FlagField,
  IdField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { COMPONENT_KINDS, EFFECTS, PROVIDER_KINDS, TIERS, YES_NO } from '../../inventory/tier.public.js';
import { TierReasonDto, UseCaseDto } from '../../inventory/use-case-contract.public.js';
import { BASES, DUE_BEFORE, LEVELS, OWNER_FUNCTIONS, STRENGTHS } from '../domain/duty.js';
import { CatalogueUpstreamDto, PrefilledDto } from './catalogue.dto.js';

const OUTCOMES = ['created', 'found'];
const FOUND_BY = ['id', 'name', 'purl', 'catalogue'];

export class SpokenReasonDto extends TierReasonDto {
  @TextField({
    description: 'The reason in words.',
    readOnly: true,
    max: 500,
    example: 'Clients interact with it.',
  })
  text!: string;
}

export class IntakeComponentDto {
  @IntegerField({ description: 'Its place in builtOf.', readOnly: true, min: 0, max: 49, example: 0 })
  item!: number;

  @IdField({
    description: 'Id of the component; in a preview it leads nowhere when created.',
    readOnly: true,
  })
  id!: string;

  @TextField({ description: 'Its name.', readOnly: true, max: 200, example: 'LiteLLM' })
  name!: string;

  @CodeField(COMPONENT_KINDS, { description: 'What it is.', readOnly: true, example: 'gateway' })
  kind!: string;

  @CodeField(PROVIDER_KINDS, {
    description: 'The kind of its provider; null while none is recorded.',
    readOnly: true,
    nullable: true,
    example: 'open_source_project',
  })
  providerKind!: string | null;

  @FlagField({
    description: 'Whether it is a language model whose weights or code are open.',
    readOnly: true,
  })
  isOpen!: boolean;

  @CodeField(OUTCOMES, {
    description: 'Registered now, or there before.',
    readOnly: true,
    example: 'created',
  })
  outcome!: string;

  @CodeField(FOUND_BY, { description: 'By what it was recognised.', readOnly: true, nullable: true })
  foundBy!: string | null;

  @CodeField(EFFECTS, {
    description: 'Whether the use case stops without it.',
    readOnly: true,
    example: 'stops',
  })
  effect!: string;

  @ObjectsField(() => PrefilledDto, {
    description: 'What was taken over from the catalogue, each field with its source.',
    readOnly: true,
    max: 20,
  })
  prefilled!: PrefilledDto[];

  @ObjectsField(() => CatalogueUpstreamDto, {
    description: 'What is published about what it stands on: complete the register with it.',
    readOnly: true,
    max: 50,
  })
  publishedUpstream!: CatalogueUpstreamDto[];
}

export class IntakeProviderDto {
  @IdField({ description: 'Id of the provider.', readOnly: true })
  id!: string;

  @TextField({ description: 'Its name.', readOnly: true, max: 200 })
  name!: string;

  @CodeField(PROVIDER_KINDS, { description: 'What it is.', readOnly: true, example: 'third_party' })
  kind!: string;

  @CodeField(OUTCOMES, { description: 'Registered now, or there before.', readOnly: true, example: 'found' })
  outcome!: string;

  @CodeField(FOUND_BY, { description: 'By what it was recognised.', readOnly: true, nullable: true })
  foundBy!: string | null;
}

export class IntakeRequirementDto {
  @IdField({ description: 'Id of the requirement.', readOnly: true })
  id!: string;

  @TextField({ description: 'What is needed.', readOnly: true, max: 200 })
  label!: string;

  @IdField({ description: 'The component that meets it.', readOnly: true })
  componentId!: string;

  @CodeField(EFFECTS, { description: 'Whether the use case stops without it.', readOnly: true })
  effect!: string;
}

export class SimilarUseCaseDto {
  @IdField({ description: 'Id of the use case.', readOnly: true })
  id!: string;

  @TextField({ description: 'Its name.', readOnly: true, max: 200 })
  name!: string;

  @TextField({ description: 'Its name in Traditional Chinese.', readOnly: true, nullable: true, max: 200 })
  nameZhHant!: string | null;

  @CodeField(TIERS, { description: 'Its tier.', readOnly: true })
  tier!: string;

  @TextField({ description: 'Where it stands.', readOnly: true, max: 20, example: 'live' })
  status!: string;

  @NumberField({
    description: 'How alike the names are: the share of pairs of characters in common.',
    readOnly: true,
    min: 0,
    max: 1,
    example: 0.8,
  })
  similarity!: number;
}

export class UnknownDto {
  @TextField({ description: 'The field that is open.', readOnly: true, max: 60, example: 'recipients' })
  field!: string;

  @IntegerField({
    description: 'The question that asks for it.',
    readOnly: true,
    min: 1,
    max: 10,
    example: 5,
  })
  question!: number;

  @TextField({ description: 'The question in words.', readOnly: true, max: 500 })
  text!: string;

  @CodeField(TIERS, {
    description: 'The tier if this alone turned out to be harmless; null where it does not bear on the tier.',
    readOnly: true,
    nullable: true,
    example: 'T3',
  })
  tierIfHarmless!: string | null;
}

export class TodoDto {
  @TextField({ description: 'The rule of the register.', readOnly: true, max: 10, example: 'R-13b' })
  rule!: string;

  @TextField({
    description: 'Paragraph of the circular; of a house clause, the paragraph that it serves.',
    readOnly: true,
    max: 40,
    example: '13(b)',
  })
  para!: string;

  @CodeField(BASES, {
    description: 'Asked by the circular, or by our own standard: never a gap against the circular.',
    readOnly: true,
    example: 'circular',
  })
  basis!: string;

  @CodeField(STRENGTHS, {
    description: 'Required, or only encouraged: never a gap.',
    readOnly: true,
    example: 'required',
  })
  strength!: string;

  @CodeField(LEVELS, {
    description: 'For what it is done once, and inherited by every use case that stands on it.',
    readOnly: true,
    example: 'use_case',
  })
  level!: string;

  @CodeField(TIERS, { description: 'The lowest tier at which it applies.', readOnly: true, example: 'T4' })
  lowestTier!: string;

  @CodeField(['yes', 'unknown'], {
    description: 'Certain, or counted until what it depends on is answered.',
    readOnly: true,
    example: 'yes',
  })
  applies!: string;

  @TextsField({
    description: 'The fields whose answers could take it off the list.',
    readOnly: true,
    max: 20,
    maxLength: 60,
  })
  dependsOn!: string[];

  @TextField({ description: 'What is to be done.', readOnly: true, max: 1000 })
  text!: string;

  @CodeField(OWNER_FUNCTIONS, { description: 'Who does it.', readOnly: true, example: 'validation' })
  ownerFunction!: string;

  @CodeField(DUE_BEFORE, {
    description: 'The step that it comes before.',
    readOnly: true,
    example: 'approval',
  })
  dueBefore!: string;
}

export class IntakeAnswerDto {
  @FlagField({
    description: 'Whether this is a preview: then nothing was stored.',
    readOnly: true,
    example: false,
  })
  dryRun!: boolean;

  @ObjectField(() => UseCaseDto, { description: 'The draft.', readOnly: true })
  useCase!: UseCaseDto;

  @CodeField(TIERS, { description: 'Its tier.', readOnly: true, example: 'T1' })
  tier!: string;

  @CodeField(TIERS, {
    description: 'The tier if every unknown were harmless.',
    readOnly: true,
    example: 'T3',
  })
  lowestTier!: string;

  @FlagField({ description: 'Whether only something unknown keeps the tier this high.', readOnly: true })
  provisional!: boolean;

  @ObjectsField(() => SpokenReasonDto, { description: 'Every reason for the tier.', readOnly: true, max: 20 })
  reasons!: SpokenReasonDto[];

  @CodeField(YES_NO, { description: 'Whether it is high-risk.', readOnly: true, example: 'yes' })
  highRisk!: string;

  @ObjectsField(() => SpokenReasonDto, {
    description: 'Why it is, may be or is not.',
    readOnly: true,
    max: 20,
  })
  highRiskReasons!: SpokenReasonDto[];

  @ObjectsField(() => UnknownDto, { description: 'What is still open.', readOnly: true, max: 30 })
  unknowns!: UnknownDto[];

  @ObjectsField(() => TodoDto, {
    description: 'Exactly what this tier asks for, by the step that it comes before.',
    readOnly: true,
    max: 200,
  })
  todo!: TodoDto[];

  @ObjectsField(() => IntakeComponentDto, {
    description: 'The components, one an item.',
    readOnly: true,
    max: 50,
  })
  components!: IntakeComponentDto[];

  @ObjectsField(() => IntakeProviderDto, {
    description: 'The providers of components that were not there before.',
    readOnly: true,
    max: 100,
  })
  providers!: IntakeProviderDto[];

  @ObjectsField(() => IntakeRequirementDto, {
    description: 'The requirements that were made.',
    readOnly: true,
    max: 50,
  })
  requirements!: IntakeRequirementDto[];

  @ObjectsField(() => SimilarUseCaseDto, {
    description: 'Use cases with a similar name: is it one of these?',
    readOnly: true,
    max: 5,
  })
  possibleDuplicates!: SimilarUseCaseDto[];
}
