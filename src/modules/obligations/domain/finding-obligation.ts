import type { Wanted } from './plan.js';

/** An excess over a concentration limit, and by when somebody must act on it. */
export interface FindingFact {
  findingId: string;
  /** Of the limit. */
  name: string;
  nameZhHant: string | null;
  /** Name of what exceeds it; null for a whole layer, or where it has none. */
  node: string | null;
  /** YYYY-MM-DD; null once the excess is gone. */
  dueOn: string | null;
  /** Who sees to the plan, or else owns the limit; null when nobody is named or the person has left. */
  ownerId: string | null;
  legalEntityId: string;
  timeZone: string;
}

/** The longest name of a source that is shown. */
const LONGEST = 200;

/** Who must decide about an excess, renew its acceptance, or have it treated: its owner, or the risk officers. */
export function findingObligations(fact: FindingFact): Wanted[] {
  const { findingId, name, nameZhHant, node, dueOn, ownerId, legalEntityId, timeZone } = fact;
  if (dueOn === null) return [];
  const about = (limit: string): string => {
    const whole = node === null ? limit : `${limit}: ${node}`;
    return [...whole].slice(0, LONGEST).join('');
  };
  return [
    {
      kind: 'concentration_finding',
      sourceType: 'concentration_finding',
      sourceId: findingId,
      ownerId,
      legalEntityIds: [legalEntityId],
      dueOn,
      timeZone,
      params: { name: about(name), nameZhHant: nameZhHant === null ? null : about(nameZhHant) },
    },
  ];
}
