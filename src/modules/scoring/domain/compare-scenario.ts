import type { Locale } from '../../../kernel/actor.js';
import { assertGoesOn, type ComputationLimits } from '../engine/graph/computation-limits.js';
import { type CutSets, cutSets } from '../engine/graph/cut-sets.js';
import { createScratch, type Scratch } from '../engine/graph/failure.js';
import type { Portfolio } from '../engine/graph/portfolio.js';
import { concentration, type LayerConcentration, layerOfKinds } from '../engine/graph/shares.js';
import { withWeighing } from '../engine/graph/weighing.js';
import type { Method } from '../engine/method.js';
import { score } from '../engine/score.js';
import { type Axis, kindsOfAxis } from './axes.js';
import { failurePath, type PathStep } from './failure-path.js';
import { inLocale, nodeName, type NodeName, type RecordNames } from './node-name.js';
import { providerNames, useCaseNames as namesOfUseCase } from './subject-names.js';
import { type Scenario, withScenario } from './scenario.js';
import type { ScoreFacts } from './score-facts.js';
import { ScoreWorld } from './score-all.js';
import { type ScoreSubject, subjectIdOf } from './score-subjects.js';
import { type SeenSubjects, subjectFilter } from './visibility.js';
import { WEIGHING } from './weighing-statuses.js';

/** Shares that are listed of a concentration. */
const SHARES = 50;

export interface Comparison {
  facts: ScoreFacts;
  scenario: Scenario;
  method: Method;
  /** YYYY-MM-DD */
  today: string;
  /** What the asker sees; the others weigh and are not named. */
  seen: SeenSubjects;
  axis: Axis;
  maxOrder: number;
  locale: Locale;
}

/**
 * The register beside what it would be: scores, concentration, cut sets.
 * @param hashOf how a graph is hashed
 * @throws PortfolioTooComplexError beyond the limits
 */
export function compareScenario(
  { facts, scenario, method, today, seen, axis, maxOrder, locale }: Comparison,
  limits: ComputationLimits,
  hashOf: (portfolio: Portfolio) => string,
) {
  const before = new Side(facts, method, today, seen);
  const after = new Side(withScenario(facts, scenario), method, today, seen);
  return {
    scores: scoresOf(before, after, limits),
    concentration: { axis, before: before.concentration(axis), after: after.concentration(axis) },
    cutSets: cutSetsOf(before, after, maxOrder, limits),
    stopped: stoppedOf(before, after, locale),
    maxOrder,
    methodVersion: method.version,
    graphHash: { before: hashOf(before.portfolio), after: hashOf(after.portfolio) },
  };
}

interface Figures {
  residual: number;
  reported: number;
  band: string;
  gates: string[];
}

/** What a subject comes to. */
interface Scored {
  subject: ScoreSubject;
  figures: Figures;
}

/** The register as it is, or as it would be. */
class Side {
  readonly #world: ScoreWorld;
  readonly #names: ReadonlyMap<string, RecordNames>;

  constructor(
    readonly facts: ScoreFacts,
    private readonly method: Method,
    private readonly today: string,
    private readonly seen: SeenSubjects,
  ) {
    this.#world = new ScoreWorld(facts, method, today);
    const named = [...facts.components, ...facts.providers, ...facts.useCases];
    this.#names = new Map(named.map((record) => [record.id, record]));
  }

  get portfolio(): Portfolio {
    return this.#world.portfolio;
  }

  namesOf(id: string): RecordNames | undefined {
    return this.#names.get(id);
  }

  /** By what they are addressed by: those that are seen. */
  scored(limits: ComputationLimits): Map<string, Scored> {
    const seen = this.#world.subjects.filter(subjectFilter(this.seen));
    return new Map(
      seen.map((subject) => {
        assertGoesOn(limits);
        const { facts, bestGraph } = this.#world.inputs(subject);
        const { residual, reported, band, gates } = score(facts, bestGraph, this.method, this.today);
        const codes = gates.map(({ code }) => code);
        const figures = { residual, reported, band, gates: codes };
        return [`${subject.useCaseId} ${subjectIdOf(subject)}`, { subject, figures }];
      }),
    );
  }

  concentration(axis: Axis) {
    const { portfolio } = this.#world;
    const weighing = new Set(
      this.facts.useCases.filter(({ status }) => WEIGHING.has(status)).map(({ id }) => id),
    );
    const weighed = withWeighing(portfolio, (useCase) =>
      weighing.has(portfolio.ids[portfolio.nodeCount + useCase]!),
    );
    const measured = concentration(weighed, layerOfKinds(weighed, kindsOfAxis(axis)));
    return { declared: this.#view(measured.declared), effective: this.#view(measured.effective) };
  }

  #view({ shares, ...measures }: LayerConcentration) {
    const { ids } = this.#world.portfolio;
    return {
      ...measures,
      shares: shares
        .filter(({ share }) => share > 0)
        .slice(0, SHARES)
        .map(({ node, share, criticalShare }) => ({ node: this.node(ids[node]!), share, criticalShare })),
    };
  }

  cutSets(maxOrder: number, limits: ComputationLimits): CutSets {
    const { portfolio } = this.#world;
    const numbers = this.seen.useCases.flatMap((id) => {
      const vertex = portfolio.indexOf.get(id);
      return vertex === undefined ? [] : [vertex - portfolio.nodeCount];
    });
    return cutSets(portfolio, maxOrder, limits, numbers);
  }

  node(id: string): NodeName {
    return nodeName({ portfolio: this.#world.portfolio, names: this.#names }, id);
  }

  /** What stands still without anything failing; the scratch holds why. */
  standstill(): { scratch: Scratch; useCases: ReadonlySet<string> } {
    const { portfolio } = this.#world;
    const scratch = createScratch(portfolio, false);
    const stopped = this.seen.useCases.filter((id) => scratch.failed[portfolio.indexOf.get(id) ?? -1] === 1);
    return { scratch, useCases: new Set(stopped) };
  }
}

/** Every score that is another, or there on one side alone; the largest change first. */
function scoresOf(before: Side, after: Side, limits: ComputationLimits) {
  const was = before.scored(limits);
  const is = after.scored(limits);
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return keys
    .map((key) => {
      const { subject } = (is.get(key) ?? was.get(key))!;
      const { useCaseId, providerId } = subject;
      return {
        useCaseId,
        ...useCaseNames(after, useCaseId),
        arrangementId: subjectIdOf(subject),
        covered: subject.arrangementId !== null,
        providerId,
        ...providerNames(providerId === null ? undefined : after.namesOf(providerId)),
        before: was.get(key)?.figures ?? null,
        after: is.get(key)?.figures ?? null,
      };
    })
    .filter(({ before: a, after: b }) => JSON.stringify(a) !== JSON.stringify(b))
    .sort((a, b) => distance(b) - distance(a) || (a.useCaseId < b.useCaseId ? -1 : 1));
}

function useCaseNames(side: Side, id: string): ReturnType<typeof namesOfUseCase> {
  return namesOfUseCase(side.namesOf(id));
}

function distance({ before, after }: { before: Figures | null; after: Figures | null }): number {
  return Math.abs((after?.reported ?? 0) - (before?.reported ?? 0));
}

interface Standstill {
  useCaseId: string;
  useCaseName: string;
  useCaseNameZhHant: string | null;
  because: PathStep[];
}

/** Use cases that would stand still and do not as it is, each with the path down to what is missing. */
function stoppedOf(before: Side, after: Side, locale: Locale): Standstill[] {
  const was = before.standstill();
  const is = after.standstill();
  const names = {
    locale,
    node: (id: string) => after.node(id),
    record: (id: string) => {
      const found = after.namesOf(id);
      return found && (inLocale(found, locale) ?? undefined);
    },
  };
  return [...is.useCases]
    .filter((id) => !was.useCases.has(id))
    .map((id) => ({
      useCaseId: id,
      ...useCaseNames(after, id),
      because: failurePath(is.scratch, after.portfolio.indexOf.get(id)!, names),
    }));
}

/** Use cases whose minimal cut sets are others. */
function cutSetsOf(before: Side, after: Side, maxOrder: number, limits: ComputationLimits) {
  const was = before.cutSets(maxOrder, limits);
  const is = after.cutSets(maxOrder, limits);
  const named = (side: Side, sets: CutSets, id: string) =>
    (sets.get(id) ?? []).map((set) => ({ nodes: set.map((node) => side.node(node)) }));
  return [...is.keys()]
    .filter((id) => JSON.stringify(was.get(id)) !== JSON.stringify(is.get(id)))
    .map((id) => ({
      useCaseId: id,
      ...useCaseNames(after, id),
      before: named(before, was, id),
      after: named(after, is, id),
    }));
}
