import type { Portfolio } from '../engine/graph/portfolio.js';
import type { ControlState, GraphFacts, SubjectFacts } from '../engine/facts.js';
import { graphMethodOf, type Method } from '../engine/method.js';
import { EntityViews } from './entity-views.js';
import { type AppliedChanges, type FactChanges, FactIndex } from './fact-index.js';
import { assuranceOf, type FailureFact } from './assurance-of-use.js';
import { BesideTheGraph } from './beside-the-graph.js';
import type { DiligenceOfUse } from './due-diligence.js';
import { FollowedGraph } from './followed-graph.js';
import { HighRiskUses } from './high-risk-uses.js';
import { coverageOfNobody, coverageUnder, type IndemnityCoverage } from './indemnity-coverage.js';
import { type KnownComponent, KnownSubjects } from './known-subjects.js';
import { type ControlLimit, LimitControls, type LimitsKept } from './limit-control.js';
import { claimsOf } from './not-applicable.js';
import { isAt, type Place, type Placed } from './placed-records.js';
import { AS_RECORDED, AT_ITS_BEST, type Reading } from './readings.js';
import { kindOfAll, withProvidersBehind } from './providers-behind.js';
import { concerns, type RecordedControl } from './recorded-controls.js';
import {
  type ScoreFacts,
  type ScoreInputs,
  type ScoreProviderFact,
  type ScoreUseCaseFact,
  stops,
} from './score-facts.js';
import type { ScoreSubject } from './score-subjects.js';
import { arrangementSources, nodeSources, sourceKey, sourcesOf } from './source-keys.js';
import { Stacks } from './stacks.js';
import { scoredFacts, subjectFacts } from './subject-facts.js';
import { UNDISCLOSED_PART } from './undisclosed-part.js';
import {
  differ,
  haveCommon,
  idsOf,
  nodeOfComponent,
  nodeOfProvider,
  sameState,
  weightOf,
} from './what-differs.js';

/** What stands for a part that nobody names. */
const UNDISCLOSED = { record: UNDISCLOSED_PART, facts: scoredFacts(UNDISCLOSED_PART) };

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
  readonly #known: KnownSubjects;
  readonly #graphs: Readonly<Record<'present' | 'best', FollowedGraph>>;
  #present: EntityViews;
  #best: EntityViews;
  #highRisk: HighRiskUses;
  /** What the graphs said of a subject when its inputs were asked for last. */
  readonly #said = new WeakMap<ScoreSubject, Readonly<Record<'present' | 'best', GraphFacts | null>>>();
  #beside: BesideTheGraph;
  readonly #stacks: Stacks;
  /** Use case → how its limits of concentration are kept. */
  #limitsKept: ReadonlyMap<string, LimitsKept>;

  /** @param today YYYY-MM-DD */
  constructor(
    facts: ScoreFacts,
    readonly method: Method,
    readonly today: string,
  ) {
    this.#facts = new FactIndex(facts);
    this.#known = new KnownSubjects(this.#facts);
    this.#highRisk = new HighRiskUses(facts.useCases);
    this.#limitsKept = this.#keptOf(facts.limits);
    this.#beside = new BesideTheGraph(facts, today);
    this.#stacks = new Stacks(this.#facts);
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
    return this.#known.subjectsOf(useCaseId);
  }

  has(subject: ScoreSubject): boolean {
    return this.subjectsOf(subject.useCaseId).includes(subject);
  }

  componentsOf({ componentIds }: ScoreSubject): readonly KnownComponent[] {
    return componentIds.map((id) => this.#known.component(id));
  }

  inputs(subject: ScoreSubject): ScoreInputs {
    const useCase = this.#facts.useCases.get(subject.useCaseId)!;
    const provider = subject.providerId === null ? null : this.#facts.providers.get(subject.providerId)!;
    const arrangement =
      subject.arrangementId === null ? null : this.#facts.arrangements.get(subject.arrangementId)!;
    const named = this.componentsOf(subject);
    const { certain } = this.#known.architectureOf(useCase.id);
    const parts = subject.undisclosed ? [...named, UNDISCLOSED] : named;
    const ids = partIdsOf(subject);
    // Graph rule (f): a use case that requires nothing by the record depends on what nobody knows.
    const recorded = this.#facts.requirementsOf(useCase.id).some(stops);
    const present = recorded ? this.#present.graphOf(useCase, ids) : null;
    const best = recorded ? this.#best.graphOf(useCase, ids) : null;
    this.#said.set(subject, { present, best });
    const kept = this.#limitsKept.get(useCase.id);
    const records = parts.map(({ record }) => record);
    const recordedControls = this.#beside.controls.of({
      useCaseId: useCase.id,
      legalEntityIds: useCase.legalEntityIds,
      arrangementId: subject.arrangementId,
      parts: records,
    });
    const plans = this.#beside.plans.of(useCase, records, this.today);
    const behind = this.#behind(subject, parts);
    const diligence = this.#diligenceOn(useCase, subject, behind);
    const notice = this.#beside.notices.of(useCase);
    const place = placeOf(useCase, subject, records, behind);
    const assurance = this.#assuranceOf(useCase, this.#beside.failures.at(place));
    const withdrawals = this.#beside.withdrawals.at(place);
    const providerKind = kindOfAll(provider, behind);
    const notApplicable = claimsOf(this.#beside.claims.at(place), {
      ...{ useCaseId: useCase.id, legalEntityIds: useCase.legalEntityIds, providerId: subject.providerId },
      ...{ componentIds: ids, providerKind, today: this.today },
    });
    const facts = subjectFacts(
      useCase,
      provider && withProvidersBehind(provider, behind, this.method),
      { parts, certain },
      {
        ...{ arrangement, controls: recordedControls.states, plans, diligence, assurance },
        notificationDecision: notice.decision,
        notApplicable:
          notApplicable.claims.length > 0 ? { claims: notApplicable.claims, providerKind } : null,
        monitoringFaster: withdrawals.length > 0,
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
        ...sourcesOf(
          'provider',
          [provider, ...behind].flatMap((one) => one ?? []),
        ),
        ...(arrangement ? arrangementSources(arrangement) : {}),
        ...sourcesOf('concentration_limit', kept?.limits ?? []),
        ...sourcesOf('control', recordedControls.records),
        ...plans.sources,
        ...sourcesOf('assessment', diligence.records),
        ...sourcesOf('regulator_correspondence', notice.records),
        ...sourcesOf('assurance_activity', assurance.records),
        ...sourcesOf('exception', notApplicable.records),
        ...sourcesOf('change_event', withdrawals),
        ...nodeSources(present, this.#facts.components, this.#facts.providers),
      },
    };
  }

  #assuranceOf({ id, tier, activities }: ScoreUseCaseFact, failures: readonly FailureFact[]) {
    const hash = activities.length === 0 ? null : this.#stacks.hashOf(id);
    return assuranceOf(activities, failures, { tier, hash, today: this.today });
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
    return this.#beside.diligence.of({ legalEntityIds, tier, status, dataClasses, providerIds });
  }

  /** Brings the world up to date. */
  apply(changes: FactChanges): Touched {
    const applied = this.#facts.apply(changes);
    const { useCases, providers, components, requirements } = applied;
    const readAnew = this.#known.follow(applied);
    const weights = useCases.some(({ before, after }) => differ(before, after, weightOf));
    const graph =
      weights ||
      providers.some(({ before, after }) => differ(before, after, nodeOfProvider)) ||
      components.some(({ before, after }) => differ(before, after, nodeOfComponent)) ||
      requirements.some(({ before, after }) => (before && stops(before)) || (after && stops(after)));
    const limitsBefore = this.#limitsKept;
    this.#limitsKept = this.#keptOf(changes.limits);
    if (weights) this.#highRisk = new HighRiskUses(this.#facts.useCases.all);
    const beside = new BesideTheGraph(changes, this.today);
    const other = this.#beside.differing(beside);
    this.#beside = beside;
    const otherStacks = this.#stacks.follow(applied);
    if (graph) this.#follow(applied);
    const found = new Set([...readAnew, ...idsOf(useCases)]);
    if (weights) return { subjects: this.subjects, found };
    const touched = new Set(readAnew);
    for (const { after } of useCases) if (after) touched.add(after.id);
    for (const [id, kept] of this.#limitsKept) {
      if (!sameState(kept.state, limitsBefore.get(id)?.state ?? null)) touched.add(id);
    }
    for (const id of [...this.#concernedBy(other), ...other.useCases, ...otherStacks]) touched.add(id);
    const inGraph = graph ? this.#differsInGraph : () => false;
    const concerned = new Set([...idsOf(providers), ...other.providers]);
    return { subjects: this.#touchedBy(touched, concerned, idsOf(components), inGraph), found };
  }

  #touchedBy(
    useCases: ReadonlySet<string>,
    providers: ReadonlySet<string>,
    components: ReadonlySet<string>,
    inGraph: (subject: ScoreSubject) => boolean,
  ): readonly ScoreSubject[] {
    const holds = (useCaseId: string): boolean =>
      useCases.has(useCaseId) || haveCommon(components, this.#known.architectureOf(useCaseId).parts);
    return this.#facts.useCases.all.flatMap(({ id }) => {
      const subjects = this.subjectsOf(id);
      if (holds(id)) return subjects;
      return subjects.filter(
        (one) => (providers.size > 0 && this.#isProvidedBy(one, providers)) || inGraph(one),
      );
    });
  }

  /** Use cases that may read one of the controls, or one of what else is about some things. */
  #concernedBy({
    controls,
    placed,
  }: {
    controls: readonly RecordedControl[];
    placed: readonly Placed[];
  }): string[] {
    if (controls.length === 0 && placed.length === 0) return [];
    return this.#facts.useCases.all.flatMap((useCase) => {
      const { id, legalEntityIds } = useCase;
      const subjects = this.subjectsOf(id);
      const arrangementIds = subjects.map(({ arrangementId }) => arrangementId);
      const parts = [
        ...[...this.#known.architectureOf(id).parts].map((part) => this.#facts.components.get(part)!),
        ...(subjects.some(({ undisclosed }) => undisclosed) ? [UNDISCLOSED.record] : []),
      ];
      const use = { useCaseId: id, legalEntityIds, arrangementIds, parts };
      if (controls.some((control) => concerns(control, use))) return id;
      const providerIds = [...parts, ...subjects].map(({ providerId }) => providerId);
      const componentIds = parts.map((part) => part.id);
      return placed.some(isAt({ useCaseId: id, legalEntityIds, arrangementIds, componentIds, providerIds }))
        ? id
        : [];
    });
  }

  #isProvidedBy({ providerId, componentIds }: ScoreSubject, providers: ReadonlySet<string>): boolean {
    const isOne = (id: string | null): boolean => id !== null && providers.has(id);
    return isOne(providerId) || componentIds.some((id) => isOne(this.#known.component(id).record.providerId));
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

  readonly #useCase = (id: string): ScoreUseCaseFact => this.#facts.useCases.get(id)!;
}

/** Where what is recorded may be about a subject. */
function placeOf(
  { id, legalEntityIds }: ScoreUseCaseFact,
  { arrangementId, providerId }: ScoreSubject,
  records: readonly { readonly id: string; readonly providerId: string | null }[],
  behind: readonly (ScoreProviderFact | null)[],
): Place {
  return {
    ...{ useCaseId: id, legalEntityIds, arrangementIds: [arrangementId] },
    componentIds: records.map((record) => record.id),
    providerIds: [
      ...[providerId, ...behind.map((one) => one?.id ?? null)],
      ...records.map((record) => record.providerId),
    ],
  };
}

/** Ids of the parts of a subject, what nobody names among them. */
function partIdsOf({ componentIds, undisclosed }: ScoreSubject): readonly string[] {
  return undisclosed ? [...componentIds, UNDISCLOSED_PART.id] : componentIds;
}

function withControl(facts: SubjectFacts, limitMonitored: ControlState | null): SubjectFacts {
  if (limitMonitored === null) return facts;
  return { ...facts, controls: { ...facts.controls, C: { ...facts.controls.C, limitMonitored } } };
}
