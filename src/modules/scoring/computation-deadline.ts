import { DomainError } from '../../kernel/domain-error.js';
import {
  type ComputationLimits,
  MAX_CUT_SETS,
  PortfolioTooComplexError,
} from './engine/graph/computation-limits.js';

const DEADLINE_MS = 10_000;

/** Runs a computation of the engine under a deadline; beyond its limits it is refused, and says which. */
export function within<T>(compute: (limits: ComputationLimits) => T): T {
  const until = performance.now() + DEADLINE_MS;
  try {
    return compute({ shouldStop: () => performance.now() > until, maxSets: MAX_CUT_SETS });
  } catch (error) {
    if (!(error instanceof PortfolioTooComplexError)) throw error;
    const limit = error.reason === 'sets' ? `${MAX_CUT_SETS} cut sets` : `${DEADLINE_MS / 1000} s`;
    throw new DomainError('portfolio-too-complex', { limit });
  }
}
