/**
 * What the engine does in a thread of its own, since it may take seconds. This file is loaded there: it must import
 * nothing but the engine and pure rules. Plain data comes in; the answer goes out as JSON text, which is cheap to hand over.
 */
import {
  type AvailabilitySimulationTask,
  simulatedAvailability,
  useCaseAvailability as availabilityOfUseCase,
  type UseCaseAvailabilityTask,
} from './availability-thread.js';
import { type Comparison, compareScenario } from './domain/compare-scenario.js';
import { type LimitsQuestion, measureLimits } from './domain/measure-limits.js';
import { type EffectQuestion, methodEffect } from './domain/method-effect.js';
import {
  type ComputationLimits,
  MAX_CUT_SETS,
  PortfolioTooComplexError,
} from './engine/graph/computation-limits.js';
import { cutSetsOfView } from './engine/graph/cut-sets.js';
import type { LocalView } from './engine/graph/local-view.js';
import { buildPortfolio } from './engine/graph/portfolio.js';
import type { PortfolioInput } from './engine/graph/portfolio-input.js';
import { simulate } from './engine/graph/simulate.js';
import { compareLists, compareText } from './engine/graph/text-order.js';
import { type PortfolioProblem, validatePortfolio } from './engine/graph/validate.js';
import { validateWrittenGraph } from './engine/graph/validate-written.js';
import { graphMethodOf, type Method } from './engine/method.js';
import { score, worthFindingOut } from './engine/score.js';
import { subjectOf, type WrittenSubject } from './engine/written-subject.js';
import { hashOf } from './graph-hash.js';
import { hashOfInputs } from './score-hash.js';
import { portfolioOf } from './engine/graph/written-graph.js';
import type { FallbackEvidence } from './engine/graph/fallback-evidence.js';
import { validateAvailability } from './engine/graph/validate-availability.js';

export type ThreadAnswer =
  { json: string } | { problems: PortfolioProblem[] } | { tooComplex: PortfolioTooComplexError['reason'] };

interface Deadline {
  deadlineMs: number;
}

export interface SimulationTask {
  input: PortfolioInput;
  failed: readonly string[];
  maxOrder: number;
}

export interface CutSetsTask {
  /** The use case and all that can make it stop; null when it is stopped with nothing failed. */
  view: LocalView | null;
  /** Id of each vertex of the view, and how the answer names it. */
  ids: readonly string[];
  names: readonly unknown[];
  maxOrder: number;
  /** The rest of the answer. */
  about: Readonly<Record<string, unknown>>;
}

export interface EvaluationTask {
  subject: WrittenSubject;
  method: Method;
  /** YYYY-MM-DD */
  today: string;
}

export interface EngineTasks {
  compareScenarios: Comparison;
  effectOfMethod: EffectQuestion;
  evaluateSubject: EvaluationTask;
  measureLimitsOf: LimitsQuestion;
  simulatePortfolio: SimulationTask;
  listCutSets: CutSetsTask;
  simulateAvailability: AvailabilitySimulationTask;
  useCaseAvailability: UseCaseAvailabilityTask;
}

export function simulatePortfolio({
  input,
  failed,
  maxOrder,
  deadlineMs,
}: SimulationTask & Deadline): ThreadAnswer {
  const problems = validatePortfolio(input, failed, maxOrder);
  if (problems.length > 0) return { problems };
  return within(deadlineMs, (limits) => {
    const portfolio = buildPortfolio(input);
    return { ...simulate(portfolio, failed, maxOrder, limits), graphHash: hashOf(portfolio) };
  });
}

export function listCutSets({
  view,
  ids,
  names,
  maxOrder,
  about,
  deadlineMs,
}: CutSetsTask & Deadline): ThreadAnswer {
  return within(deadlineMs, (limits) => {
    const sets = view === null ? [[]] : cutSetsOfView(view, maxOrder, limits);
    if (sets.length > limits.maxSets) throw new PortfolioTooComplexError('sets');
    const nameOf = new Map(ids.map((id, i) => [id, names[i]]));
    const sorted = sets.map((set) => set.map((local) => ids[local]!).sort(compareText)).sort(compareLists);
    return { ...about, cutSets: sorted.map((set) => ({ nodes: set.map((id) => nameOf.get(id)) })) };
  });
}

/** What another method would make of every score. */
export function effectOfMethod(task: EffectQuestion & Deadline): ThreadAnswer {
  return within(task.deadlineMs, (limits) => methodEffect(task, limits));
}

/** The register beside what it would be. */
export function compareScenarios(task: Comparison & Deadline): ThreadAnswer {
  return within(task.deadlineMs, (limits) => compareScenario(task, limits, hashOf));
}

/** Measures the concentration limits of one legal entity. */
export function measureLimitsOf(task: LimitsQuestion & Deadline): ThreadAnswer {
  return within(task.deadlineMs, (limits) => measureLimits(task, limits, hashOf));
}

/** Scores one written subject, with what to find out next. */
export function evaluateSubject({
  subject,
  method,
  today,
  deadlineMs,
}: EvaluationTask & Deadline): ThreadAnswer {
  const { graph, components = [] } = subject.facts;
  const ofGraph = graph ? validateWrittenGraph(graph) : [];
  const problems = [
    ...repeatedIds(components),
    ...ofGraph.map((problem) => ({ ...problem, pointer: `/facts/graph${problem.pointer}` })),
  ];
  if (problems.length > 0) return { problems };
  return within(deadlineMs, () => {
    const { facts, bestGraph } = subjectOf(subject, method);
    const evidence = method.tables.fallbackEvidence as Record<FallbackEvidence, number>;
    return {
      score: score(facts, bestGraph, method, today),
      worthFindingOut: worthFindingOut(facts, bestGraph, method, today),
      graphHash: graph ? hashOf(buildPortfolio(portfolioOf(graph, evidence), graphMethodOf(method))) : null,
      inputsHash: hashOfInputs(facts, bestGraph),
    };
  });
}

/** Of two components with one id the answer could not say which is which. */
function repeatedIds(components: readonly { readonly id: string }[]): PortfolioProblem[] {
  const seen = new Set<string>();
  return components.flatMap(({ id }, i): PortfolioProblem[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ pointer: `/facts/components/${i}/id`, code: 'duplicate_id' }];
  });
}

export function simulateAvailability(task: AvailabilitySimulationTask & Deadline): ThreadAnswer {
  const problems = validateAvailability(task.input, task);
  if (problems.length > 0) return { problems };
  return within(task.deadlineMs, (limits) => simulatedAvailability(task, limits));
}

export function useCaseAvailability(task: UseCaseAvailabilityTask & Deadline): ThreadAnswer {
  return within(task.deadlineMs, (limits) => availabilityOfUseCase(task, limits));
}

/** The engine asks often whether it may go on, so that what is too complex ends with an answer that says so. */
function within(
  deadlineMs: number,
  compute: (limits: ComputationLimits & { maxSets: number }) => unknown,
): ThreadAnswer {
  const until = performance.now() + deadlineMs;
  try {
    return {
      json: JSON.stringify(compute({ shouldStop: () => performance.now() > until, maxSets: MAX_CUT_SETS })),
    };
  } catch (error) {
    if (!(error instanceof PortfolioTooComplexError)) throw error;
    return { tooComplex: error.reason };
  }
}
