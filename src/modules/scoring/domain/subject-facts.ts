import { isModel } from '../../inventory/component-facts.public.js';
import { withWorst } from '../engine/among.js';
import type {
  ComponentFacts,
  Controls,
  ControlState,
  GraphFacts,
  ModelFacts,
  NotApplicable,
  SubjectFacts,
  YesNo,
} from '../engine/facts.js';
import type { Tier } from '../engine/graph/graph-method.js';
import type { Method } from '../engine/method.js';
import { type AssuranceOfUse, withEvidence } from './assurance-of-use.js';
import { type DiligenceOfUse, worstFramework } from './due-diligence.js';
import { type ArrangementFact, noticePeriod, territoriesOf, termsOf } from './arrangement-facts.js';
import type { PlansOfUse } from './plan-control.js';
import { UNKNOWN_FACTS } from '../engine/written-subject.js';

/** What a score reads of a use case. */
export interface ScoredUseCase {
  id: string;
  tier: Tier;
  provisional: boolean;
  lowestTier: Tier;
  status: string;
  recipients: string[];
  clientsInteract: YesNo;
  affectsClients: YesNo;
  criticalOperation: YesNo;
  dataClasses: string[];
  humanOversight: string;
  impactFirm: string;
  impactClients: string;
  developmentFlags: string[];
  /** Of its legal entities; null: one that is not recorded. */
  jurisdictions: (string | null)[];
}

/** What a score reads of a provider; null where it is not recorded. */
export interface ScoredProvider {
  kind: string;
  viability: string;
  modelRiskFramework: string;
}

/** What a score reads of a component, with what was found out about it. */
export interface ScoredComponent extends ComponentFacts {
  kind: string;
  /** Null: not recorded, or the component is not named. */
  providerId: string | null;
  deployment: string;
  pinning: string;
  transparency: string;
}

const LIVE: ReadonlySet<string> = new Set(['live', 'suspended']);

/** A component of a subject: its record, and the facts that go into the frozen inputs. */
export interface SubjectPart {
  readonly record: ScoredComponent;
  readonly facts: ComponentFacts;
}

/** The components of a subject, at least one. */
export interface SubjectParts {
  readonly parts: readonly SubjectPart[];
  /** Ids of those that are parts whatever is not known of the others. */
  readonly certain: ReadonlySet<string>;
}

/** On what terms, and under which controls, a subject is used. */
export interface SubjectTerms {
  /** Null: none covers its components. */
  readonly arrangement: ArrangementFact | null;
  /** What is recorded of controls, wherever it is inherited from. */
  readonly controls: Controls;
  /** What its contingency plans come to. */
  readonly plans: Pick<PlansOfUse, 'state' | 'gate'>;
  /** What due diligence found of those behind it. */
  readonly diligence: Omit<DiligenceOfUse, 'records'>;
  /** Whether the regulator is to be told. */
  readonly notificationDecision: string;
  /** What was done to be sure of it. */
  readonly assurance: Omit<AssuranceOfUse, 'records'>;
  /** What is claimed not to apply, and of what kind everybody is who provides; null: nothing is claimed. */
  readonly notApplicable: { readonly claims: readonly NotApplicable[]; readonly providerKind: string } | null;
  /** Whether who provides keeps back what was told before. */
  readonly monitoringFaster: boolean;
}

/**
 * The facts of a subject: what the register holds of the use case, the provider, the components and the arrangement that
 * covers them. What a contract would say is unknown, without one.
 * @param otherHighRisk read where there is no graph
 */
export function subjectFacts(
  useCase: ScoredUseCase,
  provider: ScoredProvider | null,
  { parts, certain }: SubjectParts,
  terms: SubjectTerms,
  graph: GraphFacts | null,
  otherHighRisk: number,
  method: Method,
): SubjectFacts {
  const { arrangement, controls, plans, diligence, notificationDecision, assurance, notApplicable } = terms;
  const records = parts.map(({ record }) => record);
  const { jurisdictions, developmentFlags } = useCase;
  const use = { jurisdictions, developmentFlags, parts: records };
  const facts: SubjectFacts = {
    ...UNKNOWN_FACTS,
    ...(arrangement && termsOf(arrangement, use)),
    tier: useCase.tier,
    provisional: useCase.provisional,
    lowestTier: useCase.lowestTier,
    status: useCase.status,
    liveOn: LIVE.has(useCase.status) ? 'unknown' : 'n_a',
    providerKind: notApplicable?.providerKind ?? provider?.kind ?? 'unknown',
    recipients: useCase.recipients,
    clientsInteract: useCase.clientsInteract,
    affectsClients: useCase.affectsClients,
    criticalOperation: useCase.criticalOperation,
    dataClasses: useCase.dataClasses,
    modelRiskFramework: worstFramework(
      provider?.modelRiskFramework ?? 'unknown',
      diligence.modelRiskFrameworks,
      method,
    ),
    notificationDecision,
    dueDiligence: diligence.dueDiligence,
    providerSkills: diligence.providerSkills,
    components: parts.map(({ facts }) => facts),
    contingencyPlan: plans.gate,
    viability: provider?.viability ?? 'unknown',
    graph,
    otherHighRisk: graph === null ? otherHighRisk : 0,
    validation: assurance.validation,
    tests: assurance.tests,
    ...(assurance.monitoredOn !== null && { monitoredOn: assurance.monitoredOn }),
    ...(terms.monitoringFaster && { monitoringFaster: true }),
    notApplicable: notApplicable?.claims ?? [],
    controls: withEvidence(
      controlsOf(useCase, arrangement, controls, { plan: plans.state, diligence: diligence.state }),
      assurance.evidence,
    ),
    among: {
      deployments: distinct(records, ({ deployment }) => deployment),
      interruptions: distinct([useCase.impactFirm, useCase.impactClients], (impact) => impact),
      territories: arrangement ? territoriesOf(arrangement, use) : [],
      models: modelsAmong(records, certain),
    },
  };
  return withWorst(facts, method, new Set());
}

/** How a use case says that people watch over it, as the design of a human in the loop. Whether they do is for a control to say. */
const HUMAN_IN_THE_LOOP: Readonly<Record<string, number>> = {
  in_the_loop: 1,
  on_the_loop: 0.5,
  out_of_the_loop: 0,
};

/** What the records of the register say of controls; a control that none speaks of is not recorded. */
function controlsOf(
  { humanOversight }: ScoredUseCase,
  arrangement: ArrangementFact | null,
  recorded: Controls,
  { plan, diligence }: { plan: ControlState | null; diligence: ControlState | null },
): Controls {
  const design = HUMAN_IN_THE_LOOP[humanOversight] ?? null;
  const notice = arrangement && noticePeriod(arrangement);
  const said = recorded.M?.['humanInTheLoop'];
  const isKnown = design !== null || said !== undefined;
  return {
    ...recorded,
    ...(isKnown && { M: { ...recorded.M, humanInTheLoop: inTheLoop(design, said) } }),
    ...(diligence && { P: { ...recorded.P, dueDiligence: diligence } }),
    ...((notice || plan) && {
      R: { ...recorded.R, ...(notice && { noticePeriod: notice }), ...(plan && { contingencyPlan: plan }) },
    }),
  };
}

/** No better designed than the use case says, whatever is recorded of the control. */
function inTheLoop(design: number | null, said: ControlState | undefined): ControlState {
  if (said === undefined) return { design, operating: null };
  return {
    design: design === null || said.design === null ? null : Math.min(design, said.design),
    operating: said.operating,
  };
}

/**
 * The models of each provider; where none of its is certainly there, all its components: any of them may be one, and a model
 * that may not be there, or may be somebody else's, hides none of them. Each pair of codes once, in their order.
 */
function modelsAmong(records: readonly ScoredComponent[], certain: ReadonlySet<string>): ModelFacts[] {
  const withModel = new Set<string | null>();
  for (const { id, kind, providerId } of records) {
    if (isModel(kind) && certain.has(id)) withModel.add(providerId);
  }
  withModel.delete(null); // what nobody is known to provide is not all one provider's
  const pinnings = new Map<string, Set<string>>();
  for (const { kind, providerId, transparency, pinning } of records) {
    if (!isModel(kind) && withModel.has(providerId)) continue;
    const known = pinnings.get(transparency);
    if (known) known.add(pinning);
    else pinnings.set(transparency, new Set([pinning]));
  }
  return [...pinnings.keys()]
    .sort()
    .flatMap((transparency) =>
      [...pinnings.get(transparency)!].sort().map((pinning) => ({ transparency, pinning })),
    );
}

/** A subject may have thousands of records, and there are few codes. */
function distinct<T>(records: readonly T[], read: (record: T) => string): string[] {
  const codes = new Set<string>();
  for (const record of records) codes.add(read(record));
  return [...codes].sort();
}

/** Only what the score reads of a component goes into its frozen inputs. */
export function scoredFacts(component: ScoredComponent): ComponentFacts {
  const { id, scan, maliciousVersion, vulnerabilities, provenance, maintenance, licence, privilege } =
    component;
  return { id, scan, maliciousVersion, vulnerabilities, provenance, maintenance, licence, privilege };
}
