import { judgePolicy } from '../policies.js';
import type { Rule } from '../rule.js';

export const R_22B: Rule<'legal_entity'> = {
  code: 'R-22b',
  paragraph: '22',
  en: 'Browser extensions',
  zhHant: '瀏覽器擴充功能',
  subject: 'legal_entity',
  clauses: [
    {
      code: 'policy',
      basis: 'circular',
      paragraph: '22',
      lowestTier: 'T4',
      en: 'A policy in date says which extensions of browsers may be used.',
      zhHant: '有效的政策訂明可使用哪些瀏覽器擴充功能。',
      judge: ({ id, isOn }, register) => judgePolicy(register, 'browser_extension', id, isOn),
    },
  ],
};
