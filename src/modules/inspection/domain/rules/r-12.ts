import { addMonths } from '../../../diligence/due-diligence.public.js';
import type { DelegationFact } from '../facts.js';
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
import type { LegalEntitySubject } from '../subjects.js';

/** A quarter: a standard of the house. */
const MONTHS = 3;

export const R_12: Rule<'legal_entity'> = {
  code: 'R-12',
  paragraph: '12',
  en: 'Functions delegated to the group',
  zhHant: '轉授予集團的職能',
  subject: 'legal_entity',
  appliesTo: ({ id }, register) =>
    delegationsOf(id, register).length === 0 ? notApplicable('nothing_delegated') : null,
  clauses: [
    {
      code: 'agreed',
      basis: 'circular',
      paragraph: '12',
      lowestTier: 'T4',
      en: 'Every delegated function has an agreement, and somebody who oversees it.',
      zhHant: '每項轉授職能均有協議及監督的負責人。',
      judge: (subject, register) => judgeEach(subject, register, agreed),
    },
    {
      code: 'high_risk_overseen',
      basis: 'circular',
      paragraph: '12',
      lowestTier: 'T4',
      en: 'Where a high-risk use stands on it, the firm oversees and monitors it.',
      zhHant: '如被轉授的職能關乎高風險用例，已有管理監督和持續監察。',
      judge: (subject, register) => ofHighRisk(subject, judgeEach(subject, register, everOverseen)),
    },
    {
      code: 'overseen',
      basis: 'house',
      paragraph: '12',
      lowestTier: 'T4',
      en: 'Where a high-risk use stands on it, it was overseen within the last quarter.',
      zhHant: '如高風險用例依賴該職能，過去一季內已作監督。',
      judge: (subject, register) => ofHighRisk(subject, judgeEach(subject, register, overseen)),
    },
  ],
};

type Judge = (delegation: DelegationFact, ref: RecordRef, today: string) => Judgement;

const agreed: Judge = ({ startsOn, agreementEvidenced, oversightOwnerId }, ref) => {
  if (agreementEvidenced && oversightOwnerId !== null) return complete('agreed_and_overseen', ref);
  return startsOn === null ? unknown('start_unknown', ref) : gap('no_agreement', ref);
};

/** Where nobody knows whether a use is high-risk, nobody knows whether it is asked. */
function ofHighRisk({ useCases }: LegalEntitySubject, judged: Judgement): Judgement {
  if (useCases.some(({ highRisk }) => highRisk === 'yes')) return judged;
  if (useCases.every(({ highRisk }) => highRisk === 'no')) return notApplicable('not_high_risk');
  return judged.state === 'complete' ? judged : unknown('high_risk_unknown', ...judged.records);
}

const everOverseen: Judge = ({ startsOn, lastOversightOn }, ref, today) => {
  if (lastOversightOn !== null) return complete('overseen', ref);
  if (startsOn === null) return unknown('start_unknown', ref);
  // How soon is the house's to say: within its period nobody knows yet.
  return addMonths(startsOn, MONTHS) >= today
    ? unknown('not_recorded_yet', ref)
    : gap('oversight_missing', ref);
};

const overseen: Judge = ({ startsOn, lastOversightOn }, ref, today) => {
  if (lastOversightOn !== null && addMonths(lastOversightOn, MONTHS) >= today)
    return complete('in_time', ref);
  if (startsOn === null) return unknown('start_unknown', ref);
  return addMonths(startsOn, MONTHS) >= today ? complete('not_due_yet', ref) : gap('not_overseen', ref);
};

function judgeEach({ id }: LegalEntitySubject, register: InspectedRegister, judge: Judge): Judgement {
  return worst(
    delegationsOf(id, register).map((one) => judge(one, { type: 'delegation', id: one.id }, register.today)),
    notApplicable('nothing_delegated'),
  );
}

/** Those that are in force, or may be. */
function delegationsOf(legalEntityId: string, { facts, today }: InspectedRegister): DelegationFact[] {
  return facts.delegations.filter(
    ({ legalEntityId: of, startsOn, endsOn }) =>
      of === legalEntityId &&
      (startsOn === null || startsOn <= today) &&
      (endsOn === null || endsOn >= today),
  );
}
