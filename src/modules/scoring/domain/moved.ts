import type { ComponentFacts } from '../engine/facts.js';
import { componentOf, type FrozenInputs } from './frozen-inputs.js';

/** One input that is another than it was. */
export interface Moved {
  /** Its place in the inputs, by names of fields: `tier`, `components.<id>.provenance`, `graph.worst.node`. */
  readonly code: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A version of a score: its inputs, and the ids of its components as they were scored. */
interface Version {
  readonly inputs: FrozenInputs | null;
  readonly components: readonly string[];
}

type Components = ReadonlyMap<string, { readonly facts: ComponentFacts }>;

const MOST = 100;

/** What moved a score: the inputs that differ from those of the version before, in the order of their names. */
export function movedBetween(before: Version, after: Version, components: Components): Moved[] {
  const from = flat(factsOf(before, after, components));
  const to = flat(factsOf(after, before, components));
  const codes = [...new Set([...from.keys(), ...to.keys()])].sort();
  return codes
    .filter((code) => from.get(code) !== to.get(code))
    .slice(0, MOST)
    .map((code) => ({ code, from: from.get(code) ?? null, to: to.get(code) ?? null }));
}

/** Ids of components that only one of two versions has. */
export function differing(one: Version, other: Version): string[] {
  return [...onlyIn(one, other), ...onlyIn(other, one)];
}

/** The facts of a version, with those of its components that the other has not. */
function factsOf(version: Version, other: Version, components: Components): object | null {
  if (version.inputs === null) return null;
  const own = onlyIn(version, other).map((id) => componentOf(id, components).facts);
  const { facts, undisclosed } = version.inputs;
  return { ...facts, components: undisclosed === null ? own : [...own, undisclosed] };
}

/** Without inputs on the other side everything is other than it was. */
function onlyIn({ components }: Version, other: Version): string[] {
  if (other.inputs === null) return [...components];
  const known = new Set(other.components);
  return components.filter((id) => !known.has(id));
}

/** Path → text of every leaf. Things with an id stand under it, so that another order is no difference. */
function flat(
  value: unknown,
  path: readonly string[] = [],
  found = new Map<string, string>(),
): Map<string, string> {
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) {
    found.set(path.join('.'), value.join(', '));
  } else if (Array.isArray(value)) {
    value.forEach((entry: { id?: unknown }, i) =>
      flat(entry, [...path, typeof entry.id === 'string' ? entry.id : String(i)], found),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [field, part] of Object.entries(value))
      if (field !== 'id') flat(part, [...path, field], found);
  } else if (value !== null && value !== undefined) {
    found.set(path.join('.'), JSON.stringify(value).replaceAll('"', ''));
  }
  return found;
}
