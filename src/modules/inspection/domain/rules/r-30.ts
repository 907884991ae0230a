import type { CorrespondenceFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, missing, notApplicable, type RecordRef, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
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
      judge({ id, isOn }, register) {
        const notices = noticesOf(id, register);
        const refs = notices.map(refOf);
        if (notices.length === 0) return missing(isOn, 'not_decided');
        if (notices.every(({ decision }) => TAKEN.includes(decision))) return complete('decided', ...refs);
        return isOn ? gap('not_decided', ...refs) : unknown('not_decided', ...refs);
      },
    },
    {
      code: 'sent_in_time',
      basis: 'circular',
      paragraph: '30, fn 23',
      lowestTier: 'T4',
      en: 'Where it has to be, notice was given within seven business days after the change took place.',
      zhHant: '如須通知，已在改動發生後七個營業日內發出通知。',
      judge({ id, isOn }, register) {
        const due = noticesOf(id, register);
        const [notice] = due.filter(({ decision }) => decision === 'notify');
        if (due.length === 0) return missing(isOn, 'not_decided');
        if (notice === undefined) return notApplicable('not_to_be_notified', ...due.map(refOf));
        return judgeNotice(notice, register.today);
      },
    },
    {
      code: 'early_discussion',
      basis: 'house',
      paragraph: '30',
      lowestTier: 'T4',
      en: 'The use was discussed with the SFC early, as the circular encourages; never a gap.',
      zhHant: '已如通函所鼓勵般，盡早與證監會商討；從不視為不足之處。',
      judge({ id }, register) {
        const found = register.correspondence('early_discussion', id);
        return found.length === 0
          ? notApplicable('encouraged_only')
          : complete('discussed', ...found.map(refOf));
      },
    },
  ],
};

const TAKEN = ['notify', 'not_a_significant_change'];

function noticesOf(useCaseId: string, register: InspectedRegister): readonly CorrespondenceFact[] {
  return register.correspondence('notification', useCaseId);
}

function judgeNotice({ id, changeTookPlaceOn, dueOn, sentOn }: CorrespondenceFact, today: string) {
  const ref = { type: 'regulator_correspondence', id };
  if (sentOn !== null) {
    if (dueOn === null) return complete('sent', ref);
    return sentOn <= dueOn ? complete('sent_in_time', ref) : gap('sent_late', ref);
  }
  if (changeTookPlaceOn === null || dueOn === null) return unknown('change_day_unknown', ref);
  return dueOn < today ? gap('notice_overdue', ref) : unknown('notice_due', ref);
}

function refOf({ id }: CorrespondenceFact): RecordRef {
  return { type: 'regulator_correspondence', id };
}
