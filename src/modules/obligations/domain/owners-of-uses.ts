import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { instantOf } from './local-time.js';
import type { Wanted } from './plan.js';

/** A use case that stands on something, and one who owns it. */
export interface DependentUseCase {
  useCaseId: string;
  /** An owner of it; null when none is named or the person has left. */
  ownerId: string | null;
  entities: readonly { id: string; timeZone: string }[];
}

type Asked = Pick<Wanted, 'kind' | 'sourceType' | 'sourceId' | 'dueOn' | 'params'>;

/**
 * Asks each owner of use cases once. The legal entities in which nobody is named fall to the risk officers.
 */
export function askOwners(asked: Asked, dependents: readonly DependentUseCase[]): Wanted[] {
  const owners = new Map<string, Map<string, string>>();
  for (const { ownerId, entities } of dependents) {
    if (ownerId === null) continue;
    const zones = owners.get(ownerId) ?? new Map<string, string>();
    entities.forEach(({ id, timeZone }) => zones.set(id, timeZone));
    owners.set(ownerId, zones);
  }
  const covered = new Set([...owners.values()].flatMap((zones) => [...zones.keys()]));
  const uncovered = new Map(
    dependents
      .flatMap(({ entities }) => entities)
      .filter(({ id }) => !covered.has(id))
      .map(({ id, timeZone }) => [id, timeZone]),
  );
  const wanted = [...owners].map(([ownerId, zones]) => askOne(asked, ownerId, zones));
  return uncovered.size > 0 ? [...wanted, askOne(asked, null, uncovered)] : wanted;
}

/** @param ownerId null: the risk officers of the legal entities; of the installation, where there are none */
export function askOne(asked: Asked, ownerId: string | null, zones: ReadonlyMap<string, string>): Wanted {
  return {
    ...asked,
    ownerId,
    legalEntityIds: [...zones.keys()].sort(),
    timeZone: earliestZone(asked.dueOn, [...new Set(zones.values())].sort()),
  };
}

/** Where the day begins first: who works in several time zones is reminded in time for all of them. */
function earliestZone(date: string, zones: readonly string[]): string {
  const [first = HOME_TIME_ZONE, ...others] = zones;
  const noon = (zone: string): number => instantOf(date, '12:00', zone).getTime();
  return others.reduce((earliest, zone) => (noon(zone) < noon(earliest) ? zone : earliest), first);
}
