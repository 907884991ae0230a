import type { PortfolioColumns } from '../engine/graph/columns.js';
import { ColumnsBuilder, type PortfolioSink } from '../engine/graph/columns-builder.js';
import type { FallbackEvidence } from '../engine/graph/fallback-evidence.js';
import type { Substitutability, Tier } from '../engine/graph/graph-method.js';
import { UNKNOWN_UPSTREAM } from '../engine/graph/node-kinds.js';
import type { NodeInput } from '../engine/graph/portfolio-input.js';

/** What the graph reads of a component. */
export interface ComponentFact {
  id: string;
  name: string;
  nameZhHant?: string | null;
  kind: string;
  providerId: string | null;
  deployment: string;
  baseModelStatus: string;
  baseModelId: string | null;
  substitutability: Substitutability;
  status: string;
  retiresOn: string | null;
  retired: boolean;
}

export interface ProviderFact {
  id: string;
  name: string;
  nameZhHant?: string | null;
  kind: string;
  substitutability: Substitutability;
  ultimateParentStatus: string;
  ultimateParentId: string | null;
}

export interface AlternativeFact {
  componentId: string | null;
  fallbackEvidence: string;
  testedOn: string | null;
}

/** A requirement of effect `stops`; alternatives by rank. */
export interface RequirementFact {
  id: string;
  of: string;
  required: number;
  upstreamDisclosed: string;
  alternatives: AlternativeFact[];
}

export interface UseCaseFact {
  id: string;
  name: string;
  nameZhHant?: string | null;
  tier: Tier;
  provisional: boolean;
  /** How long an interruption is tolerated, in hours; null: not recorded. */
  toleranceHours: number | null;
  legalEntityIds: string[];
}

export interface RegisterFacts {
  components: readonly ComponentFact[];
  providers: readonly ProviderFact[];
  requirements: readonly RequirementFact[];
  useCases: readonly UseCaseFact[];
}

/** Evidence with which a fallback counts. */
export type TestedFallback = 'tested_in_tolerance' | 'tested_slow';

/** Node of everything whose provider is not recorded: an undisclosed provider, one for all. */
export const UNKNOWN_PROVIDER = 'UNKNOWN_PROVIDER';

export const parentNodeId = (providerId: string): string => `ultimate_parent:${providerId}`;
export const baseModelNodeId = (componentId: string): string => `base_model:${componentId}`;

/** Operated by its provider; not known how it runs counts as that (unknown never opens an edge away). */
const OPERATED = new Set(['single_tenant', 'multi_tenant_saas', 'consumer', 'unknown']);
const MODEL_KINDS = new Set(['language_model', 'embedding_model']);
/** Models, and products that are built on one: what their base is has to be stated. Hosts and libraries have none. */
const HOLD_A_MODEL = new Set([...MODEL_KINDS, 'content_filter', 'application', 'browser_extension']);
const OUT_OF_SERVICE = new Set(['suspended', 'retired']);
const TESTED: ReadonlySet<string> = new Set<TestedFallback>(['tested_in_tolerance', 'tested_slow']);

/**
 * The graph of the register on a day: what is recorded as requirements, and what follows from how a component is
 * operated, whose it is and what it is built on. Nothing unknown takes an edge away: it leads to a node that stands
 * for what is not known.
 * @param today YYYY-MM-DD; decides what has retired and which tests are still good
 */
export function registerColumns(facts: RegisterFacts, today: string): PortfolioColumns {
  const columns = new ColumnsBuilder();
  writeRegister(facts, today, columns);
  return columns.build();
}

function writeRegister(facts: RegisterFacts, today: string, to: PortfolioSink): void {
  const withUpstream = new Set(facts.requirements.map(({ of }) => of));
  const bases = new Set(facts.components.flatMap(({ baseModelId }) => baseModelId ?? []));
  for (const component of facts.components) {
    to.node(componentNode(component, withUpstream, today));
    writeImplied(component, bases, to);
  }
  for (const provider of facts.providers) to.node(providerNode(provider));
  writeParents(facts.providers, to);
  writeBaseModels(facts.components, bases, to);
  if (facts.components.some((component) => isOperated(component) && component.providerId === null)) {
    to.node({ id: UNKNOWN_PROVIDER, kind: 'provider', undisclosedParent: true });
  }
  const disclosed = disclosedComponents(facts, withUpstream);
  for (const requirement of facts.requirements) {
    writeManual(requirement, to);
    writeRequirement(requirement, disclosed, today, to);
  }
  for (const { id, tier, provisional } of facts.useCases) to.useCase({ id, tier, provisional });
}

export function isOperated(component: ComponentFact): boolean {
  return OPERATED.has(component.deployment);
}

function componentNode(
  component: ComponentFact,
  withUpstream: ReadonlySet<string>,
  today: string,
): NodeInput {
  const past = component.retiresOn !== null && component.retiresOn < today;
  return {
    id: component.id,
    kind: component.kind,
    substitutability: component.substitutability,
    operatedBy: isOperated(component) ? 'other' : 'firm',
    outOfService: component.retired || past || OUT_OF_SERVICE.has(component.status),
    undisclosedUpstream: isOperated(component) && !withUpstream.has(component.id),
    undisclosedBaseModel: HOLD_A_MODEL.has(component.kind) && component.baseModelStatus === 'unknown',
  };
}

/** What a component requires without anybody recording it: its operator, and the model it is built on. */
function writeImplied(component: ComponentFact, bases: ReadonlySet<string>, to: PortfolioSink): void {
  if (isOperated(component)) writeSingle(component.id, component.providerId ?? UNKNOWN_PROVIDER, to);
  const base = baseOf(component, bases);
  if (base !== null) writeSingle(component.id, baseModelNodeId(base), to);
}

/** A model that is its own base, or is known to have none, falls with itself when it is withdrawn. */
function baseOf(component: ComponentFact, bases: ReadonlySet<string>): string | null {
  if (component.baseModelId !== null) return component.baseModelId;
  const own = MODEL_KINDS.has(component.kind) && component.baseModelStatus === 'none';
  return own || bases.has(component.id) ? component.id : null;
}

function providerNode(provider: ProviderFact): NodeInput {
  return {
    id: provider.id,
    kind: 'provider',
    substitutability: provider.substitutability,
    operatedBy: provider.kind === 'in_house' ? 'firm' : 'other',
    undisclosedParent: provider.ultimateParentStatus === 'unknown',
  };
}

/** A parent is a node of its own, apart from the provider that it may also be; the provider of no parent is its own. */
function writeParents(providers: readonly ProviderFact[], to: PortfolioSink): void {
  const parents = new Map<string, NodeInput>();
  const known = new Map(providers.map((provider) => [provider.id, provider]));
  const link = (provider: ProviderFact, parentId: string): void => {
    const id = parentNodeId(parentId);
    parents.set(id, { id, kind: 'ultimate_parent', substitutability: known.get(parentId)?.substitutability });
    writeSingle(provider.id, id, to);
  };
  const heads = new Set(providers.flatMap(({ ultimateParentId }) => ultimateParentId ?? []));
  for (const provider of providers) {
    if (provider.ultimateParentId !== null) link(provider, provider.ultimateParentId);
    else if (provider.ultimateParentStatus === 'none' || heads.has(provider.id)) link(provider, provider.id);
  }
  parents.forEach((node) => to.node(node));
}

function writeBaseModels(
  components: readonly ComponentFact[],
  bases: ReadonlySet<string>,
  to: PortfolioSink,
): void {
  const nodes = new Map<string, NodeInput>();
  const known = new Map(components.map((component) => [component.id, component]));
  for (const component of components) {
    const base = baseOf(component, bases);
    if (base === null) continue;
    const id = baseModelNodeId(base);
    nodes.set(id, { id, kind: 'base_model', substitutability: known.get(base)?.substitutability });
  }
  nodes.forEach((node) => to.node(node));
}

const manualNodeId = (requirementId: string, rank: number): string =>
  `manual_procedure:${requirementId}:${rank}`;

function writeManual({ id, alternatives }: RequirementFact, to: PortfolioSink): void {
  alternatives.forEach(({ componentId }, i) => {
    if (componentId !== null) return;
    to.node({ id: manualNodeId(id, i + 1), kind: 'manual_procedure', operatedBy: 'firm' });
  });
}

/**
 * The first k alternatives by rank always count; a further one only when it was tested within twelve months and stands
 * on nothing undisclosed. Without alternatives: a statement that there is nothing upstream, or an undisclosed one.
 */
function writeRequirement(
  requirement: RequirementFact,
  disclosed: (componentId: string) => boolean,
  today: string,
  to: PortfolioSink,
): void {
  const { id, of, required, upstreamDisclosed, alternatives } = requirement;
  if (alternatives.length === 0) {
    if (upstreamDisclosed !== 'yes') writeSingle(of, UNKNOWN_UPSTREAM, to);
    return;
  }
  to.requirement(of, required);
  alternatives.forEach((alternative, i) => {
    const isDisclosed = alternative.componentId === null || disclosed(alternative.componentId);
    to.alternative({
      node: alternative.componentId ?? manualNodeId(id, i + 1),
      counts: i < required || (isEvidenced(alternative, today) && isDisclosed),
      evidence: evidenceOf(alternative, today),
      upstreamDisclosed: isDisclosed ? 'yes' : 'unknown',
    });
  });
}

/** A test that is older than twelve months, or of no day, shows what was meant to work: it is documented. */
function evidenceOf(alternative: AlternativeFact, today: string): FallbackEvidence {
  const recorded = alternative.fallbackEvidence as FallbackEvidence;
  return TESTED.has(recorded) && !isEvidenced(alternative, today) ? 'documented' : recorded;
}

/** Tested, in tolerance or slower, on a day not more than twelve months ago. */
export function isEvidenced({ fallbackEvidence, testedOn }: AlternativeFact, today: string): boolean {
  return TESTED.has(fallbackEvidence) && testedOn !== null && testedOn >= twelveMonthsBefore(today);
}

/** Key of the evidence that a dependent may fall back on a node. */
export const fallbackKey = (of: string, node: string): string => `${of} ${node}`;

/**
 * What is known of each fallback that has been tested: as fast as is tolerated, or slower. Where a dependent names one
 * under two requirements, the slower test says how it goes on.
 */
export function testedFallbacks(
  requirements: readonly RequirementFact[],
  today: string,
): Map<string, TestedFallback> {
  const tested = new Map<string, TestedFallback>();
  for (const { id, of, required, alternatives } of requirements) {
    alternatives.forEach((alternative, i) => {
      if (i < required || !isEvidenced(alternative, today)) return;
      const key = fallbackKey(of, alternative.componentId ?? manualNodeId(id, i + 1));
      if (tested.get(key) !== 'tested_slow') tested.set(key, alternative.fallbackEvidence as TestedFallback);
    });
  }
  return tested;
}

function twelveMonthsBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}`.padStart(4, '0') + day.slice(4);
}

/**
 * Components that stand on nothing undisclosed, through what they require. Who requires a component is a chain of numbers,
 * not a list a component: half a million of them took as long to make as the rest of the graph.
 */
function disclosedComponents(
  { components, requirements }: RegisterFacts,
  withUpstream: ReadonlySet<string>,
): (componentId: string) => boolean {
  const numbers = new Map(components.map(({ id }, i) => [id, i]));
  /** Component → the last link of its chain, −1 at its end; link → the requirement that it stands for. */
  const last = new Int32Array(components.length).fill(-1);
  const previous: number[] = [];
  const requirementOf: number[] = [];
  const mark: string[] = [];
  for (const component of components) {
    if (!isOperated(component)) continue;
    if (component.providerId === null || !withUpstream.has(component.id)) mark.push(component.id);
  }
  requirements.forEach(({ of, required, upstreamDisclosed, alternatives }, r) => {
    if (alternatives.length === 0 && upstreamDisclosed !== 'yes') mark.push(of);
    for (let rank = 0; rank < required && rank < alternatives.length; rank++) {
      const { componentId } = alternatives[rank]!;
      const number = componentId === null ? undefined : numbers.get(componentId);
      if (number === undefined) continue;
      previous.push(last[number]!);
      last[number] = requirementOf.push(r) - 1;
    }
  });
  const undisclosed = new Set<string>();
  for (let id = mark.pop(); id !== undefined; id = mark.pop()) {
    if (undisclosed.has(id)) continue;
    undisclosed.add(id);
    const number = numbers.get(id);
    if (number === undefined) continue; // a use case: nothing requires it
    for (let link = last[number]!; link >= 0; link = previous[link]!) {
      mark.push(requirements[requirementOf[link]!]!.of);
    }
  }
  return (componentId) => !undisclosed.has(componentId);
}

function writeSingle(of: string, node: string, to: PortfolioSink): void {
  to.requirement(of, 1);
  to.alternative({ node, counts: true });
}
