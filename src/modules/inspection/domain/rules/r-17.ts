import { judgeOutcome, judgeStack } from '../activity-judgements.js';
import { onlyFacingUsers } from '../client-facing.js';
import type { Rule } from '../rule.js';

export const R_17: Rule<'use_case'> = {
  code: 'R-17',
  paragraph: '17, fn 15',
  en: 'Disclosure to users',
  zhHant: '向使用者披露',
  subject: 'use_case',
  appliesTo: onlyFacingUsers,
  clauses: [
    {
      code: 'disclosed',
      basis: 'circular',
      paragraph: '17',
      lowestTier: 'T4',
      en: 'Users are told that they deal with AI and that what it puts out may be wrong.',
      zhHant: '已告知使用者其正與人工智能互動，而輸出內容可能不準確。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('disclosure_check', id), isOn),
    },
    {
      code: 'present_release',
      basis: 'circular',
      paragraph: '17',
      lowestTier: 'T4',
      en: 'That was looked at in what is in use now.',
      zhHant: '已就現行版本查核。',
      judge: (subject, register) =>
        judgeStack(register.latestActivity('disclosure_check', subject.id), subject, register),
    },
  ],
};
