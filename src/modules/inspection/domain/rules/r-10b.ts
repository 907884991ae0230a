import { activityRef, judgeOutcome, judgeStack } from '../activity-judgements.js';
import { complete, gap, missing, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';

const SIGNING = ['legal', 'compliance'];

export const R_10B: Rule<'use_case'> = {
  code: 'R-10b',
  paragraph: '10, fn 8',
  en: 'View of legal and compliance',
  zhHant: '法律及合規意見',
  subject: 'use_case',
  clauses: [
    {
      code: 'given',
      basis: 'circular',
      paragraph: '10',
      lowestTier: 'T4',
      en: 'Legal and compliance have assessed the use.',
      zhHant: '法律及合規部門已評估用例。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('legal_review', id), isOn),
    },
    {
      code: 'signed',
      basis: 'circular',
      paragraph: '10, fn 8',
      lowestTier: 'T4',
      en: 'Somebody of the legal or compliance function gave it.',
      zhHant: '由法律或合規職能的人員作出。',
      judge({ id, isOn }, register) {
        const latest = register.latestActivity('legal_review', id);
        if (latest === null) return missing(isOn);
        if (latest.performedBy === null) return unknown('performer_unknown', activityRef(latest));
        const functions = register.person(latest.performedBy)?.functions ?? [];
        return functions.some((one) => SIGNING.includes(one))
          ? complete('signed_by_function', activityRef(latest))
          : gap('not_signed_by_function', activityRef(latest));
      },
    },
    {
      code: 'newer',
      basis: 'circular',
      paragraph: '10, fn 8',
      lowestTier: 'T4',
      en: 'It is newer than the last contract that the use stands on, and of the use as it is.',
      zhHant: '評估在用例所依賴的最後一份合約之後作出，並與用例現況相符。',
      judge(subject, register) {
        const { id, fact, isOn, legalEntityIds } = subject;
        const latest = register.latestActivity('legal_review', id);
        if (latest === null) return missing(isOn);
        const newer = register.architecture
          .of(fact)
          .flatMap((component) => register.arrangementsOf(component.id, legalEntityIds))
          .find(({ startsOn }) => startsOn > latest.performedOn && startsOn <= register.today);
        if (newer)
          return gap('older_than_contract', activityRef(latest), { type: 'arrangement', id: newer.id });
        return judgeStack(latest, subject, register);
      },
    },
  ],
};
