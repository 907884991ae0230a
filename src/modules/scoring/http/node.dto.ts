import {
  CodeField,
  FlagField,
  IdField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';

export const NODE_TYPES = [
  'component',
  'provider',
  'ultimate_parent',
  'base_model',
  'manual_procedure',
  'use_case',
  'undisclosed',
] as const;

export class NodeDto {
  @CodeField(NODE_TYPES, { description: 'What the node is.', example: 'component' })
  type!: string;

  @TextField({
    description: 'Id of the record; a reserved name such as UNKNOWN_UPSTREAM for what is not disclosed.',
    max: 100,
    example: '0198c0de-0000-7000-8000-000000000001',
  })
  id!: string;

  @TextField({
    description: 'Name of the record; null where there is none.',
    nullable: true,
    max: 200,
    example: 'Edge network',
  })
  name!: string | null;

  @TextField({
    description: 'Its name in Traditional Chinese, where it has one.',
    nullable: true,
    max: 200,
    example: '邊緣網絡',
  })
  nameZhHant!: string | null;
}

export const BECAUSE_KINDS = [
  'failed',
  'out_of_service',
  'requirement',
  'too_few_alternatives',
  'may_be_the_same',
] as const;

export class BecauseDto {
  @ObjectField(() => NodeDto, { description: 'What failed.' })
  node!: NodeDto;

  @CodeField(BECAUSE_KINDS, {
    description:
      'Why: it was failed by the question, was out of service before, lost a requirement, never had enough alternatives, or may be the very thing that failed.',
    example: 'requirement',
  })
  kind!: string;

  @ObjectsField(() => NodeDto, { description: 'The failures that sufficed.', max: 10_000 })
  because!: NodeDto[];

  @TextField({
    description: 'The step in words, in the language that is asked for.',
    max: 20_000,
    example: 'Northwind Large 4 stops, because it cannot do without: Edge network.',
  })
  text!: string;
}

export class StoppedUseCaseDto {
  @IdField({ description: 'Id of the use case.' })
  id!: string;

  @TextField({ description: 'Name of the use case.', max: 200, example: 'Research drafting' })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese, where it has one.',
    nullable: true,
    max: 200,
    example: '草擬研究報告',
  })
  nameZhHant!: string | null;

  @CodeField(['T1', 'T2', 'T3', 'T4'], { description: 'Tier of the use case.', example: 'T1' })
  tier!: string;

  @FlagField({ description: 'Whether it stops.', example: true })
  stopped!: boolean;

  @ObjectsField(() => BecauseDto, {
    description: 'The path from the use case down to what failed.',
    max: 10_000,
  })
  because!: BecauseDto[];
}

export class HiddenCountDto {
  @NumberField({
    description: 'Use cases outside what you may see: counted, not named.',
    min: 0,
    max: 1_000_000,
    example: 0,
  })
  hiddenUseCases!: number;

  @TextField({
    description: 'SHA-256 of the graph that was asked.',
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  graphHash!: string;
}
