import { dropsOut, type NotApplying } from './applicable.js';
import { isOverdue } from './cadence.js';
import { requiredTests } from './domains/model-fitness.js';
import type { ControlState, SubjectFacts } from './facts.js';
import { type Domain, DOMAINS, type Method, type TestName } from './method.js';

/** One control as the score counts it. */
export interface ControlEffect {
  readonly code: string;
  /** Weight among the controls of its domain that apply; they add up to 1. */
  readonly weight: number;
  readonly design: number;
  readonly operating: number;
  /** e: the lesser of the two; of the fallback, what the graph leaves of it. */
  readonly effect: number;
  /** e as it would be with everything operating as designed. */
  readonly designed: number;
  readonly known: boolean;
  /** Why it does not count as operating, whatever is recorded; null where that is not so. */
  readonly because: string | null;
}

export interface DomainControls {
  /** CE_d = cap_d × Σ w·e / Σ w, and the same with e as designed. Null: the domain does not apply. */
  readonly effect: number | null;
  readonly designed: number | null;
  readonly controls: readonly ControlEffect[];
}

const NOT_RECORDED: ControlState = { design: null, operating: null };

/** The effect of the controls of every domain (methodology 4.4, "Controls"). */
export function controlEffects(
  facts: SubjectFacts,
  method: Method,
  notApplying: NotApplying,
): Readonly<Record<Domain, DomainControls>> {
  const effects = DOMAINS.map((domain) => [domain, effectOf(domain, facts, method, notApplying)] as const);
  return Object.fromEntries(effects) as Record<Domain, DomainControls>;
}

function effectOf(
  domain: Domain,
  facts: SubjectFacts,
  method: Method,
  notApplying: NotApplying,
): DomainControls {
  const applying = Object.entries(method.controls[domain]).filter(
    ([code]) => !dropsOut(notApplying, domain, code),
  );
  if (applying.length === 0) return { effect: null, designed: null, controls: [] };
  const all = applying.reduce((sum, [, weight]) => sum + weight, 0);
  const controls = applying.map(([code, weight]) => ({
    code,
    weight: weight / all,
    ...stateOf(domain, code, facts, method),
  }));
  const sum = (of: (control: ControlEffect) => number): number =>
    method.caps[domain] * controls.reduce((total, control) => total + control.weight * of(control), 0);
  return { effect: sum(({ effect }) => effect), designed: sum(({ designed }) => designed), controls };
}

type Counted = Omit<ControlEffect, 'code' | 'weight'>;

function stateOf(domain: Domain, code: string, facts: SubjectFacts, method: Method): Counted {
  if (domain === 'R' && code === 'fallback') return fallback(facts);
  if (domain === 'M' && code === 'humanReview') return humanReview(facts, method);
  return single(recorded(facts, domain, code), notOperating(domain, code, facts, method));
}

function recorded(facts: SubjectFacts, domain: Domain, code: string): ControlState {
  return facts.controls[domain]?.[code] ?? NOT_RECORDED;
}

function single(state: ControlState, because: string | null): Counted {
  const design = state.design ?? 0;
  const operating = because === null ? (state.operating ?? 0) : 0;
  return {
    design,
    operating,
    effect: Math.min(design, operating),
    designed: design,
    known: state.design !== null && state.operating !== null,
    because,
  };
}

/** A plan for the firm's own suspension alone is one of the two cases; the gate asks for the other. */
const APPROVED_PLANS: ReadonlySet<string> = new Set(['approved', 'suspension_only']);

/** What a control cannot be said to do, whatever is recorded of it: the fact that it rests on is not there. */
function notOperating(domain: Domain, code: string, facts: SubjectFacts, method: Method): string | null {
  switch (`${domain}.${code}`) {
    case 'M.endToEndTest':
      return untested('accuracy', facts, method);
    case 'M.ownValidation':
      return facts.validation === 'valid' ? untested('bias', facts, method) : 'validation_not_valid';
    case 'M.monitoring':
      return isOverdue(facts) ? 'monitoring_overdue' : untested('drift', facts, method);
    case 'M.promptVariation':
      return untested('promptVariation', facts, method);
    case 'R.contingencyPlan':
      return APPROVED_PLANS.has(facts.contingencyPlan) ? null : 'plan_not_approved';
    case 'P.dueDiligence':
      return facts.dueDiligence === 'in_date' ? null : 'due_diligence_not_in_date';
    case 'S.responsibility':
      return facts.responsibilityAllocation === 'all_assigned' ? null : 'tasks_not_all_assigned';
    default:
      return null;
  }
}

/** A test that failed, or that is required and has no result. */
function untested(test: TestName, facts: SubjectFacts, method: Method): string | null {
  const result = facts.tests[test];
  if (result === 'failed') return `${test}_failed`;
  if (result === 'pass' || result === 'minor_issues') return null;
  return requiredTests(facts, method).includes(test) ? `${test}_missing` : null;
}

/**
 * Human review and disclosure count as the least of their parts. T1 asks for a human in the loop and the prompt variation
 * test, the others for sampling; a provisional T1 for both; disclosure wherever clients interact.
 */
function humanReview(facts: SubjectFacts, method: Method): Counted {
  const parts = humanReviewParts(facts).map((part) =>
    single(recorded(facts, 'M', part), notOperating('M', part, facts, method)),
  );
  const least = (of: (part: Counted) => number): number => Math.min(...parts.map(of));
  return {
    design: least(({ design }) => design),
    operating: least(({ operating }) => operating),
    effect: Math.min(
      least(({ design }) => design),
      least(({ operating }) => operating),
    ),
    designed: least(({ design }) => design),
    known: parts.every(({ known }) => known),
    because: parts.find(({ because }) => because !== null)?.because ?? null,
  };
}

export function humanReviewParts(facts: SubjectFacts): readonly string[] {
  return [
    ...(facts.tier === 'T1' ? ['humanInTheLoop', 'promptVariation'] : []),
    ...(facts.tier !== 'T1' || facts.provisional ? ['sampling'] : []),
    ...(facts.clientsInteract === 'no' ? [] : ['disclosure']),
  ];
}

/**
 * The fallback operates as far as the graph leaves it: e = min(φ_eff, design × g); as designed, design × g. For the confidence
 * two items stand for it, its evidence and its independence.
 */
function fallback(facts: SubjectFacts): Counted {
  const { graph } = facts;
  const { design } = recorded(facts, 'R', 'fallback');
  const operating = graph?.fallback ?? 0;
  const designed = (design ?? 0) * (graph?.independence ?? 0);
  return {
    design: design ?? 0,
    operating,
    effect: Math.min(operating, designed),
    designed,
    known: design !== null && graph !== null && graph.fallbackKnown && graph.independenceKnown,
    because: null,
  };
}
