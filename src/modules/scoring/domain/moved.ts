import type { ComponentFacts } from '../engine/facts.js';
import { componentOf, type FrozenInputs } from './frozen-inputs.js';

/** One input that is another than it was. */
export interface Moved {
  /** Its place in the inputs, by names of fields and ids: `components`, an id, `provenance`. */
  readonly path: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
}

/** A version of a score: its inputs, the ids of its components as they were scored, and how it was made. */
export interface ComparedVersion {
  readonly inputs: FrozenInputs | null;
  readonly components: readonly string[];
  readonly methodVersion: string;
  readonly scoredOn: string;
  readonly error: string | null;
}

type Components = ReadonlyMap<string, { readonly facts: ComponentFacts }>;

/** By their versions. */
type Methods = ReadonlyMap<string, object>;

/** So many are told. */
export const MOST_MOVED = 100;

/**
 * What moved a score: that the method did, the inputs that differ from those of the version before, in the order of their
 * names, and the values of the method. Where nothing else did, it was the day.
 */
export function movedBetween(
  before: ComparedVersion,
  after: ComparedVersion,
  components: Components,
  methods: Methods = new Map(),
): Moved[] {
  const from = flat(factsOf(before, after, components));
  const to = flat(factsOf(after, before, components));
  const inputs = differences(from, to);
  const made = [moved('methodVersion', before, after), moved('error', before, after)].flat();
  const all = [...made, ...inputs, ...movedMethod(methods, before, after)].slice(0, MOST_MOVED);
  return all.length > 0 ? all : moved('scoredOn', before, after);
}

/** Values of the method that are others, when it is another. */
function movedMethod(methods: Methods, before: ComparedVersion, after: ComparedVersion): Moved[] {
  if (before.methodVersion === after.methodVersion) return [];
  const valuesOf = ({ methodVersion }: ComparedVersion) => {
    const { version: _version, ...values } = (methods.get(methodVersion) ?? {}) as Record<string, unknown>;
    return flat(values, ['method']);
  };
  return differences(valuesOf(before), valuesOf(after));
}

/** In the order of their places. */
function differences(from: ReadonlyMap<string, Leaf>, to: ReadonlyMap<string, Leaf>): Moved[] {
  const places = new Map([...from, ...to].map(([place, { path }]) => [place, path]));
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([place]) => from.get(place)?.text !== to.get(place)?.text)
    .map(([place, path]) => ({ path, ...shown(from.get(place)?.text, to.get(place)?.text) }));
}

/** Figures to four decimals, unless they are told apart only by further ones. */
function shown(from: string | undefined, to: string | undefined): { from: string | null; to: string | null } {
  const short = { from: rounded(from), to: rounded(to) };
  return short.from === short.to ? { from: from ?? null, to: to ?? null } : short;
}

function rounded(text: string | undefined): string | null {
  if (text === undefined) return null;
  return /^-?\d+\.\d{5,}(e[+-]?\d+)?$/.test(text) ? String(Number(Number(text).toFixed(4))) : text;
}

function moved(
  field: 'methodVersion' | 'scoredOn' | 'error',
  before: ComparedVersion,
  after: ComparedVersion,
): Moved[] {
  const [from, to] = [before[field], after[field]];
  return from === to ? [] : [{ path: [field], from, to }];
}

/** Ids of components that only one of two versions has. */
export function differing(one: ComparedVersion, other: ComparedVersion): string[] {
  return [...onlyIn(one, other), ...onlyIn(other, one)];
}

/** The facts of a version, with those of its components that the other has not. */
function factsOf(version: ComparedVersion, other: ComparedVersion, components: Components): object | null {
  if (version.inputs === null) return null;
  const own = onlyIn(version, other).map((id) => componentOf(id, components).facts);
  const { facts, undisclosed, bestGraph } = version.inputs;
  return { ...facts, bestGraph, components: undisclosed === null ? own : [...own, undisclosed] };
}

/** Without inputs on the other side everything is other than it was. */
function onlyIn({ components }: ComparedVersion, other: ComparedVersion): string[] {
  if (other.inputs === null) return [...components];
  const known = new Set(other.components);
  return components.filter((id) => !known.has(id));
}

interface Leaf {
  path: readonly string[];
  text: string;
}

/** Place → every leaf. Things with an id stand under it, so that another order is no difference. */
function flat(
  value: unknown,
  path: readonly string[] = [],
  found = new Map<string, Leaf>(),
): Map<string, Leaf> {
  const put = (text: string): unknown => found.set(path.join('.'), { path, text });
  if (Array.isArray(value) && value.length === 0 && path.at(-1) === 'vulnerabilities') return found;
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) {
    put(value.join(', '));
  } else if (Array.isArray(value)) {
    value.forEach((entry: unknown, i) => flat(entry, [...path, nameOf(entry) ?? String(i)], found));
  } else if (typeof value === 'object' && value !== null) {
    for (const [field, part] of Object.entries(value))
      if (field !== 'id') flat(part, [...path, field], found);
  } else if (value !== null && value !== undefined) {
    put(JSON.stringify(value).replaceAll('"', ''));
  }
  return found;
}

/** What an entry of a list is known by, so that one that joins or leaves moves no other; null: by its place. */
function nameOf(entry: unknown): string | null {
  const { id, item, transparency, pinning } = entry as Record<string, unknown>;
  if (typeof id === 'string') return id;
  if (typeof item === 'string') return item;
  return typeof transparency === 'string' ? `${transparency} ${String(pinning)}` : null;
}
