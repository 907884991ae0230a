import type { ComponentFacts, SubjectFacts } from '../engine/facts.js';
import type { Source } from './score-facts.js';

/** The facts of a stored score without its components: these are stored once for all scores that have them. */
export type FrozenFacts = Omit<SubjectFacts, 'components'>;

/** A component as it was scored, and the record that its facts were read from. */
export interface ScoredComponent {
  facts: ComponentFacts;
  source: Source;
}

/**
 * The facts as the engine read them.
 * @throws Error when a component is not there: rows of components are never removed
 */
export function thawed(
  facts: FrozenFacts,
  ids: readonly string[],
  components: ReadonlyMap<string, { readonly facts: ComponentFacts }>,
): SubjectFacts {
  return { ...facts, components: ids.map((id) => componentOf(id, components).facts) };
}

export function componentOf<T>(id: string, components: ReadonlyMap<string, T>): T {
  const component = components.get(id);
  if (component === undefined) throw new Error(`no scored component has the id ${id}`);
  return component;
}
