import type { ComponentFacts, GraphFacts, SubjectFacts } from '../engine/facts.js';
import type { ComponentSource } from './score-facts.js';

/** The facts of a stored score without its components: these are stored once for all scores that have them. */
export type FrozenFacts = Omit<SubjectFacts, 'components'>;

/** The inputs of a stored score. */
export interface FrozenInputs {
  facts: FrozenFacts;
  bestGraph: GraphFacts | null;
  /** What stands for a part that nobody names; null where all are named. */
  undisclosed: ComponentFacts | null;
}

/** A component as it was scored, and the record that its facts were read from. */
export interface ScoredComponent {
  facts: ComponentFacts;
  source: ComponentSource;
}

/**
 * The facts as the engine read them.
 * @throws Error when a component is not there: rows of components are never removed
 */
export function thawed(
  { facts, undisclosed }: FrozenInputs,
  ids: readonly string[],
  components: ReadonlyMap<string, { readonly facts: ComponentFacts }>,
): SubjectFacts {
  const named = ids.map((id) => componentOf(id, components).facts);
  return { ...facts, components: undisclosed === null ? named : [...named, undisclosed] };
}

export function componentOf<T>(id: string, components: ReadonlyMap<string, T>): T {
  const component = components.get(id);
  if (component === undefined) throw new Error(`no scored component has the id ${id}`);
  return component;
}
