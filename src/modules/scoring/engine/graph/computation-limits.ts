/** How far a computation may go before it is given up. */
export interface ComputationLimits {
  /** Asked again and again; true ends the computation. The engine has no clock: a deadline is the caller's. */
  readonly shouldStop?: () => boolean;
  /** Most minimal cut sets in one answer. */
  readonly maxSets?: number;
}

/** The limit of `maxSets` where the caller sets none. */
export const MAX_CUT_SETS = 100_000;

/** The portfolio is too complex for the limits; nothing of the answer is usable. */
export class PortfolioTooComplexError extends Error {
  constructor(readonly reason: 'sets' | 'time') {
    super(reason === 'sets' ? 'more cut sets than the limit' : 'the computation was told to stop');
    this.name = 'PortfolioTooComplexError';
  }
}

/** @throws PortfolioTooComplexError when the caller's time is up */
export function assertGoesOn(limits: ComputationLimits): void {
  if (limits.shouldStop?.()) throw new PortfolioTooComplexError('time');
}
