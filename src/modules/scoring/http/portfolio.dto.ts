import { Allow } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import {
  CodeField,
  FlagField,
  IntegerField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { LAYERS } from '../domain/axes.js';

const ID = { max: 200, example: 'host-1' };
const NODE_KINDS = [...LAYERS, 'provider', 'ultimate_parent', 'base_model', 'manual_procedure'];

export class PortfolioNodeDto {
  @TextField({ description: 'Id of the node, yours to choose.', ...ID })
  id!: string;

  @CodeField(NODE_KINDS, { description: 'Kind of the node.', example: 'hosting' })
  kind!: string;

  @CodeField(['easily', 'medium', 'highly_complex', 'not_substitutable', 'unknown'], {
    description: 'How hard it would be to replace.',
    optional: true,
    default: 'unknown',
    example: 'medium',
  })
  substitutability?: 'easily' | 'medium' | 'highly_complex' | 'not_substitutable' | 'unknown';

  @FlagField({
    description: 'Something that it stands on is not disclosed.',
    optional: true,
    default: false,
    example: false,
  })
  undisclosedUpstream?: boolean;
}

export class PortfolioAlternativeDto {
  @TextField({ description: 'Id of a node.', ...ID })
  node!: string;

  @FlagField({
    description: 'Whether anything may rest on it.',
    optional: true,
    default: true,
    example: true,
  })
  counts?: boolean;
}

export class PortfolioRequirementDto {
  @TextField({ description: 'Id of the use case or node that needs it.', ...ID, example: 'use-case-1' })
  of!: string;

  @IntegerField({
    description: 'How many of the alternatives are needed.',
    optional: true,
    min: 1,
    max: 10_000,
    default: 1,
    example: 1,
  })
  k?: number;

  @ObjectsField(() => PortfolioAlternativeDto, { description: 'The alternatives, by rank.', max: 10_000 })
  alternatives!: PortfolioAlternativeDto[];
}

export class PortfolioUseCaseDto {
  @TextField({ description: 'Id of the use case, yours to choose.', ...ID, example: 'use-case-1' })
  id!: string;

  @CodeField(['T1', 'T2', 'T3', 'T4', 'unknown'], {
    description: 'Tier of the use case.',
    optional: true,
    default: 'unknown',
    example: 'T1',
  })
  tier?: 'T1' | 'T2' | 'T3' | 'T4' | 'unknown';
}

export class PortfolioDto {
  @ObjectsField(() => PortfolioNodeDto, { description: 'What there is.', max: 10_000 })
  nodes!: PortfolioNodeDto[];

  @ObjectsField(() => PortfolioRequirementDto, { description: 'What needs what.', max: 50_000 })
  requirements!: PortfolioRequirementDto[];

  @ObjectsField(() => PortfolioUseCaseDto, { description: 'What it is for.', max: 10_000 })
  useCases!: PortfolioUseCaseDto[];

  @TextsField({
    description: 'Ids of nodes that fail, all at once.',
    optional: true,
    max: 10_000,
    maxLength: 200,
    example: [],
  })
  failed?: string[];

  @IntegerField({
    description: 'The largest cut set to look for.',
    optional: true,
    min: 1,
    max: 3,
    default: 2,
    example: 2,
  })
  maxOrder?: number;
}

export class PortfolioAnswerDto {
  @TextsField({ description: 'Ids of the use cases that stop.', max: 10_000, maxLength: 200 })
  stopped!: string[];

  @Allow()
  @ApiProperty({
    description: 'Node id to the share of the weight that stops with it, 0 to 1.',
    type: 'object',
    additionalProperties: { type: 'number', minimum: 0, maximum: 1 },
  })
  blastRadius!: Record<string, number>;

  @Allow()
  @ApiProperty({
    description: 'Use case id to its minimal cut sets.',
    type: 'object',
    additionalProperties: {
      type: 'array',
      maxItems: 100_000,
      items: { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 200 } },
    },
  })
  cutSets!: Record<string, string[][]>;

  @TextField({
    description: 'SHA-256 of the portfolio in canonical form.',
    max: 64,
    example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  })
  graphHash!: string;
}
