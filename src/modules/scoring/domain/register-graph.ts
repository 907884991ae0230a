import type {
  NodeInput,
  PortfolioInput,
  RequirementInput,
  UseCaseInput,
} from '../engine/graph/portfolio-input.js';
import type { FallbackEvidence } from '../engine/graph/fallback-evidence.js';
import type { Substitutability, Tier } from '../engine/graph/graph-method.js';

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
  components: ComponentFact[];
  providers: ProviderFact[];
  requirements: RequirementFact[];
  useCases: UseCaseFact[];
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
export function registerPortfolio(facts: RegisterFacts, today: string): PortfolioInput {
  const withUpstream = new Set(facts.requirements.map(({ of }) => of));
  const bases = new Set(facts.components.flatMap(({ baseModelId }) => baseModelId ?? []));
  const nodes: NodeInput[] = [];
  const requirements: RequirementInput[] = [];

  for (const component of facts.components) {
    nodes.push(componentNode(component, withUpstream, today));
    requirements.push(...impliedBy(component, bases));
  }
  for (const provider of facts.providers) nodes.push(providerNode(provider));
  nodes.push(...parentNodes(facts.providers, requirements));
  nodes.push(...baseModelNodes(facts.components, bases));
  if (facts.components.some((component) => isOperated(component) && component.providerId === null)) {
    nodes.push({ id: UNKNOWN_PROVIDER, kind: 'provider', undisclosedParent: true });
  }
  const disclosed = disclosedComponents(facts);
  for (const requirement of facts.requirements) {
    nodes.push(...manualNodes(requirement));
    const row = requirementRow(requirement, disclosed, today);
    if (row) requirements.push(row);
  }
  return { nodes, requirements, useCases: facts.useCases.map(useCaseInput) };
}

function useCaseInput({ id, tier, provisional }: UseCaseFact): UseCaseInput {
  return { id, tier, provisional };
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
function impliedBy(component: ComponentFact, bases: ReadonlySet<string>): RequirementInput[] {
  const implied: RequirementInput[] = [];
  if (isOperated(component)) implied.push(single(component.id, component.providerId ?? UNKNOWN_PROVIDER));
  const base = baseOf(component, bases);
  if (base !== null) implied.push(single(component.id, baseModelNodeId(base)));
  return implied;
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
function parentNodes(providers: readonly ProviderFact[], requirements: RequirementInput[]): NodeInput[] {
  const parents = new Map<string, NodeInput>();
  const known = new Map(providers.map((provider) => [provider.id, provider]));
  const link = (provider: ProviderFact, parentId: string): void => {
    const id = parentNodeId(parentId);
    parents.set(id, { id, kind: 'ultimate_parent', substitutability: known.get(parentId)?.substitutability });
    requirements.push(single(provider.id, id));
  };
  const heads = new Set(providers.flatMap(({ ultimateParentId }) => ultimateParentId ?? []));
  for (const provider of providers) {
    if (provider.ultimateParentId !== null) link(provider, provider.ultimateParentId);
    else if (provider.ultimateParentStatus === 'none' || heads.has(provider.id)) link(provider, provider.id);
  }
  return [...parents.values()];
}

function baseModelNodes(components: readonly ComponentFact[], bases: ReadonlySet<string>): NodeInput[] {
  const nodes = new Map<string, NodeInput>();
  const known = new Map(components.map((component) => [component.id, component]));
  for (const component of components) {
    const base = baseOf(component, bases);
    if (base === null) continue;
    const id = baseModelNodeId(base);
    nodes.set(id, { id, kind: 'base_model', substitutability: known.get(base)?.substitutability });
  }
  return [...nodes.values()];
}

const manualNodeId = (requirementId: string, rank: number): string =>
  `manual_procedure:${requirementId}:${rank}`;

function manualNodes(requirement: RequirementFact): NodeInput[] {
  return requirement.alternatives.flatMap(({ componentId }, i) =>
    componentId === null
      ? { id: manualNodeId(requirement.id, i + 1), kind: 'manual_procedure', operatedBy: 'firm' as const }
      : [],
  );
}

/**
 * The first k alternatives by rank always count; a further one only when it was tested within twelve months and stands
 * on nothing undisclosed. Without alternatives: a statement that there is nothing upstream, or an undisclosed one.
 */
function requirementRow(
  requirement: RequirementFact,
  disclosed: (componentId: string) => boolean,
  today: string,
): RequirementInput | null {
  const { id, of, required, upstreamDisclosed, alternatives } = requirement;
  if (alternatives.length === 0) return upstreamDisclosed === 'yes' ? null : single(of, 'UNKNOWN_UPSTREAM');
  return {
    of,
    k: required,
    alternatives: alternatives.map((alternative, i) => {
      const isDisclosed = alternative.componentId === null || disclosed(alternative.componentId);
      return {
        node: alternative.componentId ?? manualNodeId(id, i + 1),
        counts: i < required || (isEvidenced(alternative, today) && isDisclosed),
        evidence: evidenceOf(alternative, today),
        upstreamDisclosed: isDisclosed ? 'yes' : 'unknown',
      };
    }),
  };
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

/** Components that stand on nothing undisclosed, through what they require. */
function disclosedComponents(facts: RegisterFacts): (componentId: string) => boolean {
  const withUpstream = new Set(facts.requirements.map(({ of }) => of));
  const undisclosed = new Set<string>();
  const dependents = new Map<string, string[]>();
  const mark: string[] = [];
  for (const component of facts.components) {
    if (!isOperated(component)) continue;
    if (component.providerId === null || !withUpstream.has(component.id)) mark.push(component.id);
  }
  for (const { of, required, upstreamDisclosed, alternatives } of facts.requirements) {
    if (alternatives.length === 0 && upstreamDisclosed !== 'yes') mark.push(of);
    for (const { componentId } of alternatives.slice(0, required)) {
      if (componentId === null) continue;
      const list = dependents.get(componentId);
      if (list) list.push(of);
      else dependents.set(componentId, [of]);
    }
  }
  for (let id = mark.pop(); id !== undefined; id = mark.pop()) {
    if (undisclosed.has(id)) continue;
    undisclosed.add(id);
    mark.push(...(dependents.get(id) ?? []));
  }
  return (componentId) => !undisclosed.has(componentId);
}

function single(of: string, node: string): RequirementInput {
  return { of, k: 1, alternatives: [{ node, counts: true }] };
}
