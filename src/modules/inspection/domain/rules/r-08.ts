import { complete, missing } from '../judgement.js';
import type { Rule } from '../rule.js';

export const R_08: Rule<'use_case'> = {
  code: 'R-08',
  paragraph: '8, fn 3',
  en: 'High-risk use case',
  zhHant: '高風險用例',
  subject: 'use_case',
  clauses: [
    {
      code: 'judged',
      basis: 'circular',
      paragraph: '8, 9',
      lowestTier: 'T4',
      en: 'It is known whether the use gives clients or investors recommendations, advice or research.',
      zhHant: '已識別用例是否向投資者或客戶提供投資建議、投資意見或投資研究。',
      judge: ({ fact: { id, highRisk }, isOn }) =>
        highRisk === 'unknown'
          ? missing(isOn, 'high_risk_unknown')
          : complete('judged', { type: 'use_case', id }),
    },
  ],
};
