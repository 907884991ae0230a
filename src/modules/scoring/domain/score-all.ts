import type { Portfolio } from '../engine/graph/portfolio.js';
import { adverseFindings } from '../engine/adverse-findings.js';
import type { ControlState, GraphFacts, SubjectFacts } from '../engine/facts.js';
import { graphMethodOf, type Method } from '../engine/method.js';
import { EntityViews } from './entity-views.js';
import { type AppliedChanges, type Change, type FactChanges, FactIndex } from './fact-index.js';
import { type DiligenceOfUse, DueDiligences } from './due-diligence.js';
import { FollowedGraph } from './followed-graph.js';
import { HighRiskUses } from './high-risk-uses.js';
import { coverageOfNobody, coverageUnder, type IndemnityCoverage } from './indemnity-coverage.js';
import { type ControlLimit, LimitControls, type LimitsKept } from './limit-control.js';
import { NotificationDecisions } from './notification-decisions.js';
import { ContingencyPlans } from './plan-control.js';
import { AS_RECORDED, AT_ITS_BEST, type Reading } from './readings.js';
import { withProvidersBehind } from './providers-behind.js';
import { concerns, type RecordedControl, RecordedControls } from './recorded-controls.js';
import {
  type ComponentAsScored,
  type ScoreComponentFact,
  type ScoreFacts,
  type ScoreInputs,
  type ScoreProviderFact,
  type ScoreRequirementFact,
  type ScoreUseCaseFact,
  stops,
} from './score-facts.js';
import {
  type Architecture,
  architectureOf,
  type Covering,
  type ScoreSubject,
  type SubjectSources,
  subjectsOf,
} from './score-subjects.js';
import { arrangementSources, nodeSources, sourceKey } from './source-keys.js';
import { scoredFacts, subjectFacts } from './subject-facts.js';
import { UNDISCLOSED_PART } from './undisclosed-part.js';
import {
  componentsIn,
  differ,
  haveCommon,
  haveSame,
  idsOf,
  leading,
  nodeOfComponent,
  nodeOfProvider,
  partOf,
  sameState,
  weightOf,
} from './what-differs.js';

/** A component with what scores read of it. */
interface KnownComponent extends ComponentAsScored {
  record: ScoreComponentFact;
}

const NOT_COVERED: Covering = { by: [], forAll: false };

/** What stands for a part that nobody names. */
const UNDISCLOSED = { record: UNDISCLOSED_PART, facts: scoredFacts(UNDISCLOSED_PART) };

/** A use case, what the firm puts together for it, and its subjects. */
interface KnownUseCase {
  architecture: Architecture;
  subjects: readonly ScoreSubject[];
}

/** What a change touches. */
export interface Touched {
  /** Those whose inputs may be others than they were; all others have the same. */
  readonly subjects: readonly ScoreSubject[];
  /** Ids of the use cases that may have other subjects than they had, or none any more. */
  readonly found: ReadonlySet<string>;
}

/** The graph of the facts, and the inputs of every subject, one after another: there may be tens of thousands. */
export class ScoreWorld {
  readonly #facts: FactIndex;
  readonly #components = new Map<string, KnownComponent>();
  readonly #useCases = new Map<string, KnownUseCase>();
  /** Ids of components in which something malicious or exploited was found. */
  readonly #withFinding = new Set<string>();
  /** What has such a finding, or stands on what has. */
  #leading: ReadonlySet<string>;
  readonly #sources: SubjectSources;
  readonly #graphs: Readonly<Record<'present' | 'best', FollowedGraph>>;
  #present: EntityViews;
  #best: EntityViews;
  #highRisk: HighRiskUses;
  /** What the graphs said of a subject when its inputs were asked for last. */
  readonly #said = new WeakMap<ScoreSubject, Readonly<Record<'present' | 'best', GraphFacts | null>>>();
  #controls: RecordedControls;
  #plans: ContingencyPlans;
  #diligence: DueDiligences;
  #notices: NotificationDecisions;
  /** Use case → how its limits of concentration are kept. */
  #limitsKept: ReadonlyMap<string, LimitsKept>;

  /** @param today YYYY-MM-DD */
  constructor(
    facts: ScoreFacts,
    readonly method: Method,
    readonly today: string,
  ) {
    this.#facts = new FactIndex(facts);
    this.#sources = {
      component: (id) => this.#facts.components.get(id),
      provider: (id) => this.#facts.providers.get(id),
      requirementsOf: (id) => this.#facts.requirementsOf(id),
      hasFinding: (id) => this.#withFinding.has(id),
      leadsToFinding: (id) => this.#leading.has(id),
      covering: (id, useCaseId) => this.#covering(id, useCaseId),
    };
    for (const record of facts.components) this.#readComponent(record);
    this.#leading = this.#facts.standingOn(this.#withFinding);
    for (const { id } of facts.useCases) this.#readUseCase(id);
    this.#highRisk = new HighRiskUses(facts.useCases);
    this.#limitsKept = this.#keptOf(facts.limits);
    this.#controls = new RecordedControls(facts.controls);
    this.#plans = new ContingencyPlans(facts.plans);
    this.#diligence = new DueDiligences(facts.diligence, today);
    this.#notices = new NotificationDecisions(facts.notices);
    const graphOf = (reading: Reading): FollowedGraph =>
      new FollowedGraph(this.#facts, reading, graphMethodOf(method), today);
    this.#graphs = { present: graphOf(AS_RECORDED), best: graphOf(AT_ITS_BEST) };
    this.#present = this.#viewsOf(this.#graphs.present, null);
    this.#best = this.#viewsOf(this.#graphs.best, null);
  }

  get portfolio(): Portfolio {
    return this.#present.portfolio;
  }

  /** In the order of their use cases. */
  get subjects(): readonly ScoreSubject[] {
    return this.#facts.useCases.all.flatMap(({ id }) => this.subjectsOf(id));
  }

  /** None of a use case that is not in the register. */
  subjectsOf(useCaseId: string): readonly ScoreSubject[] {
    return this.#useCases.get(useCaseId)?.subjects ?? [];
  }

  has(subject: ScoreSubject): boolean {
    return this.subjectsOf(subject.useCaseId).includes(subject);
  }

  componentsOf({ componentIds }: ScoreSubject): readonly KnownComponent[] {
    return componentIds.map((id) => this.#components.get(id)!);
  }

  inputs(subject: ScoreSubject): ScoreInputs {
    const useCase = this.#facts.useCases.get(subject.useCaseId)!;
    const provider = subject.providerId === null ? null : this.#facts.providers.get(subject.providerId)!;
    const arrangement =
      subject.arrangementId === null ? null : this.#facts.arrangements.get(subject.arrangementId)!;
    const named = this.componentsOf(subject);
    const { certain } = this.#useCases.get(useCase.id)!.architecture;
    const parts = subject.undisclosed ? [...named, UNDISCLOSED] : named;
    const ids = partIdsOf(subject);
    // Graph rule (f): a use case that requires nothing by the record depends on what nobody knows.
    const recorded = this.#facts.requirementsOf(useCase.id).some(stops);
    const present = recorded ? this.#present.graphOf(useCase, ids) : null;
    const best = recorded ? this.#best.graphOf(useCase, ids) : null;
    this.#said.set(subject, { present, best });
    const kept = this.#limitsKept.get(useCase.id);
    const records = parts.map(({ record }) => record);
    const recordedControls = this.#controls.of({
      useCaseId: useCase.id,
      legalEntityIds: useCase.legalEntityIds,
      arrangementId: subject.arrangementId,
      parts: records,
    });
    const plans = this.#plans.of(useCase, records, this.today);
    const behind = this.#behind(subject, parts);
    const diligence = this.#diligenceOn(useCase, subject, behind);
    const notice = this.#notices.of(useCase);
    const facts = subjectFacts(
      useCase,
      provider && withProvidersBehind(provider, behind, this.method),
      { parts, certain },
      {
        ...{ arrangement, controls: recordedControls.states, plans, diligence },
        notificationDecision: notice.decision,
      },
      present,
      this.#highRisk.besides(useCase),
      this.method,
    );
    return {
      subject,
      facts: withControl(facts, kept?.state ?? null),
      bestGraph: best,
      components: named,
      undisclosed: subject.undisclosed ? UNDISCLOSED.facts : null,
      sources: {
        [sourceKey('use_case', useCase.id)]: useCase.source,
        ...Object.fromEntries(
          [provider, ...behind].flatMap((one) => (one ? [[sourceKey('provider', one.id), one.source]] : [])),
        ),
        ...(arrangement ? arrangementSources(arrangement) : {}),
        ...Object.fromEntries([
          ...(kept?.limits ?? []).map(
            ({ id, source }) => [sourceKey('concentration_limit', id), source] as const,
          ),
          ...recordedControls.records.map(({ id, source }) => [sourceKey('control', id), source] as const),
        ]),
        ...plans.sources,
        ...Object.fromEntries([
          ...diligence.records.map(({ id, source }) => [sourceKey('assessment', id), source] as const),
          ...notice.records.map(
            ({ id, source }) => [sourceKey('regulator_correspondence', id), source] as const,
          ),
        ]),
        ...nodeSources(present, this.#facts.components, this.#facts.providers),
      },
    };
  }

  /** Who would pay for claims over what a subject is built of: a row for each legal entity and kind of claim. */
  coverage(subject: ScoreSubject): IndemnityCoverage[] {
    const useCase = this.#facts.useCases.get(subject.useCaseId)!;
    if (subject.arrangementId === null) {
      return coverageOfNobody(subject, useCase, (componentId, legalEntityId) =>
        this.#facts.covering(componentId).some((one) => one.legalEntityId === legalEntityId),
      );
    }
    const arrangement = this.#facts.arrangements.get(subject.arrangementId)!;
    const parts = this.componentsOf(subject).map(({ record }) => record);
    return coverageUnder(arrangement, subject, useCase, parts);
  }

  /** Others than the provider of an arrangement who provide what it covers; the firm itself is nobody's supplier. */
  #behind(
    { arrangementId, providerId }: ScoreSubject,
    parts: readonly { readonly record: { readonly providerId: string | null } }[],
  ): (ScoreProviderFact | null)[] {
    if (arrangementId === null) return [];
    const ids = new Set(parts.map(({ record }) => record.providerId));
    ids.delete(providerId);
    return [...ids]
      .map((id) => (id === null ? null : this.#facts.providers.get(id)!))
      .filter((one) => one?.kind !== 'in_house');
  }

  /** On the provider of the arrangement, or of the components without one, and on those behind it. */
  #diligenceOn(
    { legalEntityIds, tier, status, dataClasses }: ScoreUseCaseFact,
    { providerId }: ScoreSubject,
    behind: readonly (ScoreProviderFact | null)[],
  ): DiligenceOfUse {
    const providerIds = [providerId, ...behind.map((one) => one?.id ?? null)];
    return this.#diligence.of({ legalEntityIds, tier, status, dataClasses, providerIds });
  }

  /** Brings the world up to date. */
  apply(changes: FactChanges): Touched {
    const applied = this.#facts.apply(changes);
    const { useCases, providers, components, requirements, arrangements } = applied;
    for (const { after } of components) if (after) this.#readComponent(after);
    const readAnew = [
      ...this.#readArchitectures(applied, componentsIn(arrangements)),
      ...this.#followFindings(components, requirements),
    ];
    const weights = useCases.some(({ before, after }) => differ(before, after, weightOf));
    const graph =
      weights ||
      providers.some(({ before, after }) => differ(before, after, nodeOfProvider)) ||
      components.some(({ before, after }) => differ(before, after, nodeOfComponent)) ||
      requirements.some(({ before, after }) => (before && stops(before)) || (after && stops(after)));
    const limitsBefore = this.#limitsKept;
    this.#limitsKept = this.#keptOf(changes.limits);
    if (weights) this.#highRisk = new HighRiskUses(this.#facts.useCases.all);
    const controls = new RecordedControls(changes.controls);
    const otherControls = this.#controls.differing(controls);
    this.#controls = controls;
    const plans = new ContingencyPlans(changes.plans);
    const otherPlans = this.#plans.differing(plans);
    this.#plans = plans;
    const diligence = new DueDiligences(changes.diligence, this.today);
    const otherDiligence = this.#diligence.differing(diligence);
    this.#diligence = diligence;
    const notices = new NotificationDecisions(changes.notices);
    const otherNotices = this.#notices.differing(notices);
    this.#notices = notices;
    if (graph) this.#follow(applied);
    const found = new Set([...readAnew, ...idsOf(useCases)]);
    if (weights) return { subjects: this.subjects, found };
    const touched = new Set(readAnew);
    for (const { after } of useCases) if (after) touched.add(after.id);
    for (const [id, kept] of this.#limitsKept) {
      if (!sameState(kept.state, limitsBefore.get(id)?.state ?? null)) touched.add(id);
    }
    for (const id of [...this.#controlledBy(otherControls), ...otherPlans, ...otherNotices]) touched.add(id);
    const inGraph = graph ? this.#differsInGraph : () => false;
    const concerned = new Set([...idsOf(providers), ...otherDiligence.map(({ providerId }) => providerId)]);
    return { subjects: this.#touchedBy(touched, concerned, idsOf(components), inGraph), found };
  }

  #touchedBy(
    useCases: ReadonlySet<string>,
    providers: ReadonlySet<string>,
    components: ReadonlySet<string>,
    inGraph: (subject: ScoreSubject) => boolean,
  ): readonly ScoreSubject[] {
    const holds = (useCaseId: string): boolean =>
      useCases.has(useCaseId) || haveCommon(components, this.#useCases.get(useCaseId)!.architecture.parts);
    return this.#facts.useCases.all.flatMap(({ id }) => {
      const { subjects } = this.#useCases.get(id)!;
      if (holds(id)) return subjects;
      return subjects.filter(
        (one) => (providers.size > 0 && this.#isProvidedBy(one, providers)) || inGraph(one),
      );
    });
  }

  /** Use cases that may read one of the controls. */
  #controlledBy(controls: readonly RecordedControl[]): string[] {
    if (controls.length === 0) return [];
    return this.#facts.useCases.all.flatMap(({ id, legalEntityIds }) => {
      const { architecture, subjects } = this.#useCases.get(id)!;
      const use = {
        ...{ useCaseId: id, legalEntityIds },
        arrangementIds: subjects.map(({ arrangementId }) => arrangementId),
        parts: [
          ...[...architecture.parts].map((part) => this.#facts.components.get(part)!),
          ...(subjects.some(({ undisclosed }) => undisclosed) ? [UNDISCLOSED.record] : []),
        ],
      };
      return controls.some((control) => concerns(control, use)) ? id : [];
    });
  }

  #isProvidedBy({ providerId, componentIds }: ScoreSubject, providers: ReadonlySet<string>): boolean {
    const isOne = (id: string | null): boolean => id !== null && providers.has(id);
    return isOne(providerId) || componentIds.some((id) => isOne(this.#components.get(id)!.record.providerId));
  }

  #follow(changes: AppliedChanges): void {
    this.#graphs.present.follow(changes);
    this.#graphs.best.follow(changes);
    this.#present = this.#viewsOf(this.#graphs.present, this.#present);
    this.#best = this.#viewsOf(this.#graphs.best, this.#best);
  }

  readonly #differsInGraph = (subject: ScoreSubject): boolean => {
    const useCase = this.#useCase(subject.useCaseId);
    const known = this.#said.get(subject);
    const ids = partIdsOf(subject);
    return (
      this.#present.mayDiffer(useCase, ids, known?.present) || this.#best.mayDiffer(useCase, ids, known?.best)
    );
  };

  #keptOf(limits: readonly ControlLimit[]): ReadonlyMap<string, LimitsKept> {
    const controls = new LimitControls(limits);
    return new Map(this.#facts.useCases.all.map((useCase) => [useCase.id, controls.of(useCase)]));
  }

  #viewsOf({ portfolio }: FollowedGraph, before: EntityViews | null): EntityViews {
    return new EntityViews(portfolio, this.#useCase, this.method, before);
  }

  /** Those of the legal entities of the use case alone: what another company has agreed does not bind its provider here. */
  #covering(componentId: string, useCaseId: string): Covering {
    const covering = this.#facts.covering(componentId);
    if (covering.length === 0) return NOT_COVERED;
    const { legalEntityIds } = this.#facts.useCases.get(useCaseId)!;
    const by = covering.filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId));
    const has = (entity: string): boolean => by.some(({ legalEntityId }) => legalEntityId === entity);
    return { by, forAll: legalEntityIds.every(has) };
  }

  readonly #useCase = (id: string): ScoreUseCaseFact => this.#facts.useCases.get(id)!;

  /** One object as long as the record is the same: what is made of it is remembered with it. */
  #readComponent(record: ScoreComponentFact): void {
    this.#components.set(record.id, { record, facts: scoredFacts(record), source: record.source });
    if (adverseFindings(record).length > 0) this.#withFinding.add(record.id);
    else this.#withFinding.delete(record.id);
  }

  #readUseCase(id: string): void {
    const architecture = architectureOf(id, this.#sources);
    this.#useCases.set(id, { architecture, subjects: subjectsOf(id, architecture, this.#sources) });
  }

  /**
   * A finding belongs to every use case that reaches it by any way: where one came or went, or a way did, all that lead to
   * one before or after are read again. Returns those that have other parts.
   */
  #followFindings(
    components: readonly Change<ScoreComponentFact>[],
    requirements: readonly Change<ScoreRequirementFact>[],
  ): readonly string[] {
    const moved =
      requirements.length > 0 || components.some(({ before, after }) => differ(before, after, leading));
    if (!moved) return [];
    const before = this.#leading;
    this.#leading = this.#facts.standingOn(this.#withFinding);
    return [...this.#useCases].flatMap(([id, { architecture }]) => {
      if (!before.has(id) && !this.#leading.has(id)) return [];
      const now = architectureOf(id, this.#sources);
      if (haveSame(architecture.parts, now.parts)) return [];
      this.#useCases.set(id, { architecture: now, subjects: subjectsOf(id, now, this.#sources) });
      return [id];
    });
  }

  /** Subjects are found anew where the architecture, or whose a part of it is, may have changed; returns where. */
  #readArchitectures(
    { useCases, providers, components, requirements }: AppliedChanges,
    covered: readonly string[],
  ): readonly string[] {
    for (const { before, after } of useCases) if (before && !after) this.#useCases.delete(before.id);
    const fresh = useCases.flatMap(({ before, after }) =>
      after && differ(before, after, ({ legalEntityIds }) => legalEntityIds) ? after.id : [],
    );
    const changed = new Set([
      ...covered,
      ...requirements.flatMap(({ before, after }) => [before?.of ?? [], after?.of ?? []].flat()),
      ...components.flatMap(({ before, after }) => (differ(before, after, partOf) ? (after?.id ?? []) : [])),
    ]);
    const everywhere = providers.some(({ before, after }) => differ(before, after, ({ kind }) => [kind]));
    const known = [...this.#useCases].filter(
      ([id, { architecture }]) => everywhere || changed.has(id) || haveCommon(changed, architecture.parts),
    );
    const stale = [...new Set([...known.map(([id]) => id), ...fresh])];
    stale.forEach((id) => this.#readUseCase(id));
    return stale;
  }
}

/** Ids of the parts of a subject, what nobody names among them. */
function partIdsOf({ componentIds, undisclosed }: ScoreSubject): readonly string[] {
  return undisclosed ? [...componentIds, UNDISCLOSED_PART.id] : componentIds;
}

function withControl(facts: SubjectFacts, limitMonitored: ControlState | null): SubjectFacts {
  if (limitMonitored === null) return facts;
  return { ...facts, controls: { ...facts.controls, C: { ...facts.controls.C, limitMonitored } } };
}
