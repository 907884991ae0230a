import { boundEntities } from '../bound-entities.js';
import type { CorrespondenceFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import {
  complete,
  gap,
  type Judgement,
  notApplicable,
  type RecordRef,
  unknown,
  worst,
} from '../judgement.js';
import type { Rule } from '../rule.js';
import { hasBegun } from '../running.js';
import type { UseCaseSubject } from '../subjects.js';
import { onlyHighRisk } from './high-risk.js';

export const R_30: Rule<'use_case'> = {
  code: 'R-30',
  paragraph: '30, fn 23',
  en: 'Notification of the SFC',
  zhHant: '通知證監會',
  subject: 'use_case',
  appliesTo: onlyHighRisk,
  clauses: [
    {
      code: 'decided',
      basis: 'circular',
      paragraph: '30',
      lowestTier: 'T4',
      en: 'It is decided whether the SFC has to be notified, before the use begins.',
      zhHant: '在用例開始前已決定是否須通知證監會。',
      judge: (subject, register) =>
        judgeEach(subject, register, (notices) => judgeDecision(notices, subject)),
    },
    {
      code: 'sent_in_time',
      basis: 'circular',
      paragraph: '30, fn 23',
      lowestTier: 'T4',
      en: 'Where it has to be, notice was given within seven business days after the change took place.',
      zhHant: '如須通知，已在改動發生後七個營業日內發出通知。',
      judge: (subject, register) =>
        judgeEach(subject, register, (notices) => judgeSending(notices, register.today)),
    },
    {
      code: 'early_discussion',
      basis: 'house',
      paragraph: '30',
      lowestTier: 'T4',
      en: 'The use was discussed with the SFC early, as the circular encourages; never a gap.',
      zhHant: '已如通函所鼓勵般，盡早與證監會商討；從不視為不足之處。',
      judge(subject, register) {
        const found = register.correspondence('early_discussion', subject);
        return found.length === 0
          ? notApplicable('encouraged_only')
          : complete('discussed', ...found.map(refOf));
      },
    },
  ],
};

const NOT_OWED = 'not_a_significant_change';
const TAKEN = ['notify', NOT_OWED];

/** Each licensed corporation decides, and gives notice, for itself. */
function judgeEach(
  subject: UseCaseSubject,
  register: InspectedRegister,
  judge: (notices: readonly CorrespondenceFact[]) => Judgement,
): Judgement {
  return boundEntities(subject, register).length === 0
    ? unknown('not_decided')
    : judge(register.correspondence('notification', subject));
}

function judgeDecision(notices: readonly CorrespondenceFact[], subject: UseCaseSubject): Judgement {
  const refs = notices.map(refOf);
  if (notices.length > 0 && notices.every(({ decision }) => TAKEN.includes(decision))) {
    return complete('decided', ...refs);
  }
  return hasBegun(subject) ? gap('not_decided', ...refs) : unknown('not_decided', ...refs);
}

function judgeSending(notices: readonly CorrespondenceFact[], today: string): Judgement {
  const owed = notices.filter(({ decision }) => decision === 'notify').map((one) => judgeNotice(one, today));
  if (owed.length > 0) return worst(owed, unknown('not_decided'));
  const refs = notices.map(refOf);
  return notices.length > 0 && notices.every(({ decision }) => decision === NOT_OWED)
    ? notApplicable('not_to_be_notified', ...refs)
    : unknown('not_decided', ...refs);
}

/** Until the day is known by which notice is due, one that was given may have been late. */
function judgeNotice({ id, dueOn, sentOn }: CorrespondenceFact, today: string): Judgement {
  const ref = { type: 'regulator_correspondence', id };
  if (dueOn === null) return unknown('due_day_unknown', ref);
  if (sentOn !== null) return sentOn <= dueOn ? complete('sent_in_time', ref) : gap('sent_late', ref);
  return dueOn < today ? gap('notice_overdue', ref) : unknown('notice_due', ref);
}

function refOf({ id }: CorrespondenceFact): RecordRef {
  return { type: 'regulator_correspondence', id };
}
