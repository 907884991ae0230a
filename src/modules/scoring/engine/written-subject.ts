import type {
  ComponentFacts,
  Controls,
  ControlState,
  GraphFacts,
  NotApplicable,
  SubjectFacts,
  VulnerabilityFacts,
} from './facts.js';
import type { FallbackEvidence } from './graph/fallback-evidence.js';
import type { Tier } from './graph/graph-method.js';
import { fieldsOf } from './applicable.js';
import { buildPortfolio } from './graph/portfolio.js';
import { SubjectGraphs } from './graph/subject-graph.js';
import { atBest, portfolioOf, type WrittenGraph } from './graph/written-graph.js';
import { type Domain, graphMethodOf, type Method, TEST_NAMES } from './method.js';

/**
 * One subject as somebody writes it down to have it scored: facts by the names of the API, a control as its two states.
 * Whatever is left out is unknown.
 */
export interface WrittenSubject {
  readonly tier: Tier;
  readonly provisional?: boolean;
  /** The tier with every unknown input at no; by default the tier, or the lowest of all when it is provisional. */
  readonly lowestTier?: Tier;
  readonly facts: WrittenFacts;
  readonly controls?: Readonly<Partial<Record<Domain, Readonly<Record<string, WrittenControl>>>>>;
  readonly notApplicable?: readonly (Pick<NotApplicable, 'item'> & Partial<NotApplicable>)[];
}

export type WrittenFacts = Partial<Omit<SubjectFacts, 'components' | 'graph' | 'tests' | 'among'>> & {
  readonly components?: readonly WrittenComponent[];
  readonly tests?: Partial<SubjectFacts['tests']>;
  readonly graph?: WrittenGraph;
  /** T1 use cases besides this one; read where there is no graph. */
  readonly portfolioOtherT1?: number;
};

export type WrittenComponent = Pick<ComponentFacts, 'id'> &
  Partial<Omit<ComponentFacts, 'vulnerabilities'>> & {
    readonly vulnerabilities?: readonly WrittenVulnerability[];
  };

export type WrittenVulnerability = Pick<VulnerabilityFacts, 'id'> & {
  readonly cvss?: number | 'unknown' | null;
  readonly epss?: number | 'unknown' | null;
  readonly knownExploited?: VulnerabilityFacts['knownExploited'];
  readonly vex?: string;
};

/** Design and operation: 0, 0.5, 1, or what stands for not recorded. */
export type WrittenControl = readonly [WrittenState, WrittenState?];
export type WrittenState = number | string | null;

/** A subject ready to be scored, with its graph at its best. */
export interface Subject {
  readonly facts: SubjectFacts;
  readonly bestGraph: GraphFacts | null;
}

/** @throws UnknownIdError when the graph names something that is not in it; validate foreign input first */
export function subjectOf(written: WrittenSubject, method: Method): Subject {
  const { graph, components, tests, portfolioOtherT1, ...given } = written.facts;
  const graphs = graph ? graphsOf(graph, method) : { graph: null, bestGraph: null };
  const facts: SubjectFacts = {
    ...UNKNOWN_FACTS,
    ...known(given),
    tier: written.tier,
    provisional: written.provisional ?? false,
    lowestTier: written.lowestTier ?? (written.provisional ? 'T4' : written.tier),
    tests: { ...UNKNOWN_FACTS.tests, ...(tests as SubjectFacts['tests'] | undefined) },
    components: components?.map(componentOf) ?? null,
    graph: graphs.graph,
    otherHighRisk: portfolioOtherT1 ?? UNKNOWN_FACTS.otherHighRisk,
    controls: controlsOf(written.controls ?? {}),
    notApplicable: (written.notApplicable ?? []).map(({ item, reason, approver, expiresOn }) => ({
      item,
      reason: reason ?? null,
      approver: approver ?? null,
      expiresOn: expiresOn ?? null,
    })),
  };
  return { facts, bestGraph: graphs.bestGraph };
}

/**
 * What is given, by the names that the score reads. `n_a` says nothing by itself: what does not apply is claimed, with a
 * reason; only a day may be none.
 */
function known(given: Partial<SubjectFacts>): Partial<SubjectFacts> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([field, value]) => (field in UNKNOWN_FACTS || MAY_BE_ABSENT.has(field)) && value !== undefined)
      .map(([field, value]) => [field, value === 'n_a' && field !== 'liveOn' ? 'unknown' : value]),
  );
}

/**
 * Fields that were given as `n_a` and count as unknown for it: nothing that was claimed, with a reason, leaves them out.
 * @param refused claims that were made without right
 */
export function readAsUnknown(written: WrittenSubject, refused: readonly { item: string }[]): string[] {
  const claimed = (written.notApplicable ?? []).filter(
    ({ item }) => !refused.some((claim) => claim.item === item),
  );
  const leftOut = new Set(claimed.flatMap(({ item }) => fieldsOf(item)));
  return Object.entries(written.facts)
    .filter(([field, value]) => value === 'n_a' && field !== 'liveOn' && !leftOut.has(field))
    .map(([field]) => field)
    .sort();
}

function graphsOf(written: WrittenGraph, method: Method): { graph: GraphFacts; bestGraph: GraphFacts } {
  const evidence = method.tables.fallbackEvidence as Record<FallbackEvidence, number>;
  const ask = (graph: WrittenGraph): GraphFacts => {
    const portfolio = buildPortfolio(portfolioOf(graph, evidence), graphMethodOf(method));
    const vertex = (id: string): number => portfolio.indexOf.get(id) ?? -1;
    const useCase = vertex(graph.subject) - portfolio.nodeCount;
    return new SubjectGraphs(portfolio, evidence).of(useCase, graph.arrangement.map(vertex));
  };
  return { graph: ask(written), bestGraph: ask(atBest(written)) };
}

function componentOf({ id, vulnerabilities = [], ...given }: WrittenComponent): ComponentFacts {
  return {
    id,
    scan: 'unknown',
    maliciousVersion: 'unknown',
    provenance: 'unknown',
    maintenance: 'unknown',
    licence: 'unknown',
    privilege: 'unknown',
    ...given,
    vulnerabilities: vulnerabilities.map((vulnerability) => ({
      id: vulnerability.id,
      cvss: numberOrNull(vulnerability.cvss),
      epss: numberOrNull(vulnerability.epss),
      knownExploited: vulnerability.knownExploited ?? 'unknown',
      vex: vulnerability.vex ?? 'unknown',
    })),
  };
}

function controlsOf(written: NonNullable<WrittenSubject['controls']>): Controls {
  const domains = Object.entries(written).map(([domain, controls]) => [
    domain,
    Object.fromEntries(
      Object.entries(controls ?? {}).map(([code, [design, operating]]): [string, ControlState] => [
        code,
        { design: numberOrNull(design), operating: numberOrNull(operating) },
      ]),
    ),
  ]);
  return Object.fromEntries(domains) as Controls;
}

function numberOrNull(value: WrittenState | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** Facts that are not asked for: where they are absent, nothing is missing. */
const MAY_BE_ABSENT: ReadonlySet<string> = new Set([
  'monitoredOn',
  'monitoringFaster',
] satisfies (keyof SubjectFacts)[]);

/** A subject of which nothing is known. */
export const UNKNOWN_FACTS: SubjectFacts = {
  tier: 'T1',
  provisional: true,
  lowestTier: 'T4',
  status: 'unknown',
  liveOn: 'unknown',
  providerKind: 'unknown',
  recipients: [],
  clientsInteract: 'unknown',
  affectsClients: 'unknown',
  criticalOperation: 'unknown',
  dataClasses: [],
  deployment: 'unknown',
  retention: 'unknown',
  trainingUse: 'unknown',
  chain: 'unknown',
  transparency: 'unknown',
  modelRiskFramework: 'unknown',
  pinning: 'unknown',
  tests: Object.fromEntries(TEST_NAMES.map((test) => [test, 'unknown'])) as SubjectFacts['tests'],
  validation: 'unknown',
  sfcFlexibility: 'unknown',
  notificationDecision: 'unknown',
  ipOutput: 'unknown',
  ipOutputConditions: 'unknown',
  ipTraining: 'unknown',
  ipTrainingConditions: 'unknown',
  ipProtectiveMeasure: 'unknown',
  ipBreachMaterial: 'unknown',
  privacyTerms: 'unknown',
  privacyIndemnity: 'unknown',
  privacyProtectiveMeasure: 'unknown',
  privacyBreachMaterial: 'unknown',
  territory: 'unknown',
  termsOfUse: 'unknown',
  components: null,
  responsibilityAllocation: 'unknown',
  reliance: 'unknown',
  substitutability: 'unknown',
  interruption: 'unknown',
  contingencyPlan: 'unknown',
  viability: 'unknown',
  assurance: 'unknown',
  auditRights: 'unknown',
  providerSkills: 'unknown',
  dueDiligence: 'unknown',
  graph: null,
  otherHighRisk: 0,
  controls: {},
  notApplicable: [],
  among: { deployments: [], interruptions: [], territories: [], models: [] },
};
