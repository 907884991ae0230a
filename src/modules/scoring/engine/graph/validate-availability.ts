import type { AvailabilityInput } from './availability-input.js';
import { MANUAL_PROCEDURE } from './node-kinds.js';
import type { Sampling } from './sampled-failure.js';
import { MOST_PROBLEMS, validatePortfolio, type PortfolioProblem } from './validate.js';

export const MOST_SEED = 4_294_967_295;
export const FEWEST_SAMPLES = 1_000;
export const MOST_SAMPLES = 1_000_000;

/** Everything that keeps a foreign portfolio with its figures from being asked how available its use cases are. */
export function validateAvailability(input: AvailabilityInput, sampling: Sampling): PortfolioProblem[] {
  const problems = validatePortfolio(input);
  if (problems.some(({ code }) => code === 'too_many')) return problems;
  return [...problems, ...figureProblems(input), ...samplingProblems(sampling)].slice(0, MOST_PROBLEMS);
}

function* figureProblems({ nodes, requirements }: AvailabilityInput): Generator<PortfolioProblem> {
  for (const [i, { kind, availability = 1 }] of nodes.entries()) {
    const pointer = `/nodes/${i}/availability`;
    if (!isShare(availability)) yield outside(pointer, 0, 1);
    else if (kind === MANUAL_PROCEDURE && availability < 1) yield { pointer, code: 'never_fails' };
  }
  for (const [i, { beta = 0 }] of requirements.entries()) {
    if (!isShare(beta)) yield outside(`/requirements/${i}/beta`, 0, 1);
  }
}

function* samplingProblems({ seed, samples }: Sampling): Generator<PortfolioProblem> {
  if (!isWhole(seed, 0, MOST_SEED)) yield outside('/seed', 0, MOST_SEED);
  if (!isWhole(samples, FEWEST_SAMPLES, MOST_SAMPLES))
    yield outside('/samples', FEWEST_SAMPLES, MOST_SAMPLES);
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function outside(pointer: string, min: number, max: number): PortfolioProblem {
  return { pointer, code: 'range', params: { min, max } };
}
