import {
  CodeField,
  IdField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { NodeDto } from './node.dto.js';
import { PortfolioNodeDto, PortfolioRequirementDto, PortfolioUseCaseDto } from './portfolio.dto.js';

const GRAPH_HASH = {
  description: 'SHA-256 of the graph that was asked; availabilities and common causes are no part of it.',
  max: 64,
  example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
};
const SEED = { min: 0, max: 4_294_967_295, example: 20_241_112 };
const SAMPLES = { min: 1_000, max: 1_000_000, example: 100_000 };

export class AvailabilityNodeDto extends PortfolioNodeDto {
  @NumberField({
    description:
      'Share of the time in which the node itself works, what it stands on aside. Not known counts as 0.99; as 1 for parents and base models. A manual procedure never fails.',
    optional: true,
    min: 0,
    max: 1,
    example: 0.995,
  })
  availability?: number;
}

export class AvailabilityRequirementDto extends PortfolioRequirementDto {
  @NumberField({
    description:
      'Beta factor: the share of the failures of its alternatives that hits all of them at once, for a cause that is not a node.',
    optional: true,
    min: 0,
    max: 1,
    default: 0,
    example: 0.05,
  })
  beta?: number;
}

export class AvailabilityDto {
  @ObjectsField(() => AvailabilityNodeDto, { description: 'What there is.', max: 10_000 })
  nodes!: AvailabilityNodeDto[];

  @ObjectsField(() => AvailabilityRequirementDto, { description: 'What needs what.', max: 50_000 })
  requirements!: AvailabilityRequirementDto[];

  @ObjectsField(() => PortfolioUseCaseDto, { description: 'What it is for.', max: 10_000 })
  useCases!: PortfolioUseCaseDto[];

  @IntegerField({
    description: 'Seed of the samples, where samples are needed.',
    optional: true,
    ...SEED,
    default: 20_241_112,
  })
  seed?: number;

  @IntegerField({
    description: 'How many samples are drawn, where samples are needed.',
    optional: true,
    ...SAMPLES,
    default: 100_000,
  })
  samples?: number;
}

export class AvailabilityIntervalDto {
  @NumberField({ description: 'Lower end.', min: 0, max: 1, example: 0.9987 })
  low!: number;

  @NumberField({ description: 'Upper end.', min: 0, max: 1, example: 0.9991 })
  high!: number;
}

class AvailabilityFiguresDto {
  @NumberField({
    description: 'Share of the time in which the use case works.',
    min: 0,
    max: 1,
    example: 0.998975,
  })
  availability!: number;

  @NumberField({
    description: 'The rest of the time, in hours a year of 8,760 hours.',
    min: 0,
    max: 8760,
    example: 8.98,
  })
  outageHoursPerYear!: number;

  @CodeField(['exact', 'monte_carlo'], {
    description: 'Whether it was reckoned exactly, or sampled (Monte Carlo).',
    example: 'exact',
  })
  method!: string;

  @ObjectField(() => AvailabilityIntervalDto, {
    description: 'Where the availability lies with a confidence of 95 %; null when it is exact.',
    nullable: true,
  })
  interval!: AvailabilityIntervalDto | null;

  @IntegerField({ description: 'Seed of the samples; null when it is exact.', nullable: true, ...SEED })
  seed!: number | null;

  @IntegerField({ description: 'Number of samples; null when it is exact.', nullable: true, ...SAMPLES })
  samples!: number | null;

  @IntegerField({
    description: 'How many nodes that matter less are not listed.',
    min: 0,
    max: 1_000_000,
    example: 0,
  })
  nodesLeftOut!: number;
}

class ImportanceDto {
  @NumberField({
    description:
      'Birnbaum importance: how much more often the use case works with the node working than with it failed.',
    min: 0,
    max: 1,
    example: 0.999975,
  })
  birnbaum!: number;

  @NumberField({
    description:
      'Fussell–Vesely importance: the share of the outage that would go if the node never failed by itself.',
    min: 0,
    max: 1,
    example: 0.9756,
  })
  fussellVesely!: number;
}

export class PortfolioImportanceDto extends ImportanceDto {
  @TextField({ description: 'Id of the node.', max: 200, example: 'host-1' })
  id!: string;
}

export class PortfolioAvailabilityDto extends AvailabilityFiguresDto {
  @TextField({ description: 'Id of the use case.', max: 200, example: 'use-case-1' })
  id!: string;

  @ObjectsField(() => PortfolioImportanceDto, {
    description:
      'Nodes that can fail and that it stands on, those with the largest share of its outage first.',
    max: 100,
  })
  nodes!: PortfolioImportanceDto[];
}

export class AvailabilityAnswerDto {
  @ObjectsField(() => PortfolioAvailabilityDto, {
    description: 'Every use case, in the order of the request.',
    max: 10_000,
  })
  useCases!: PortfolioAvailabilityDto[];

  @TextField(GRAPH_HASH)
  graphHash!: string;
}

export class NodeImportanceDto extends ImportanceDto {
  @ObjectField(() => NodeDto, { description: 'The node.' })
  node!: NodeDto;
}

export class UseCaseAvailabilityDto extends AvailabilityFiguresDto {
  @IdField({ description: 'Id of the use case.' })
  useCaseId!: string;

  @ObjectsField(() => NodeImportanceDto, {
    description:
      'Nodes that can fail and that it stands on, those with the largest share of its outage first.',
    max: 100,
  })
  nodes!: NodeImportanceDto[];

  @TextField(GRAPH_HASH)
  graphHash!: string;
}
