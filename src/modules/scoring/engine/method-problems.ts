import { DOMAINS, type Method, type Table, type TableName } from './method.js';
import { METHOD_V1 } from './method-v1.js';

/** One thing that keeps a method from being one: where in it (RFC 6901), and what. */
export interface MethodProblem {
  readonly pointer: string;
  readonly code: MethodProblemCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

export type MethodProblemCode =
  | 'object'
  | 'list'
  | 'number'
  | 'integer'
  | 'range'
  | 'required'
  | 'unknown-field'
  | 'code'
  | 'adds-up'
  | 'unknown-is-worst'
  | 'falling'
  | 'rising'
  | 'keeps-order'
  | 'ends-at-zero';

/** The last bits of a sum. */
const EPSILON = 1e-9;
export const MOST_STEPS = 20;

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** What a number of a method may be, by its place; elsewhere it is a fraction. */
const BOUNDS: readonly (readonly [RegExp, Bounds])[] = [
  [/^\/tiers\/T\d\/weight$/, { min: 0.001, max: 1_000_000 }],
  [/^\/floors\/.*(below)$/, { min: 0, max: 1 }],
  [/^\/(floors|bands)\//, { min: 0, max: 100 }],
  [/^\/cadence\//, { min: 1, max: 120, whole: true }],
  [/^\/humanReview\/days$/, { min: 1, max: 3650, whole: true }],
  [/^\/sharedHighRisk$/, { min: 2, max: 1000, whole: true }],
];

export function boundsOf(pointer: string): Bounds {
  return BOUNDS.find(([place]) => place.test(pointer))?.[1] ?? { min: 0, max: 1 };
}

/**
 * Everything that keeps a value from being a method; an empty list means that it is one. It has the shape of the first
 * version: codes and controls are the program's, numbers are the firm's. Nothing in it may make an unknown harmless.
 */
export function methodProblems(value: unknown): MethodProblem[] {
  const { version: _version, ...shape } = METHOD_V1;
  const problems = [...shapeProblems(value, shape, '')];
  return problems.length > 0 ? problems : [...ruleProblems(value as Method)];
}

function* shapeProblems(value: unknown, like: unknown, pointer: string): Generator<MethodProblem> {
  if (typeof like === 'number') yield* numberProblems(value, pointer);
  else if (Array.isArray(like)) yield* listProblems(value, like, pointer);
  else if (typeof like === 'string') {
    if (typeof value !== 'string') yield { pointer, code: 'code', params: { codes: like } };
  } else yield* objectProblems(value, like as object, pointer);
}

function* numberProblems(value: unknown, pointer: string): Generator<MethodProblem> {
  const { min, max, whole = false } = boundsOf(pointer);
  if (typeof value !== 'number' || !Number.isFinite(value)) yield { pointer, code: 'number' };
  else if (value < min || value > max) yield { pointer, code: 'range', params: { min, max } };
  else if (whole && !Number.isInteger(value)) yield { pointer, code: 'integer' };
}

/** Lists may be longer or shorter than in the first version; each entry is like its first. */
function* listProblems(value: unknown, like: readonly unknown[], pointer: string): Generator<MethodProblem> {
  if (!Array.isArray(value) || value.length > MOST_STEPS) {
    yield { pointer, code: 'list' };
    return;
  }
  for (const [i, entry] of value.entries()) yield* shapeProblems(entry, like[0], `${pointer}/${i}`);
}

function* objectProblems(value: unknown, like: object, pointer: string): Generator<MethodProblem> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield { pointer, code: 'object' };
    return;
  }
  const given = value as Record<string, unknown>;
  for (const [field, wanted] of Object.entries(like)) {
    const place = `${pointer}/${field}`;
    if (!Object.hasOwn(given, field)) yield { pointer: place, code: 'required' };
    else yield* shapeProblems(given[field], wanted, place);
  }
  for (const field of Object.keys(given)) {
    if (!Object.hasOwn(like, field) && !(pointer === '' && field === 'version')) {
      const token = field.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
      yield { pointer: `${pointer}/${token}`, code: 'unknown-field' };
    }
  }
}

function* ruleProblems(method: Method): Generator<MethodProblem> {
  yield* addsUp(method.weights, '/weights');
  yield* addsUp(method.total, '/total');
  yield* addsUp(method.legal, '/legal');
  yield* addsUp(method.component, '/component');
  if (method.tierScale.base + method.tierScale.slope > 1 + EPSILON)
    yield { pointer: '/tierScale', code: 'adds-up' };
  for (const domain of DOMAINS) {
    const sum = Object.values(method.controls[domain]).reduce((a, b) => a + b, 0);
    if (sum <= 0) yield { pointer: `/controls/${domain}`, code: 'adds-up' };
  }
  for (const [name, table] of Object.entries(method.tables)) yield* tableProblems(name, table);
  yield* fallingProblems(
    Object.values(method.tiers).map(({ materiality }) => materiality),
    '/tiers',
  );
  yield* fallingProblems(
    Object.values(method.tiers).map(({ weight }) => weight),
    '/tiers',
  );
  yield* exploitationProblems(method);
  yield* requiredTestProblems(method);
  const { medium, high, very_high: veryHigh } = method.bands;
  if (!(medium < high && high < veryHigh)) yield { pointer: '/bands', code: 'rising' };
  const below = method.floors.G7.map((step) => step.below);
  if (below.some((bound, i) => i > 0 && bound <= below[i - 1]!))
    yield { pointer: '/floors/G7', code: 'rising' };
  yield* fallingProblems(
    method.floors.G7.map(({ floor }) => floor),
    '/floors/G7',
  );
  yield* floorProblems(method);
}

function* addsUp(parts: Readonly<Record<string, number>>, pointer: string): Generator<MethodProblem> {
  const sum = Object.values(parts).reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) > EPSILON) yield { pointer, code: 'adds-up' };
}

/** An unknown is the worst of its table: the highest, and of a fallback, which is good, the lowest. */
function* tableProblems(name: string, table: Table): Generator<MethodProblem> {
  const { unknown = 1, ...codes } = table;
  const better = name === 'fallbackEvidence';
  const worse = Object.values(codes).some((value) => (better ? value < unknown : value > unknown));
  if (worse) yield { pointer: `/tables/${name}/unknown`, code: 'unknown-is-worst' };
  yield* orderProblems(name as TableName, codes);
}

/** How bad codes are is the firm's to say; which of two is the worse is what they mean. */
function* orderProblems(name: TableName, codes: Table): Generator<MethodProblem> {
  const ours = METHOD_V1.tables[name];
  const order = Object.keys(codes).sort((a, b) => ours[a]! - ours[b]!);
  for (const code of order) {
    const milder = order.filter((other) => ours[other]! < ours[code]!);
    if (milder.some((other) => codes[other]! > codes[code]!)) {
      yield { pointer: `/tables/${name}/${code}`, code: 'keeps-order' };
      return;
    }
  }
}

function* fallingProblems(values: readonly number[], pointer: string): Generator<MethodProblem> {
  if (values.some((value, i) => i > 0 && value > values[i - 1]!)) yield { pointer, code: 'falling' };
}

/** From the most likely to the least; the last one has to catch what is left. */
function* exploitationProblems({ exploitation }: Method): Generator<MethodProblem> {
  const pointer = '/exploitation';
  yield* fallingProblems(
    exploitation.map(({ value }) => value),
    pointer,
  );
  const bounds = exploitation.map(({ from }) => from);
  if (bounds.at(-1) !== 0) yield { pointer, code: 'ends-at-zero' };
  else if (bounds.some((bound, i) => i > 0 && bound >= bounds[i - 1]!)) yield { pointer, code: 'falling' };
}

/** A lower tier has no higher floor: else a tier that becomes unknown, which counts as T1, could lower a score. */
function* floorProblems({ floors: { G6, G9, G10 } }: Method): Generator<MethodProblem> {
  yield* fallingProblems([G6.T1, G6.other], '/floors/G6/other');
  yield* fallingProblems([G9.T1, G9.T2], '/floors/G9/T2');
  yield* fallingProblems([G10.upper, G10.lower], '/floors/G10/lower');
}

/** A higher tier asks for no fewer tests: else a tier that becomes unknown could lower a score. */
function* requiredTestProblems({ requiredTests }: Method): Generator<MethodProblem> {
  const tiers = ['T1', 'T2', 'T3', 'T4'] as const;
  const known = new Set<string>(METHOD_V1.requiredTests.T1);
  for (const [i, tier] of tiers.entries()) {
    const pointer = `/requiredTests/${tier}`;
    const tests = requiredTests[tier];
    if (
      tests.length === 0 ||
      new Set(tests).size !== tests.length ||
      tests.some((test) => !known.has(test))
    ) {
      yield { pointer, code: 'code', params: { codes: [...known].join(', ') } };
    } else if (i > 0 && tests.some((test) => !requiredTests[tiers[i - 1]!].includes(test))) {
      yield { pointer, code: 'falling' };
    }
  }
}
