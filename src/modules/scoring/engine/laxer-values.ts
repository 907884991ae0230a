import type { Method } from './method.js';
import { METHOD_V1 } from './method-v1.js';

/** A value of a method that makes scores lower than the first version would, or never higher. */
export interface LaxerValue {
  /** Its place in the method (RFC 6901). */
  readonly pointer: string;
  readonly first: unknown;
  readonly value: unknown;
}

type Direction = 'lower' | 'higher';

/**
 * Which way a number becomes laxer, by its place. Weights add up to 1, so that any other ones have a part that counts for
 * less; the controls' are left out, for they are divided by those that apply.
 */
const LAXER: readonly (readonly [RegExp, Direction])[] = [
  [/^\/tiers\/T\d\/materiality$/, 'lower'],
  [/^\/tierScale\//, 'lower'],
  [/^\/(weights|legal|component)\//, 'lower'],
  [/^\/total\/worst$/, 'lower'],
  [/^\/caps\//, 'higher'],
  [/^\/privilegeBase$/, 'lower'],
  [/^\/tables\/fallbackEvidence\//, 'higher'],
  [/^\/tables\//, 'lower'],
  [/^\/floors\//, 'lower'],
  [/^\/humanReview\/days$/, 'higher'],
  [/^\/humanReview\/operating$/, 'lower'],
  [/^\/fallbackNeeded$/, 'lower'],
  [/^\/sharedHighRisk$/, 'higher'],
  [/^\/bands\//, 'higher'],
  [/^\/cadence\//, 'higher'],
];
/** Lists are told as a whole: when each is laxer. */
const LISTS: readonly (readonly [RegExp, (first: never, value: never) => boolean])[] = [
  [/^\/exploitation$/, countsForLess],
  [/^\/requiredTests\/T\d$/, asksForFewer],
  [/^\/floors\/G7$/, setsLower],
];

/** Where a method is laxer than the first version, in the order of the places; who approves it should know. */
export function laxerValues(method: Method): LaxerValue[] {
  return [...compared(METHOD_V1, method, '')];
}

function* compared(first: unknown, value: unknown, pointer: string): Generator<LaxerValue> {
  const isLaxerList = LISTS.find(([place]) => place.test(pointer))?.[1];
  if (isLaxerList) {
    if (isLaxerList(first as never, value as never)) yield { pointer, first, value };
  } else if (typeof first === 'number' && typeof value === 'number') {
    const direction = LAXER.find(([place]) => place.test(pointer))?.[1];
    if (direction === (value < first ? 'lower' : 'higher') && value !== first)
      yield { pointer, first, value };
  } else if (typeof first === 'object' && first !== null) {
    for (const [field, part] of Object.entries(first)) {
      yield* compared(part, (value as Record<string, unknown>)[field], `${pointer}/${field}`);
    }
  }
}

/** Whether some probability of exploitation counts for less than it did: where a step of either begins, its value is another. */
function countsForLess(first: Method['exploitation'], value: Method['exploitation']): boolean {
  const at = (steps: Method['exploitation'], epss: number): number =>
    steps.find(({ from }) => epss >= from)?.value ?? 1;
  return [...first, ...value].some(({ from }) => at(value, from) < at(first, from));
}

function asksForFewer(first: readonly string[], value: readonly string[]): boolean {
  return first.some((test) => !value.includes(test));
}

/** Whether some confidence has a lower floor than it had; asked just below where a step of either ends. */
function setsLower(first: Method['floors']['G7'], value: Method['floors']['G7']): boolean {
  const at = (steps: Method['floors']['G7'], confidence: number): number =>
    steps.find(({ below }) => confidence < below)?.floor ?? 0;
  return [...first, ...value].some(({ below }) => at(value, below - 1e-9) < at(first, below - 1e-9));
}
