import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { instantOf } from './local-time.js';
import type { Wanted } from './plan.js';

/** A legal entity for which something is to be done. */
export interface Place {
  id: string;
  timeZone: string;
}

/** Where a day is due for several legal entities: who works in several time zones is reminded in time for all of them. */
export function placed(dueOn: string, places: Iterable<Place>): Pick<Wanted, 'legalEntityIds' | 'timeZone'> {
  const zones = new Map([...places].map(({ id, timeZone }) => [id, timeZone]));
  return {
    legalEntityIds: [...zones.keys()].sort(),
    timeZone: earliestZone(dueOn, [...new Set(zones.values())].sort()),
  };
}

/** Where the day begins first. */
function earliestZone(date: string, zones: readonly string[]): string {
  const [first = HOME_TIME_ZONE, ...others] = zones;
  const noon = (zone: string): number => instantOf(date, '12:00', zone).getTime();
  return others.reduce((earliest, zone) => (noon(zone) < noon(earliest) ? zone : earliest), first);
}
