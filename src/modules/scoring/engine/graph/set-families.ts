import { assertGoesOn, PortfolioTooComplexError, type ComputationLimits } from './computation-limits.js';

/**
 * A family of minimal sets, each written as one number, ascending: {x < y < z} is z·base² + y·base + x with 1 ≤ x. Thus
 * smaller sets come first, and `1` (no member) never occurs. The family [0] holds the empty set alone.
 */
export type Family = readonly number[];

/** The family of what always fails. */
export const ALWAYS: Family = [0];
/** The family of what never fails. */
export const NEVER: Family = [];

/** An intermediate family may be so much larger than an answer before the computation is given up, but never larger … */
const INTERMEDIATE_FACTOR = 10;
/** … than this: 8 bytes each, and a few copies while it is sorted. */
const LARGEST_FAMILY = 2_000_000;
/** The largest base whose third power is still an exact integer. */
const LARGEST_BASE = 208_063;

/** Arithmetic on families of sets of at most `maxOrder` members, each member in 1 … base − 1. Larger sets are dropped. */
export class SetFamilies {
  private readonly square: number;
  private readonly most: number;

  /** @throws PortfolioTooComplexError when the members are too many to be numbered */
  constructor(
    private readonly base: number,
    private readonly maxOrder: number,
    private readonly limits: ComputationLimits & { readonly maxSets: number },
  ) {
    if (base > LARGEST_BASE) throw new PortfolioTooComplexError('sets');
    this.square = base * base;
    this.most = Math.min(limits.maxSets * INTERMEDIATE_FACTOR, LARGEST_FAMILY);
  }

  /** Any of them fails. */
  any(families: readonly Family[]): Family {
    const present = families.filter((family) => family.length > 0);
    if (present.length <= 1) return present[0] ?? NEVER;
    let sets: number[] = [];
    for (const family of present) {
      for (const set of family) sets.push(set);
      if (sets.length > this.most) sets = [...this.minimal(sets)];
    }
    return this.minimal(sets);
  }

  /** Both fail: every union of a set of the one with a set of the other. */
  both(a: Family, b: Family): Family {
    let sets: number[] = [];
    for (const x of a) {
      assertGoesOn(this.limits);
      for (const y of b) {
        const union = this.union(x, y);
        if (union >= 0) sets.push(union);
      }
      if (sets.length > this.most) sets = [...this.minimal(sets)];
    }
    return this.minimal(sets);
  }

  /** At least `need` of the families fail. */
  atLeast(need: number, families: readonly Family[]): Family {
    // fails[q] = at least q of the families looked at so far
    const fails: Family[] = Array.from({ length: need + 1 }, (_, q) => (q === 0 ? ALWAYS : NEVER));
    families.forEach((family, i) => {
      const stillToCome = families.length - i - 1;
      for (let q = Math.min(need, i + 1); q >= Math.max(1, need - stillToCome); q--) {
        fails[q] = this.any([fails[q]!, this.both(fails[q - 1]!, family)]);
      }
    });
    return fails[need]!;
  }

  /** The members of a set, ascending. */
  members(set: number): number[] {
    const x = set % this.base;
    const y = Math.floor(set / this.base) % this.base;
    const z = Math.floor(set / this.square);
    return [x, y, z].filter((member) => member > 0);
  }

  /** Sorted, each once, and none that contains another. */
  minimal(sets: readonly number[]): Family {
    const sorted = Float64Array.from(sets).sort();
    const kept: number[] = [];
    const has = new Set<number>();
    let previous = -1;
    for (const set of sorted) {
      if (set === 0) return ALWAYS;
      if (set === previous) continue;
      previous = set;
      if (this.containsOneOf(set, has)) continue;
      has.add(set);
      kept.push(set);
    }
    if (kept.length > this.most) throw new PortfolioTooComplexError('sets');
    return kept;
  }

  private containsOneOf(set: number, family: ReadonlySet<number>): boolean {
    if (set < this.base) return false;
    const x = set % this.base;
    const y = Math.floor(set / this.base) % this.base;
    if (family.has(x) || family.has(y)) return true;
    if (set < this.square) return false;
    const z = Math.floor(set / this.square);
    const pair = (high: number, low: number): boolean => family.has(high * this.base + low);
    return family.has(z) || pair(y, x) || pair(z, x) || pair(z, y);
  }

  /** The union of two sets, or −1 when it has more members than are asked for. */
  private union(a: number, b: number): number {
    if (a === 0 || a === b) return b;
    if (b === 0) return a;
    if (a < this.base && b < this.base) {
      if (this.maxOrder < 2) return -1;
      return a > b ? a * this.base + b : b * this.base + a;
    }
    const members = [...new Set([...this.members(a), ...this.members(b)])];
    if (members.length > this.maxOrder) return -1;
    members.sort((p, q) => p - q);
    return members.reduceRight((code, member) => code * this.base + member, 0);
  }
}
