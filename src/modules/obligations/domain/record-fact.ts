import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import type { ObligationKind, SourceType } from './codes.js';
import type { ObligationParams, Wanted } from './plan.js';

/** A record that holds dates: what it is called, whose it is, and who sees to it. */
export interface RecordFact extends ObligationParams {
  id: string;
  /** Null when nobody is named, or is there any more: the risk officers must act. */
  ownerId: string | null;
  /** Null: of all. */
  legalEntityId: string | null;
  timeZone: string | null;
  /** Whether it, and what it is of, are in use. */
  inUse: boolean;
}

/** The longest name of a source that is shown. */
const LONGEST = 200;

/** What one day of a record asks for; nothing without a day, and nothing of what is no longer in use. */
export function asked(
  sourceType: SourceType,
  record: RecordFact,
  kind: ObligationKind,
  dueOn: string | null,
  named: ObligationParams = record,
): Wanted[] {
  const { id, ownerId, legalEntityId, timeZone, inUse } = record;
  if (!inUse || dueOn === null) return [];
  return [
    {
      ...{ kind, sourceType, sourceId: id, ownerId, dueOn },
      legalEntityIds: legalEntityId === null ? [] : [legalEntityId],
      timeZone: timeZone ?? HOME_TIME_ZONE,
      params: inShort(named),
    },
  ];
}

/** Something, and what it is of. */
export function of(what: ObligationParams, whole: ObligationParams): ObligationParams {
  const zhHant = (named: ObligationParams): string => named.nameZhHant ?? named.name;
  return { name: `${what.name}: ${whole.name}`, nameZhHant: `${zhHant(what)}：${zhHant(whole)}` };
}

/** Of a text, its first line; no longer than is shown. */
export function inShort({ name, nameZhHant }: ObligationParams): ObligationParams {
  const short = (text: string): string => [...(text.split('\n')[0] ?? '')].slice(0, LONGEST).join('');
  return { name: short(name), nameZhHant: nameZhHant === null ? null : short(nameZhHant) };
}
