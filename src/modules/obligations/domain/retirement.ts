import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { instantOf } from './local-time.js';
import type { Wanted } from './plan.js';

/** A component whose retirement is dated, and who stands on it. */
export interface RetirementFact {
  componentId: string;
  name: string;
  nameZhHant: string | null;
  /** YYYY-MM-DD; null when the date was taken back. */
  retiresOn: string | null;
  /** Whether the component itself is retired in the register. */
  retired: boolean;
  /** The use cases that depend on it, directly or through other components. */
  dependents: readonly DependentUseCase[];
}

export interface DependentUseCase {
  useCaseId: string;
  /** Its technology owner; null when none is named or the person has left. */
  ownerId: string | null;
  entities: readonly { id: string; timeZone: string }[];
}

/**
 * Who must act on the retirement of a component: each technology owner of a use case that depends on it, once. The
 * legal entities in which nobody is named, or the installation when nothing depends on it, fall to the risk officers.
 */
export function retirementObligations(fact: RetirementFact): Wanted[] {
  if (fact.retiresOn === null || fact.retired) return [];
  const owners = new Map<string, Map<string, string>>();
  for (const { ownerId, entities } of fact.dependents) {
    if (ownerId === null) continue;
    const zones = owners.get(ownerId) ?? new Map<string, string>();
    entities.forEach(({ id, timeZone }) => zones.set(id, timeZone));
    owners.set(ownerId, zones);
  }
  const covered = new Set([...owners.values()].flatMap((zones) => [...zones.keys()]));
  const uncovered = new Map(
    fact.dependents
      .flatMap(({ entities }) => entities)
      .filter(({ id }) => !covered.has(id))
      .map(({ id, timeZone }) => [id, timeZone]),
  );
  const dueOn = fact.retiresOn;
  const wanted = [...owners].map(([ownerId, zones]) => obligation(fact, dueOn, ownerId, zones));
  if (wanted.length === 0 || uncovered.size > 0) wanted.push(obligation(fact, dueOn, null, uncovered));
  return wanted;
}

function obligation(
  fact: RetirementFact,
  dueOn: string,
  ownerId: string | null,
  zones: ReadonlyMap<string, string>,
): Wanted {
  return {
    kind: 'component_retirement',
    sourceType: 'component',
    sourceId: fact.componentId,
    ownerId,
    legalEntityIds: [...zones.keys()].sort(),
    dueOn,
    timeZone: earliestZone(dueOn, [...new Set(zones.values())].sort()),
    params: { name: fact.name, nameZhHant: fact.nameZhHant },
  };
}

/** Where the day begins first: who works in several time zones is reminded in time for all of them. */
function earliestZone(date: string, zones: readonly string[]): string {
  const [first = HOME_TIME_ZONE, ...others] = zones;
  const noon = (zone: string): number => instantOf(date, '12:00', zone).getTime();
  return others.reduce((earliest, zone) => (noon(zone) < noon(earliest) ? zone : earliest), first);
}
