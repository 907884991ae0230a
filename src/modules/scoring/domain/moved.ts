import type { GraphFacts, SubjectFacts } from '../engine/facts.js';

/** One input that is another than it was. */
export interface Moved {
  /** Its place in the inputs, by names of fields: `tier`, `components.<id>.provenance`, `graph.worst.node`. */
  readonly code: string;
  readonly from: string | null;
  readonly to: string | null;
}

type Inputs = { readonly facts: SubjectFacts; readonly bestGraph: GraphFacts | null } | null;

const MOST = 100;

/** What moved a score: the inputs that differ from those of the version before, in the order of their names. */
export function movedBetween(before: Inputs, after: Inputs): Moved[] {
  const from = flat(before?.facts ?? null);
  const to = flat(after?.facts ?? null);
  const codes = [...new Set([...from.keys(), ...to.keys()])].sort();
  return codes
    .filter((code) => from.get(code) !== to.get(code))
    .slice(0, MOST)
    .map((code) => ({ code, from: from.get(code) ?? null, to: to.get(code) ?? null }));
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
