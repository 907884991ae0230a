import type { HolidayCalendar } from '../../../kernel/business-days.js';
import { addDays } from '../../../kernel/clock.js';
import { dueOf } from '../../diligence/correspondence.public.js';
import type { Wanted } from './plan.js';
import { asked, type RecordFact } from './record-fact.js';

/** A notification, or the decision whether to give one, named by the use cases that it is about. Days are YYYY-MM-DD. */
export interface NoticeFact extends RecordFact {
  kind: string;
  decision: string;
  changeTookPlaceOn: string | null;
  sentOn: string | null;
  /** Since when the first of its use cases is approved, or in use; null: none is. */
  approvedOn: string | null;
}

/** Where holidays are not known, notice is due as if there were none: a week later. */
const WITHOUT_HOLIDAYS = 7;

/**
 * Notice to the regulator, by the earlier of the two days on which it may be due. Where it is to be given and nobody says when the
 * change took place, it did by the day on which the use case was approved.
 */
export function noticeObligations(fact: NoticeFact, calendar: HolidayCalendar): Wanted[] {
  const changeTookPlaceOn = fact.changeTookPlaceOn ?? (fact.decision === 'notify' ? fact.approvedOn : null);
  if (fact.sentOn !== null || changeTookPlaceOn === null) return [];
  const { dueOn, notDueBecause } = dueOf({ ...fact, changeTookPlaceOn }, calendar);
  const isDue = notDueBecause === null || notDueBecause === 'beyond_known_holidays';
  const day = isDue ? (dueOn ?? addDays(changeTookPlaceOn, WITHOUT_HOLIDAYS)) : null;
  return asked('regulator_correspondence', fact, 'regulator_notice', day);
}
