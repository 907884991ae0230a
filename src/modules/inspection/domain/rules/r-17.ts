import { judgeOutcome, judgeStack } from '../activity-judgements.js';
import { onlyInteracting } from '../client-facing.js';
import type { Rule } from '../rule.js';

export const R_17: Rule<'use_case'> = {
  code: 'R-17',
  paragraph: '17, fn 15',
  en: 'Disclosure to users',
  zhHant: '向使用者披露',
  subject: 'use_case',
  appliesTo: onlyInteracting,
  clauses: [
    {
      code: 'disclosed',
      basis: 'circular',
      paragraph: '17',
      lowestTier: 'T4',
      en: 'Clients are told where they use it that they deal with AI, not a person, and that what it puts out may be wrong.',
      zhHant: '已在使用者介面上披露客戶正與 AI（而非真人）互動，且輸出內容未必準確。',
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
