import { complete, missing } from '../judgement.js';
import type { Rule } from '../rule.js';

export const R_07: Rule<'use_case'> = {
  code: 'R-07',
  paragraph: '7',
  en: 'Tier and depth of control',
  zhHant: '級別及監控深度',
  subject: 'use_case',
  clauses: [
    {
      code: 'tier',
      basis: 'circular',
      paragraph: '7',
      lowestTier: 'T4',
      en: 'The materiality of the impact and the level of risk are known, and the tier follows from them.',
      zhHant: '影響的重大程度及風險水平已知，並據此定出級別。',
      judge: ({ fact: { id, provisional }, isOn }) =>
        provisional ? missing(isOn, 'tier_provisional') : complete('tier_known', { type: 'use_case', id }),
    },
  ],
};
