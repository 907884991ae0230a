import {
  CASES,
  continuityOf,
  decidingExercise,
  type ExerciseRecord,
  type KeptUse,
  type PlanRecord,
} from '../../continuity/plans.public.js';
import type { ControlState } from '../engine/facts.js';
import type { Source } from './score-facts.js';
import { sourceKey } from './source-keys.js';
import { UNDISCLOSED_PART } from './undisclosed-part.js';

/** An exercise of a plan, as scores read it. */
export interface ExerciseFact extends ExerciseRecord {
  readonly source: Source;
}

/** A contingency plan that is not retired, with its exercises. */
export interface PlanFact extends PlanRecord<ExerciseFact> {
  readonly useCaseId: string;
  readonly source: Source;
}

/** What the contingency plans of a subject come to. */
export interface PlansOfUse {
  /** Of the control `contingencyPlan`; null: there is none to speak of it. */
  readonly state: ControlState | null;
  /** What the gate reads. */
  readonly gate: string;
  /** The plans, and the exercises that decide of them, by `sourceKey`. */
  readonly sources: Readonly<Record<string, Source>>;
}

export interface PlannedUseCase extends KeptUse {
  readonly id: string;
  readonly legalEntityIds: readonly string[];
}

const NO_PLAN: PlansOfUse = { state: null, gate: 'unknown', sources: {} };

/** The contingency plans of every use case: the register sees by itself whether one is approved and exercised. */
export class ContingencyPlans {
  readonly #ofUseCase = new Map<string, PlanFact[]>();

  constructor(readonly all: readonly PlanFact[]) {
    for (const plan of all) {
      const known = this.#ofUseCase.get(plan.useCaseId);
      if (known) known.push(plan);
      else this.#ofUseCase.set(plan.useCaseId, [plan]);
    }
  }

  /**
   * @param parts of the subject
   * @param today YYYY-MM-DD
   */
  of(
    useCase: PlannedUseCase,
    parts: readonly { readonly id: string; readonly providerId: string | null }[],
    today: string,
  ): PlansOfUse {
    const plans = this.#ofUseCase.get(useCase.id);
    if (plans === undefined) return NO_PLAN;
    const { tier, criticalOperation, toleranceHours, legalEntityIds } = useCase;
    const use = {
      ...{ tier, criticalOperation, toleranceHours, legalEntityIds },
      parts: parts.map(({ id, providerId }) => ({
        ...{ id, providerId, undisclosed: id === UNDISCLOSED_PART.id },
      })),
    };
    const { state, gate, plans: read } = continuityOf(plans, use, today);
    return { state, gate, sources: Object.fromEntries(read.flatMap(sourcesOf)) };
  }

  /** Ids of the use cases whose plans are other than they were, or are there on one side alone. */
  differing(others: ContingencyPlans): Set<string> {
    const textOf = (plans: ContingencyPlans): Map<string, string> =>
      new Map(plans.all.map((plan) => [plan.id, JSON.stringify(plan)]));
    const [before, after] = [textOf(this), textOf(others)];
    return new Set(
      [...this.all, ...others.all]
        .filter(({ id }) => before.get(id) !== after.get(id))
        .map(({ useCaseId }) => useCaseId),
    );
  }
}

function sourcesOf(plan: PlanFact): (readonly [string, Source])[] {
  const deciding = CASES.flatMap((one) => decidingExercise(plan, one) ?? []);
  return [
    [sourceKey('contingency_plan', plan.id), plan.source],
    ...deciding.map(({ id, exercisedOn, source }): readonly [string, Source] => [
      sourceKey('contingency_exercise', id),
      { ...source, observedOn: exercisedOn },
    ]),
  ];
}
