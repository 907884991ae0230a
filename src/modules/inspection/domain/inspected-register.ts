import type { Architecture } from './architecture.js';
import type {
  ActivityFact,
  ArrangementFact,
  AssessmentFact,
  ChangeFact,
  ControlFact,
  CorrespondenceFact,
  DataFlowFact,
  ExceptionFact,
  LegalEntityFact,
  PersonFact,
  PlanFact,
  ProviderFact,
  RecordFacts,
  ReviewFact,
  RiskStatementFact,
  ServiceRecordFact,
  UseCaseFact,
} from './facts.js';
import { changesOf } from './changes.js';
import { groupBy, type GroupedTwice, groupTwice } from './group-by.js';
import { inOrder } from './in-order.js';
import { Once } from './once.js';
import type { Subject } from './subjects.js';

const NONE: readonly never[] = [];

/** The facts that rules are judged on, each found where a rule looks for it. */
export class InspectedRegister {
  readonly today: string;
  readonly facts: RecordFacts;
  readonly #legalEntities: ReadonlyMap<string, LegalEntityFact>;
  readonly #people: ReadonlyMap<string, PersonFact>;
  readonly #arrangements: ReadonlyMap<string, readonly ArrangementFact[]>;
  readonly #withProvider: ReadonlyMap<string, readonly ArrangementFact[]>;
  readonly #activities: GroupedTwice<ActivityFact>;
  readonly #reviews: GroupedTwice<ReviewFact>;
  readonly #controls: ReadonlyMap<string, readonly ControlFact[]>;
  readonly #assessments: ReadonlyMap<string, AssessmentFact>;
  readonly #statements: ReadonlyMap<string, RiskStatementFact>;
  readonly #dataFlows: ReadonlyMap<string, readonly DataFlowFact[]>;
  readonly #serviceRecords: ReadonlyMap<string, readonly ServiceRecordFact[]>;
  readonly #correspondence: ReadonlyMap<string, readonly CorrespondenceFact[]>;
  readonly #arrangementById: ReadonlyMap<string, ArrangementFact>;
  readonly #plans: ReadonlyMap<string, readonly PlanFact[]>;
  readonly #exceptions: ReadonlyMap<string, readonly ExceptionFact[]>;
  readonly #once = new Once();
  readonly #changed = new Map<string, readonly ChangeFact[]>();

  constructor(
    given: RecordFacts,
    readonly architecture: Architecture,
  ) {
    const facts = allInOrder(given);
    this.facts = facts;
    this.today = facts.today;
    this.#legalEntities = new Map(facts.legalEntities.map((entity) => [entity.id, entity]));
    this.#people = new Map(facts.people.map((person) => [person.id, person]));
    this.#withProvider = groupBy(facts.arrangements, ({ providerId }) => providerId ?? '');
    const inForce = facts.arrangements.filter(({ endsOn }) => endsOn === null || endsOn >= facts.today);
    this.#arrangements = groupBy(
      inForce.flatMap((fact) => fact.componentIds.map((id) => ({ id, fact }))),
      ({ id }) => id,
      ({ fact }) => fact,
    );
    this.#activities = groupTwice(facts.activities, ({ kind }) => kind, subjectIdOf);
    this.#reviews = groupTwice(
      facts.reviews,
      ({ kind }) => kind,
      ({ componentId }) => componentId,
    );
    this.#controls = groupBy(facts.controls, ({ domain, control }) => `${domain}.${control}`);
    this.#assessments = new Map(
      facts.assessments.map((one) => [`${one.legalEntityId}/${one.providerId ?? one.componentId}`, one]),
    );
    this.#statements = new Map(
      facts.riskStatements.map((one) => [`${one.useCaseId}/${one.legalEntityId}`, one]),
    );
    this.#dataFlows = groupBy(facts.dataFlows, ({ useCaseId }) => useCaseId ?? '');
    this.#serviceRecords = groupBy(facts.serviceRecords, ({ arrangementId }) => arrangementId);
    this.#correspondence = groupBy(
      facts.correspondence.flatMap((fact) => fact.useCaseIds.map((id) => ({ id, fact }))),
      ({ id, fact }) => `${fact.kind}/${id}`,
      ({ fact }) => fact,
    );
    this.#arrangementById = new Map(facts.arrangements.map((one) => [one.id, one]));
    this.#plans = groupBy(facts.plans, ({ useCaseId }) => useCaseId);
    this.#exceptions = groupBy(facts.exceptions, ({ rule }) => rule);
  }

  /** Null: nobody who may sign in. */
  person(id: string | null): PersonFact | null {
    return (id !== null && this.#people.get(id)) || null;
  }

  legalEntity(id: string): LegalEntityFact | null {
    return this.#legalEntities.get(id) ?? null;
  }

  provider(id: string | null): ProviderFact | null {
    return this.architecture.provider(id);
  }

  /** Arrangements of its legal entities that cover a component, and have not ended. */
  arrangementsOf(componentId: string, legalEntityIds: readonly string[]): readonly ArrangementFact[] {
    const covering = this.#arrangements.get(componentId);
    if (covering === undefined) return NONE;
    return covering.filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId));
  }

  /** Arrangements with a provider, and those with nobody knows whom. */
  arrangementsWith(providerId: string): readonly ArrangementFact[] {
    return [...(this.#withProvider.get(providerId) ?? NONE), ...(this.#withProvider.get('') ?? NONE)];
  }

  /** All of a kind on a subject: what was tried on a use says the same to each legal entity that has it. */
  activities(kind: string, subjectId: string): readonly ActivityFact[] {
    return this.#activities.get(kind)?.get(subjectId) ?? NONE;
  }

  /** The last of a kind on a subject; of two on one day the one that says less. */
  latestActivity(kind: string, subjectId: string): ActivityFact | null {
    return latestOf(this.activities(kind, subjectId));
  }

  /** The last decision of a legal entity on a use of its own; a sister decides for itself. */
  latestDecision(kind: DecisionKind, { id, legalEntityIds }: Whose): ActivityFact | null {
    return latestOf(
      this.activities(kind, id).filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId)),
    );
  }

  /**
   * The last review of a component for one legal entity; one of a single use case counts for that only. Of two on one day the
   * one that says less.
   */
  latestReview(
    kind: string,
    componentId: string,
    legalEntityId: string,
    useCaseId: string | null = null,
  ): ReviewFact | null {
    const found = this.#reviews.get(kind)?.get(componentId);
    if (found === undefined) return null;
    const meant = found.filter(
      (one) => one.legalEntityId === legalEntityId && (one.useCaseId === null || one.useCaseId === useCaseId),
    );
    return meant.reduce<ReviewFact | null>(
      (latest, one) => (latest === null || isReviewedAfter(one, latest) ? one : latest),
      null,
    );
  }

  controls(domain: string, control: string): readonly ControlFact[] {
    return this.#controls.get(`${domain}.${control}`) ?? [];
  }

  /** The last decision of a legal entity on a provider or component. */
  assessment(legalEntityId: string, subjectId: string): AssessmentFact | null {
    return this.#assessments.get(`${legalEntityId}/${subjectId}`) ?? null;
  }

  riskStatement(useCaseId: string, legalEntityId: string): RiskStatementFact | null {
    return this.#statements.get(`${useCaseId}/${legalEntityId}`) ?? null;
  }

  /** Where data of a legal entity flow for a use. */
  dataFlowsOf({ id, legalEntityIds }: Whose): readonly DataFlowFact[] {
    const flows = this.#dataFlows.get(id) ?? NONE;
    return flows.filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId));
  }

  serviceRecordsOf(arrangementId: string): readonly ServiceRecordFact[] {
    return this.#serviceRecords.get(arrangementId) ?? [];
  }

  /** What a legal entity exchanged with the SFC about a use case, of one kind. */
  correspondence(kind: string, { id, legalEntityIds }: Whose): readonly CorrespondenceFact[] {
    const found = this.#correspondence.get(`${kind}/${id}`) ?? NONE;
    return found.filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId));
  }

  /** Contingency plans of a use case that are not retired. */
  plansOf(useCaseId: string): readonly PlanFact[] {
    return this.#plans.get(useCaseId) ?? [];
  }

  /** Approved and in date, of one kind, about a subject or its whole legal entity; of several legal entities each needs its own. */
  exceptions(rule: string, kind: string, subject: Subject): readonly ExceptionFact[] {
    const ofRule = this.#exceptions.get(rule);
    if (ofRule === undefined) return NONE;
    const found = ofRule.filter((one) => one.kind === kind && isAbout(one, subject));
    const { legalEntityIds } = subject;
    const isWhole = legalEntityIds.every((id) => found.some(({ legalEntityId }) => legalEntityId === id));
    return isWhole ? found.filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId)) : [];
  }

  /** What a use case runs on, as one hash; null: nothing is recorded. */
  hashOf(useCase: UseCaseFact): string | null {
    return this.architecture.hashOf(useCase);
  }

  /**
   * Something that several subjects ask about, worked out once. What can be told of the architecture alone is kept there.
   * @param about what it is worked out of: a record of the register, or an id
   */
  once<Value extends object>(what: string, about: object | string, make: () => Value): Value {
    return this.#once.of(what, about, make);
  }

  /** Changes of what a subject is, or stands on, because of which a rule is looked at again. */
  openChanges(rule: string, subject: Subject): readonly ChangeFact[] {
    if (this.facts.changes.length === 0) return NONE;
    return this.#changesOf(subject).filter(({ openRules }) => openRules.includes(rule));
  }

  #changesOf(subject: Subject): readonly ChangeFact[] {
    const key = `${subject.type}/${subject.legalEntityIds.join()}/${subject.id}`;
    const known = this.#changed.get(key);
    if (known) return known;
    const found = changesOf(subject, this);
    this.#changed.set(key, found);
    return found;
  }

  arrangement(id: string): ArrangementFact | null {
    return this.#arrangementById.get(id) ?? null;
  }
}

/** A subject, and for whom it is judged. */
type Whose = Pick<Subject, 'id' | 'legalEntityIds'>;

/** What somebody concludes or advises, for one legal entity, rather than finds out. */
type DecisionKind = 'fitness_decision' | 'legal_review';

function latestOf(activities: readonly ActivityFact[]): ActivityFact | null {
  const [first, ...others] = activities;
  if (first === undefined) return null;
  return others.reduce((latest, one) => (isAfter(one, latest) ? one : latest), first);
}

function subjectIdOf({ useCaseId, componentId, providerId, legalEntityId }: ActivityFact): string {
  return useCaseId ?? componentId ?? providerId ?? legalEntityId;
}

/** What says less, first. */
const SAYS: readonly string[] = ['failed', 'unknown', 'passed_with_issues', 'passed'];
const REVIEW_SAYS: readonly string[] = [
  'not_acceptable',
  'unknown',
  'acceptable_with_measures',
  'acceptable',
];

function allInOrder(facts: RecordFacts): RecordFacts {
  const sorted = Object.entries(facts).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? inOrder(value as { id: string }[]) : value,
  ]);
  return Object.fromEntries(sorted) as RecordFacts;
}

function isAfter(one: ActivityFact, other: ActivityFact): boolean {
  if (one.performedOn !== other.performedOn) return one.performedOn > other.performedOn;
  return SAYS.indexOf(one.outcome) < SAYS.indexOf(other.outcome);
}

function isReviewedAfter(one: ReviewFact, other: ReviewFact): boolean {
  if (one.performedOn !== other.performedOn) return one.performedOn > other.performedOn;
  return REVIEW_SAYS.indexOf(one.outcome) < REVIEW_SAYS.indexOf(other.outcome);
}

function isAbout({ useCaseId, providerId, componentId }: ExceptionFact, subject: Subject): boolean {
  if (useCaseId === null && providerId === null && componentId === null) return true;
  if (subject.type === 'arrangement' && providerId !== null) return subject.fact.providerId === providerId;
  return [useCaseId, providerId, componentId].includes(subject.id);
}
