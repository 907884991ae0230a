import type { Substitutability, Tier } from './graph/graph-method.js';
import type { Domain, TestName } from './method.js';

/**
 * What is known of one subject: an arrangement used by one use case. Codes are those of the API; `unknown` is a code of
 * every field, and what is absent is unknown. Nothing here is null that could read as zero.
 */
export type YesNo = 'yes' | 'no' | 'unknown';

export interface SubjectFacts {
  readonly tier: Tier;
  /** The tier rests on an unknown input. */
  readonly provisional: boolean;
  /** The tier with every unknown input at no. */
  readonly lowestTier: Tier;

  readonly status: string;
  /** YYYY-MM-DD, `n_a` for what is not live, or `unknown`. */
  readonly liveOn: string;
  readonly providerKind: string;
  readonly recipients: readonly string[];
  readonly clientsInteract: YesNo;
  readonly affectsClients: YesNo;
  readonly criticalOperation: YesNo;

  readonly dataClasses: readonly string[];
  readonly deployment: string;
  readonly retention: string;
  readonly trainingUse: string;
  readonly chain: string;

  readonly transparency: string;
  readonly modelRiskFramework: string;
  readonly pinning: string;
  readonly tests: Readonly<Record<TestName, string>>;
  readonly validation: string;
  /** YYYY-MM-DD of the last monitoring of the model, or `unknown`; absent: its result stands by itself, without a day. */
  readonly monitoredOn?: string;
  /** The provider keeps back what it told before: monitoring is one step faster. */
  readonly monitoringFaster?: boolean;
  readonly sfcFlexibility: string;
  readonly notificationDecision: string;

  readonly ipOutput: string;
  readonly ipOutputConditions: string;
  readonly ipTraining: string;
  readonly ipTrainingConditions: string;
  readonly ipProtectiveMeasure: YesNo;
  readonly ipBreachMaterial: YesNo;
  readonly privacyTerms: string;
  readonly privacyIndemnity: string;
  readonly privacyProtectiveMeasure: YesNo;
  readonly privacyBreachMaterial: YesNo;
  readonly territory: string;
  readonly termsOfUse: string;

  /** Null: neither a bill of materials nor a list of components is recorded. */
  readonly components: readonly ComponentFacts[] | null;
  readonly responsibilityAllocation: string;

  readonly reliance: string;
  readonly substitutability: string;
  readonly interruption: string;
  readonly contingencyPlan: string;

  readonly viability: string;
  readonly assurance: string;
  readonly auditRights: string;
  readonly providerSkills: string;
  readonly dueDiligence: string;

  /** What the graph says; null: no dependency is recorded. */
  readonly graph: GraphFacts | null;
  /** T1 use cases of the portfolio besides this one, provisional and unknown ones included; read without a graph. */
  readonly otherHighRisk: number;

  readonly controls: Controls;
  readonly notApplicable: readonly NotApplicable[];
  readonly among: Among;
}

/**
 * What several records say of one thing, of which the facts have the worst: an unknown may hide one that is known to be
 * nearly as bad. Empty where the facts are all that is said.
 */
export interface Among {
  readonly deployments: readonly string[];
  readonly interruptions: readonly string[];
  /** Of every place of use and every route there. */
  readonly territories: readonly string[];
  readonly models: readonly ModelFacts[];
}

export type ModelFacts = Pick<SubjectFacts, 'transparency' | 'pinning'>;

export interface ComponentFacts {
  readonly id: string;
  readonly scan: string;
  /** A finding that this very version is malicious. */
  readonly maliciousVersion: YesNo;
  readonly vulnerabilities: readonly VulnerabilityFacts[];
  readonly provenance: string;
  readonly maintenance: string;
  readonly licence: string;
  readonly privilege: string;
}

export interface VulnerabilityFacts {
  readonly id: string;
  /** Base score 0…10; null: unknown. */
  readonly cvss: number | null;
  /** Probability 0…1 of exploitation in 30 days; null: unknown. */
  readonly epss: number | null;
  readonly knownExploited: YesNo;
  readonly vex: string;
}

/** Design and operation of a control: 0, 0.5 or 1; null: not recorded. */
export interface ControlState {
  readonly design: number | null;
  readonly operating: number | null;
}

/** Domain → control → state. A control without an entry is not recorded. */
export type Controls = Readonly<Partial<Record<Domain, Readonly<Record<string, ControlState>>>>>;

/** What may be called not applicable, each with its domain or factor. */
export const NOT_APPLICABLE_ITEMS = ['P', 'modelRiskFramework', 'ip', 'terms', 'responsibility'] as const;
export type NotApplicableItem = (typeof NOT_APPLICABLE_ITEMS)[number];

export interface NotApplicable {
  readonly item: string;
  readonly reason: string | null;
  readonly approver: string | null;
  /** YYYY-MM-DD */
  readonly expiresOn: string | null;
}

/** A node of the graph as an explanation names it. */
export interface NodeFinding {
  /** Id of the node. */
  readonly node: string;
  /** The node that fails with it and makes it count, where that is another one (rule b). */
  readonly through: string;
}

/** What the graph says of one subject; see `SubjectGraphs`. */
export interface GraphFacts {
  /** The largest BR_n × σ_n of the required nodes, and the node; null where nothing is required. */
  readonly worst: {
    readonly node: string;
    readonly through: string;
    readonly radius: number;
    readonly sigma: number;
  } | null;
  /** A required node, no parent or base model, that stops the use case alone. */
  readonly singlePoint: NodeFinding | null;
  /** A required node that stops several T1 use cases, and how many at most. */
  readonly highRiskStopped: number;
  readonly sharedNode: NodeFinding | null;
  /** φ_eff, 0…1: the least over the requirements. */
  readonly fallback: number;
  /** g: the least over the requirements of the best 1 − γ, 0…1. */
  readonly independence: number;
  readonly fallbackKnown: boolean;
  readonly independenceKnown: boolean;
  /** σ is recorded for every required node. */
  readonly sigmasKnown: boolean;
  /** A required node is one that stands for what a supplier does not disclose. */
  readonly hiddenUpstream: boolean;
}

export type { Substitutability, Tier };
