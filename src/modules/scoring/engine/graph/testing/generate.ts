/**
 * A register of the size and shape of a large firm's, the same for the same seed: use case → application → model, vector
 * store, orchestration → serving and libraries → hosts → regions and network edges. Libraries come in families (an
 * ecosystem below one root) whose sizes are log-normal, so that what a use case stands on has some 55 nodes in the median and
 * about 2,000 at the 99th percentile; hosts are shared with a heavy tail; one requirement in five has alternatives (services
 * and libraries do; an application and the framework it is written in have no stand-in); a few families contain a ring.
 */
import type { NodeInput, PortfolioInput, RequirementInput, UseCaseInput } from '../portfolio-input.js';
import { Random } from './random.js';

export interface GenerateOptions {
  readonly components: number;
  /** Alternatives of all requirements together; met to within the last requirement of a library. */
  readonly edges: number;
  readonly useCases: number;
  readonly seed: number;
}

/** The size that the figures are stated for. */
export const LARGE: GenerateOptions = {
  components: 100_000,
  edges: 500_000,
  useCases: 5_000,
  seed: 20_261_124,
};

/** Parts of the components that are not libraries. */
const LAYERS = [
  { kind: 'region', prefix: 'region', part: 0.0005 },
  { kind: 'network_edge', prefix: 'edge', part: 0.0005 },
  { kind: 'hosting', prefix: 'host', part: 0.02 },
  { kind: 'serving', prefix: 'serving', part: 0.03 },
  { kind: 'language_model', prefix: 'model', part: 0.05 },
  { kind: 'vector_store', prefix: 'vectors', part: 0.02 },
  { kind: 'orchestration', prefix: 'flow', part: 0.03 },
  { kind: 'application', prefix: 'app', part: 0.06 },
] as const;

type LayerKind = (typeof LAYERS)[number]['kind'];

const SIGMAS = ['easily', 'medium', 'highly_complex', 'not_substitutable', 'unknown'] as const;
/** Median and spread of the log-normal number of libraries in a family. */
const FAMILY_MEDIAN = 33;
const FAMILY_SPREAD = 1.75;
const LARGEST_FAMILY = 3_000;

export function generatePortfolio(options: GenerateOptions): PortfolioInput {
  return new Generator(options).run();
}

class Generator {
  private readonly random: Random;
  private readonly nodes: NodeInput[] = [];
  private readonly requirements: RequirementInput[] = [];
  private readonly layers = new Map<LayerKind, string[]>();
  private edges = 0;

  constructor(private readonly options: GenerateOptions) {
    this.random = new Random(options.seed);
  }

  run(): PortfolioInput {
    for (const { kind, prefix, part } of LAYERS) this.addLayer(kind, prefix, part);
    const families = this.addFamilies();
    this.connectInfrastructure(families);
    const useCases = this.addUseCases();
    this.connectLibraries(families);
    return { nodes: this.nodes, requirements: this.requirements, useCases };
  }

  private addLayer(kind: LayerKind, prefix: string, part: number): void {
    const count = Math.max(2, Math.round(this.options.components * part));
    const ids = Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
    ids.forEach((id) => this.addNode(id, kind));
    this.layers.set(kind, ids);
  }

  private addNode(id: string, kind: string): void {
    this.nodes.push({
      id,
      kind,
      substitutability: SIGMAS[this.random.below(SIGMAS.length)]!,
      undisclosedUpstream: kind === 'language_model' && this.random.chance(0.02),
      operatedBy: kind === 'application' ? 'firm' : 'other',
    });
  }

  /** All the remaining components, as families of libraries; the first of a family is its root. */
  private addFamilies(): string[][] {
    const families: string[][] = [];
    let left = this.options.components - this.nodes.length;
    while (left > 0) {
      const drawn = Math.round(FAMILY_MEDIAN * Math.exp(FAMILY_SPREAD * this.random.normal()));
      const size = Math.min(left, LARGEST_FAMILY, Math.max(1, drawn));
      const family = Array.from({ length: size }, (_, i) => `lib-${families.length}-${i}`);
      family.forEach((id) => this.addNode(id, 'library'));
      families.push(family);
      left -= size;
    }
    return families;
  }

  private connectInfrastructure(families: readonly string[][]): void {
    const roots = families.map((family) => family[0]!);
    for (const id of this.layer('hosting')) this.need(id, this.layer('region'), 'popular');
    for (const id of this.layer('serving')) {
      this.need(id, this.layer('hosting'), 'popular');
      this.need(id, this.layer('network_edge'), 'popular');
    }
    for (const id of this.layer('language_model')) this.need(id, this.layer('serving'), 'popular');
    for (const id of this.layer('vector_store')) this.need(id, this.layer('hosting'), 'popular');
    for (const id of this.layer('orchestration')) {
      this.need(id, roots, 'even', 0);
      this.need(id, this.layer('hosting'), 'popular');
    }
    for (const id of this.layer('application')) {
      this.need(id, this.layer('language_model'), 'popular');
      this.need(id, this.layer('vector_store'), 'popular');
      this.need(id, this.layer('orchestration'), 'even', 0);
      this.need(id, this.layer('hosting'), 'popular');
    }
  }

  private addUseCases(): UseCaseInput[] {
    const tiers = ['T1', 'T2', 'T2', 'T3', 'T3', 'T3', 'T4', 'T4', 'T4', 'T4', 'unknown'] as const;
    return Array.from({ length: this.options.useCases }, (_, i) => {
      const id = `use-case-${i}`;
      this.need(id, this.layer('application'), 'even', 0);
      return { id, tier: tiers[this.random.below(tiers.length)]!, provisional: this.random.chance(0.02) };
    });
  }

  /** Every library is reached from its root; further edges inside the families use up the edges that are left. */
  private connectLibraries(families: readonly string[][]): void {
    for (const family of families) {
      for (let i = 1; i < family.length; i++) this.needOf(family[this.random.below(i)]!, [family[i]!]);
    }
    const large = families.filter((family) => family.length >= 8);
    for (const family of large.slice(0, 40)) this.needOf(family[5]!, [family[2]!]);
    const members = large.flatMap((family) => family.slice(0, -2).map((_, i) => ({ family, i })));
    while (this.edges < this.options.edges && members.length > 0) {
      const { family, i } = members[this.random.below(members.length)]!;
      const below = (): string => family[i + 1 + this.random.below(family.length - i - 1)]!;
      this.needOf(family[i]!, this.distinct(below, 0.26));
    }
  }

  private layer(kind: LayerKind): readonly string[] {
    return this.layers.get(kind)!;
  }

  private need(of: string, from: readonly string[], how: 'popular' | 'even', alternatives = 0.35): void {
    const pick = (): string =>
      from[how === 'even' ? this.random.below(from.length) : this.random.skewed(from.length)]!;
    this.needOf(of, this.distinct(pick, alternatives));
  }

  /** One node, or with the given probability two or three. */
  private distinct(pick: () => string, alternatives: number): string[] {
    const wanted = this.random.chance(alternatives) ? 2 + this.random.below(2) : 1;
    return [...new Set(Array.from({ length: wanted }, pick))];
  }

  private needOf(of: string, alternatives: readonly string[]): void {
    const counts = (rank: number): boolean => rank === 0 || this.random.chance(0.7);
    this.requirements.push({
      of,
      k: 1,
      alternatives: alternatives.map((node, i) => ({ node, counts: counts(i) })),
    });
    this.edges += alternatives.length;
  }
}
