import type { ComponentFacts, GraphFacts, SubjectFacts, YesNo } from '../engine/facts.js';
import type { TieredUseCase } from './favourable-facts.js';
import type { ArrangementFact } from './arrangement-facts.js';
import type { ActivityFact } from './assurance-activities.js';
import type { FailureFact } from './assurance-of-use.js';
import type { WithdrawalFact } from './beside-the-graph.js';
import type { DiligenceFact } from './due-diligence.js';
import type { ControlLimit } from './limit-control.js';
import type { ClaimFact } from './not-applicable.js';
import type { PlanFact } from './plan-control.js';
import type { RecordedControl } from './recorded-controls.js';
import type { NoticeFact } from './notification-decisions.js';
import type { AlternativeFact, ComponentFact, ProviderFact, RequirementFact } from './register-facts.js';
import type { ScoreSubject } from './score-subjects.js';
import type { ScoredComponent, ScoredProvider, ScoredUseCase } from './subject-facts.js';

/** Where and when a record was last changed: what a leaf of an explanation came from. */
export interface Source {
  version: number;
  updatedAt: string;
  /** YYYY-MM-DD: the day that it tells of, where that matters. */
  observedOn?: string;
}

/** What was found out about a component, of which day, and where that is recorded. */
export interface FoundSource extends Source {
  type: 'component_vulnerability' | 'component_scan';
  id: string;
  /** The identifier of the vulnerability, or the tool that scanned. */
  name: string;
  /** YYYY-MM-DD: when it was found, or scanned. */
  observedOn: string;
  /** Whether by it the version in use is malicious. */
  malicious: YesNo;
}

/** A record of a component, with its newest scan and its vulnerabilities. */
export interface ComponentSource extends Source {
  found: readonly FoundSource[];
}

export interface ScoreUseCaseFact
  extends TieredUseCase, Omit<ScoredUseCase, 'id' | 'tier' | 'provisional' | 'lowestTier'> {
  source: Source;
  /** What was done to be sure of it, the newest first. */
  activities: readonly ActivityFact[];
}
export type ScoreProviderFact = ProviderFact & ScoredProvider & { source: Source };
export type ScoreComponentFact = ComponentFact &
  ScoredComponent & { source: ComponentSource; release?: string | null };

/** Of either effect. By its place, where the rank is not given. */
export type ScoreRequirementFact = Omit<RequirementFact, 'alternatives'> & {
  effect: string;
  alternatives: (AlternativeFact & { rank?: number; manualProcedure?: string | null })[];
};

/** Whether what needs it stops without it; the graph is made of these alone. */
export function stops({ effect }: Pick<ScoreRequirementFact, 'effect'>): boolean {
  return effect === 'stops';
}

/** Everything that scores are made of, each list in the order of its ids. */
export interface ScoreFacts {
  useCases: ScoreUseCaseFact[];
  providers: ScoreProviderFact[];
  components: ScoreComponentFact[];
  requirements: ScoreRequirementFact[];
  /** Those that are in force. */
  arrangements: ArrangementFact[];
  /** Limits of concentration that hold. */
  limits: readonly ControlLimit[];
  /** Controls that people have recorded. */
  controls: readonly RecordedControl[];
  /** Contingency plans that are not retired. */
  plans: readonly PlanFact[];
  /** The newest decision of each legal entity on each provider. */
  diligence: readonly DiligenceFact[];
  /** Notifications of the regulator that are not retired. */
  notices: readonly NoticeFact[];
  /** What failed on components, providers and legal entities, and was not remedied. */
  failures: readonly FailureFact[];
  /** Claims that a rule does not apply, which nobody has rejected. */
  claims: readonly ClaimFact[];
  /** Changes by which providers may be keeping something back. */
  withdrawals: readonly WithdrawalFact[];
}

/** A component as scores read it; one object for all subjects that have it. */
export interface ComponentAsScored {
  facts: ComponentFacts;
  source: ComponentSource;
}

/** A subject with its frozen inputs. */
export interface ScoreInputs {
  subject: ScoreSubject;
  facts: SubjectFacts;
  bestGraph: GraphFacts | null;
  /** In the order of `facts.components`, which has what nobody names after them. */
  components: readonly ComponentAsScored[];
  undisclosed: ComponentFacts | null;
  /** Of the use case, the provider, and the nodes that the graph speaks of, by `sourceKey`. */
  sources: Record<string, Source>;
}
