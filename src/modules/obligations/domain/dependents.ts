import { type Place, placed } from './places.js';
import type { Wanted } from './plan.js';

/** A use case that stands on something, and who must act for it. */
export interface DependentUseCase {
  useCaseId: string;
  /** An owner of it, as a rule of its technology; null when none is named or the person has left. */
  ownerId: string | null;
  entities: readonly Place[];
}

/** What is asked for, whoever must do it. */
export type About = Pick<Wanted, 'kind' | 'sourceType' | 'sourceId' | 'dueOn' | 'params'>;

/**
 * Who must act on something that use cases stand on: each owner of one of them, once. The legal entities in which
 * nobody is named, or the installation when nothing depends on it, fall to the risk officers.
 */
export function askedOfDependents(about: About, dependents: readonly DependentUseCase[]): Wanted[] {
  const owners = new Map<string, Place[]>();
  for (const { ownerId, entities } of dependents) {
    if (ownerId !== null) owners.set(ownerId, [...(owners.get(ownerId) ?? []), ...entities]);
  }
  const covered = new Set([...owners.values()].flatMap((places) => places.map(({ id }) => id)));
  const uncovered = dependents.flatMap(({ entities }) => entities).filter(({ id }) => !covered.has(id));
  const wanted = [...owners].map(([ownerId, places]) => obligation(about, ownerId, places));
  if (wanted.length === 0 || uncovered.length > 0) wanted.push(obligation(about, null, uncovered));
  return wanted;
}

function obligation(about: About, ownerId: string | null, places: readonly Place[]): Wanted {
  return { ...about, ownerId, ...placed(about.dueOn, places) };
}
