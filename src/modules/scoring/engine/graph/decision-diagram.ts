/** The function that is always false, and the one that is always true. */
export const FALSE = 0;
export const TRUE = 1;

/** A diagram, or the work on it, has become larger than was allowed. */
export class DiagramTooLargeError extends Error {}

/** Nodes are packed into keys of three numbers below 2²⁰, which stay exact. */
const BASE = 1_048_576;
/** Some 100 MB with what is known of their combinations. */
const MOST_NODES = 500_000;
/** How much is done between two questions whether to go on. */
const STEPS_BETWEEN = 4_096;

/**
 * Binary decision diagrams, reduced and ordered (Bryant), of monotone functions: equal functions are the same number.
 * Variables are 0 …, in the order in which they are decided. A variable here says that something has failed.
 */
export class DecisionDiagram {
  private readonly variables = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  private readonly low = [FALSE, TRUE];
  private readonly high = [FALSE, TRUE];
  private readonly nodes = new Map<number, number>();
  private readonly results = new Map<number, number>();
  private steps = 0;
  private asked = 0;

  /**
   * @param mostSteps of work, a step being one pair of functions that are put together
   * @param goOn asked now and then; it throws to end the work
   */
  constructor(
    private readonly mostSteps: number,
    private readonly goOn: () => void = () => undefined,
  ) {}

  variable(variable: number): number {
    return this.node(variable, FALSE, TRUE);
  }

  or(a: number, b: number): number {
    if (a === TRUE || b === TRUE) return TRUE;
    if (a === FALSE || a === b) return b;
    if (b === FALSE) return a;
    return this.both(a, b, 0);
  }

  and(a: number, b: number): number {
    if (a === FALSE || b === FALSE) return FALSE;
    if (a === TRUE || a === b) return b;
    if (b === TRUE) return a;
    return this.both(a, b, 1);
  }

  /** At least `need` of the functions are true. */
  atLeast(need: number, functions: readonly number[]): number {
    this.spend(need * functions.length);
    // least[q] = at least q of the functions looked at so far, from the last one back
    const least = Array.from({ length: need + 1 }, (_, q): number => (q === 0 ? TRUE : FALSE));
    functions
      .slice()
      .reverse()
      .forEach((f, i) => {
        const stillToCome = functions.length - i - 1;
        for (let q = Math.min(need, i + 1); q >= Math.max(1, need - stillToCome); q--) {
          least[q] = this.or(least[q]!, this.and(least[q - 1]!, f));
        }
      });
    return least[need]!;
  }

  /**
   * The probability that a function is true, and how fast it grows with that of each variable.
   * @param probability of each variable
   */
  weigh(f: number, probability: Float64Array): { probability: number; slope: Float64Array } {
    const below = this.reachable(f);
    const value = new Map([
      [FALSE, 0],
      [TRUE, 1],
    ]);
    // numbers only lead to smaller ones, so that these come first in ascending order
    for (const node of below) {
      const p = probability[this.variables[node]!]!;
      value.set(node, (1 - p) * value.get(this.low[node]!)! + p * value.get(this.high[node]!)!);
    }
    const reach = new Map([[f, 1]]);
    const slope = new Float64Array(probability.length);
    for (const node of below.reverse()) {
      const variable = this.variables[node]!;
      const p = probability[variable]!;
      const here = reach.get(node)!;
      const low = this.low[node]!;
      const high = this.high[node]!;
      slope[variable]! += here * (value.get(high)! - value.get(low)!);
      reach.set(low, (reach.get(low) ?? 0) + here * (1 - p));
      reach.set(high, (reach.get(high) ?? 0) + here * p);
    }
    return { probability: value.get(f)!, slope };
  }

  /** Every node of a function but the two constants, ascending. */
  private reachable(f: number): number[] {
    const seen = new Set([f]);
    for (const node of seen) if (node > TRUE) seen.add(this.low[node]!).add(this.high[node]!);
    return [...seen].filter((node) => node > TRUE).sort((a, b) => a - b);
  }

  /** Work that finds its result known is work too: on a large ring there is much of it. */
  private spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.mostSteps) throw new DiagramTooLargeError('too much work');
    if (this.steps < this.asked + STEPS_BETWEEN) return;
    this.asked = this.steps;
    this.goOn();
  }

  private node(variable: number, low: number, high: number): number {
    if (low === high) return low;
    const key = (variable * BASE + low) * BASE + high;
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const created = this.variables.push(variable) - 1;
    if (created > MOST_NODES) throw new DiagramTooLargeError('too many nodes');
    this.low.push(low);
    this.high.push(high);
    this.nodes.set(key, created);
    return created;
  }

  /** Recursion ends with the last variable, so callers bound their number. */
  private both(a: number, b: number, operation: 0 | 1): number {
    this.spend(1);
    const key = (a < b ? a * BASE + b : b * BASE + a) * 2 + operation;
    const known = this.results.get(key);
    if (known !== undefined) return known;
    const variable = Math.min(this.variables[a]!, this.variables[b]!);
    const lowA = this.variables[a] === variable ? this.low[a]! : a;
    const highA = this.variables[a] === variable ? this.high[a]! : a;
    const lowB = this.variables[b] === variable ? this.low[b]! : b;
    const highB = this.variables[b] === variable ? this.high[b]! : b;
    const low = operation === 0 ? this.or(lowA, lowB) : this.and(lowA, lowB);
    const high = operation === 0 ? this.or(highA, highB) : this.and(highA, highB);
    const result = this.node(variable, low, high);
    this.results.set(key, result);
    return result;
  }
}
