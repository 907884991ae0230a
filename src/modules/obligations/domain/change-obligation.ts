import { addDays } from '../../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { CHANGE_MATRIX, type ChangeKind } from '../../continuity/changes.public.js';
import type { Wanted } from './plan.js';

/** A change event, and what it waits for. */
export interface ChangeFact {
  changeEventId: string;
  kind: ChangeKind;
  /** What it happened to, by its names. */
  subject: string;
  subjectZhHant: string | null;
  state: string;
  /** Whether it, and its legal entity, are in use. */
  inUse: boolean;
  /** YYYY-MM-DD, where its legal entity is. */
  recordedOn: string;
  /** The same; null: nobody has ruled. */
  triagedOn: string | null;
  /** When what was announced takes effect, as long as nobody has recorded that it happened; YYYY-MM-DD. */
  expectedOn: string | null;
  /** Its owner; null when nobody is named, or is there any more. */
  ownerId: string | null;
  /** Null: of all. */
  legalEntityId: string | null;
  timeZone: string | null;
}

/** So many days there are to rule on a change, and to redo what it made stale. */
const TRIAGE_DAYS = 3;
const REDO_DAYS = 30;
/** The longest name of a source that is shown. */
const LONGEST = 200;

/**
 * What a change event asks for: a ruling; from then on what is to be redone, as long as something is; and of what was announced, that
 * somebody records that it has happened.
 */
export function changeObligations(fact: ChangeFact): Wanted[] {
  const { changeEventId, kind, state, inUse, recordedOn, triagedOn, expectedOn } = fact;
  const { ownerId, legalEntityId, timeZone } = fact;
  if (!inUse) return [];
  const { en, zhHant } = CHANGE_MATRIX[kind];
  const named = (name: string): string => [...name].slice(0, LONGEST).join('');
  const about = {
    ...{ sourceType: 'change_event' as const, sourceId: changeEventId, ownerId },
    legalEntityIds: legalEntityId === null ? [] : [legalEntityId],
    timeZone: timeZone ?? HOME_TIME_ZONE,
    params: {
      name: named(`${en}: ${fact.subject}`),
      nameZhHant: named(`${zhHant}：${fact.subjectZhHant ?? fact.subject}`),
    },
  };
  return [
    ...(triagedOn === null
      ? [{ ...about, kind: 'change_triage' as const, dueOn: addDays(recordedOn, TRIAGE_DAYS) }]
      : []),
    ...(triagedOn !== null && state !== 'closed'
      ? [{ ...about, kind: 'change_redo' as const, dueOn: addDays(triagedOn, REDO_DAYS) }]
      : []),
    ...(expectedOn === null ? [] : [{ ...about, kind: 'change_effect' as const, dueOn: expectedOn }]),
  ];
}
