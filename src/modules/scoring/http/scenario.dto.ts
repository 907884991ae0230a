import { OmitType, PickType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  IdField,
  IdsField,
  IntegerField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { EFFECTS, YES_NO } from '../../inventory/tier.public.js';
import { AXES, LAYERS } from '../domain/axes.js';
import { FALLBACK_EVIDENCE } from '../engine/graph/fallback-evidence.js';
import { BANDS, GATE_CODES, type TableName } from '../engine/method.js';
import { METHOD_V1 } from '../engine/method-v1.js';
import { ConcentrationViewDto, ShareDto } from './concentration.dto.js';
import { CutSetDto } from './failure.dto.js';
import { BecauseDto } from './node.dto.js';
import { ScoreAddressDto, ScoredSubjectDto } from './score-list.dto.js';

const REF = { max: 100, example: 'new-model' };
const table = (name: TableName, description: string, example: string): PropertyDecorator =>
  CodeField(Object.keys(METHOD_V1.tables[name]), {
    description,
    optional: true,
    default: 'unknown',
    example,
  });

export class ScenarioComponentDto {
  @TextField({
    description: 'What you call it in this request.',
    ...REF,
    format: { code: 'reference', accepts: (value) => /^[a-z][a-z0-9-]*$/i.test(value) },
  })
  ref!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'Another model' })
  name!: string;

  @CodeField(LAYERS, { description: 'Its kind.', example: 'language_model' })
  kind!: string;

  @IdField({ description: 'Its provider; absent or null: not known.', optional: true, nullable: true })
  providerId?: string | null;

  @table('mode', 'Where it runs.', 'multi_tenant_saas')
  deployment?: string;

  @CodeField(['none', 'unknown'], {
    description: 'Whether it is built on another model.',
    optional: true,
    default: 'unknown',
    example: 'none',
  })
  baseModelStatus?: string;

  @table('substitutability', 'How hard it would be to replace.', 'medium')
  substitutability?: 'easily' | 'medium' | 'highly_complex' | 'not_substitutable' | 'unknown';

  @table('pinning', 'Whether its version is pinned.', 'pinned')
  pinning?: string;

  @table('transparency', 'Its transparency.', 'partial')
  transparency?: string;

  @table('provenance', 'Where it comes from.', 'pinned_or_safe_format')
  provenance?: string;

  @table('maintenance', 'How it is maintained.', 'active')
  maintenance?: string;

  @table('privilege', 'What it can see.', 'keys_or_prompts')
  privilege?: string;
}

export class ReplacementDto {
  @TextField({ description: 'Id of the component that goes.', ...REF })
  componentId!: string;

  @TextField({ description: 'Id, or ref, of the one that takes its place.', ...REF })
  byId!: string;
}

export class ScenarioAlternativeDto {
  @TextField({ description: 'Id, or ref, of a component.', ...REF })
  componentId!: string;

  @CodeField(FALLBACK_EVIDENCE, {
    description: 'How well it was tried to fall back on it.',
    optional: true,
    default: 'unknown',
    example: 'tested_in_tolerance',
  })
  fallbackEvidence?: string;

  @DateField({ description: 'When that was.', optional: true, nullable: true, example: '2026-11-01' })
  testedOn?: string | null;
}

export class ScenarioRequirementDto {
  @TextField({
    description: 'Id of the use case or component, or the ref of a new one, that needs it.',
    ...REF,
  })
  of!: string;

  @IntegerField({
    description: 'How many of the alternatives are needed.',
    optional: true,
    min: 1,
    max: 100,
    default: 1,
    example: 1,
  })
  required?: number;

  @CodeField(EFFECTS, {
    description: 'Whether it stops without them.',
    optional: true,
    default: 'stops',
    example: 'stops',
  })
  effect?: string;

  @CodeField(YES_NO, {
    description: 'Whether what it stands on is disclosed.',
    optional: true,
    default: 'unknown',
    example: 'yes',
  })
  upstreamDisclosed?: string;

  @ObjectsField(() => ScenarioAlternativeDto, {
    description: 'The alternatives, by rank; none: see upstreamDisclosed.',
    optional: true,
    max: 100,
  })
  alternatives?: ScenarioAlternativeDto[];
}

export class ScenarioDto {
  @ObjectsField(() => ScenarioComponentDto, {
    description: 'Components that are new.',
    optional: true,
    max: 500,
  })
  addComponents?: ScenarioComponentDto[];

  @IdsField({
    description: 'Components that go: what needs them stops, unless an alternative is left.',
    optional: true,
    max: 500,
  })
  removeComponentIds?: string[];

  @ObjectsField(() => ReplacementDto, {
    description: 'Components that another takes the place of, wherever they are an alternative.',
    optional: true,
    max: 500,
  })
  replaceComponents?: ReplacementDto[];

  @ObjectsField(() => ScenarioRequirementDto, {
    description: 'Requirements that are new.',
    optional: true,
    max: 500,
  })
  addRequirements?: ScenarioRequirementDto[];

  @IdsField({ description: 'Requirements that go.', optional: true, max: 500 })
  removeRequirementIds?: string[];

  @CodeField(AXES, {
    description: 'What to group the concentration by.',
    optional: true,
    default: 'provider',
    example: 'provider',
  })
  axis?: (typeof AXES)[number];

  @IntegerField({
    description: 'The largest cut set to look for.',
    optional: true,
    min: 1,
    max: 3,
    default: 1,
    example: 1,
  })
  maxOrder?: number;
}

export class ScenarioFiguresDto {
  @NumberField({ description: 'The residual figure.', min: 0, max: 100, example: 24.6 })
  residual!: number;

  @NumberField({ description: 'The reported figure.', min: 0, max: 100, example: 35 })
  reported!: number;

  @CodeField(BANDS, { description: 'Its band.', example: 'high' })
  band!: string;

  @CodesField(GATE_CODES, { description: 'Open gates.', example: ['G5'] })
  gates!: string[];
}

export class ScenarioScoreDto extends ScoredSubjectDto {
  @ObjectField(() => ScenarioFiguresDto, { description: 'As it is; null where it is new.', nullable: true })
  before!: ScenarioFiguresDto | null;

  @ObjectField(() => ScenarioFiguresDto, {
    description: 'As it would be; null where it would be gone.',
    nullable: true,
  })
  after!: ScenarioFiguresDto | null;
}

export class ScenarioShareDto extends OmitType(ShareDto, ['useCases', 'hiddenUseCases'] as const) {}

export class ScenarioViewDto extends OmitType(ConcentrationViewDto, ['shares'] as const) {
  @ObjectsField(() => ScenarioShareDto, { description: 'The largest shares.', max: 50 })
  shares!: ScenarioShareDto[];
}

export class ScenarioSideDto {
  @ObjectField(() => ScenarioViewDto, { description: 'Direct suppliers alone.' })
  declared!: ScenarioViewDto;

  @ObjectField(() => ScenarioViewDto, { description: 'Everything that the use cases stand on.' })
  effective!: ScenarioViewDto;
}

export class ScenarioConcentrationDto {
  @CodeField(AXES, { description: 'What was grouped by.', example: 'provider' })
  axis!: string;

  @ObjectField(() => ScenarioSideDto, { description: 'As it is.' })
  before!: ScenarioSideDto;

  @ObjectField(() => ScenarioSideDto, { description: 'As it would be.' })
  after!: ScenarioSideDto;
}

/** A use case, in answers that compare what it stands on. */
class NamedUseCaseDto extends PickType(ScoreAddressDto, [
  'useCaseId',
  'useCaseName',
  'useCaseNameZhHant',
] as const) {}

export class ScenarioCutSetsDto extends NamedUseCaseDto {
  @ObjectsField(() => CutSetDto, { description: 'Its minimal cut sets as it is.', max: 100_000 })
  before!: CutSetDto[];

  @ObjectsField(() => CutSetDto, { description: 'Its minimal cut sets as it would be.', max: 100_000 })
  after!: CutSetDto[];
}

export class ScenarioStoppedDto extends NamedUseCaseDto {
  @ObjectsField(() => BecauseDto, {
    description: 'The path from the use case down to what would be missing.',
    max: 10_000,
  })
  because!: BecauseDto[];
}

export class GraphHashesDto {
  @TextField({ description: 'SHA-256 of the graph as it is.', max: 64, example: 'b94d27b9…' })
  before!: string;

  @TextField({ description: 'SHA-256 of the graph as it would be.', max: 64, example: '1f40fc92…' })
  after!: string;
}

export class ScenarioAnswerDto {
  @ObjectsField(() => ScenarioScoreDto, { description: 'Scores that would be others.', max: 1_000_000 })
  scores!: ScenarioScoreDto[];

  @ObjectField(() => ScenarioConcentrationDto, { description: 'The concentration, before and after.' })
  concentration!: ScenarioConcentrationDto;

  @ObjectsField(() => ScenarioCutSetsDto, {
    description: 'Use cases whose cut sets would be others.',
    max: 1_000_000,
  })
  cutSets!: ScenarioCutSetsDto[];

  @ObjectsField(() => ScenarioStoppedDto, {
    description: 'Use cases that would stand still with nothing failed, and do not as it is.',
    max: 1_000_000,
  })
  stopped!: ScenarioStoppedDto[];

  @IntegerField({ description: 'The largest cut set that was looked for.', min: 1, max: 3, example: 1 })
  maxOrder!: number;

  @TextField({ description: 'Version of the method.', max: 100, example: 'v1' })
  methodVersion!: string;

  @ObjectField(() => GraphHashesDto, { description: 'Which graphs were compared.' })
  graphHash!: GraphHashesDto;
}
