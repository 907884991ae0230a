/** Measures of how unevenly one whole is split (methodology 4.1). All are fractions, 0…1, but the effective number. */
export interface ConcentrationMeasures {
  /** Herfindahl–Hirschman index, Σ s². */
  readonly hhi: number;
  /** 1 / HHI: as if so many equal suppliers; 0 where there is none. */
  readonly effectiveNumber: number;
  /** (HHI − 1/N) / (1 − 1/N); 1 for a single one. */
  readonly normalisedHhi: number;
  /** Share of the largest, and of the three largest. */
  readonly cr1: number;
  readonly cr3: number;
  /** Σ s²·σ: what is easy to leave weighs less. */
  readonly hhiSubstitutability: number;
}

/**
 * @param shares positive, adding up to 1, in any order; an empty list gives zeros
 * @param sigmas σ of each, 0…1, in the same order
 */
export function measure(shares: readonly number[], sigmas: readonly number[]): ConcentrationMeasures {
  const n = shares.length;
  const hhi = sum(shares.map((share) => share * share));
  const falling = [...shares].sort((a, b) => b - a);
  return {
    hhi,
    effectiveNumber: n === 0 ? 0 : 1 / hhi,
    normalisedHhi: n === 0 ? 0 : n === 1 ? 1 : Math.max(0, (hhi - 1 / n) / (1 - 1 / n)),
    cr1: sum(falling.slice(0, 1)),
    cr3: Math.min(1, sum(falling.slice(0, 3))),
    hhiSubstitutability: sum(shares.map((share, i) => share * share * (sigmas[i] ?? 1))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
