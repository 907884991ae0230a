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

/** Which way a number becomes laxer, by its place; weights have none, for they add up to 1. */
const LAXER: readonly (readonly [RegExp, Direction])[] = [
  [/^\/tiers\/T\d\/materiality$/, 'lower'],
  [/^\/tierScale\//, 'lower'],
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
/** Lists that are laxer with another shape or other numbers: each is told as a whole. */
const LISTS: readonly RegExp[] = [/^\/exploitation$/, /^\/requiredTests\/T\d$/, /^\/floors\/G7$/];

/** Where a method is laxer than the first version, in the order of the places; who approves it should know. */
export function laxerValues(method: Method): LaxerValue[] {
  return [...compared(METHOD_V1, method, '')];
}

function* compared(first: unknown, value: unknown, pointer: string): Generator<LaxerValue> {
  if (LISTS.some((place) => place.test(pointer))) {
    if (isLaxerList(first, value)) yield { pointer, first, value };
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

/** Fewer steps or tests, or a step that counts for less. */
function isLaxerList(first: unknown, value: unknown): boolean {
  const [ours, theirs] = [first as readonly unknown[], value as readonly unknown[]];
  return (
    theirs.length < ours.length ||
    ours.some((step, i) =>
      [...numbersOf(step)].some((number, j) => ([...numbersOf(theirs[i])][j] ?? 0) < number),
    )
  );
}

function numbersOf(step: unknown): number[] {
  return Object.values(step ?? {}).filter((part): part is number => typeof part === 'number');
}
