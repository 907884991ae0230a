import { judgeAge, judgeOutcome } from '../activity-judgements.js';
import type { Rule } from '../rule.js';

/** Months after which it is done again: standards of the house. */
const MONTHS = { T1: 6, others: 12 };

export const R_21: Rule<'use_case'> = {
  code: 'R-21',
  paragraph: '21',
  en: 'Adversarial testing',
  zhHant: '對抗性測試',
  subject: 'use_case',
  clauses: [
    {
      code: 'tested',
      basis: 'circular',
      paragraph: '21',
      lowestTier: 'T4',
      reasonSuffices: true,
      en: 'The model was tested against attacks, as far as that is practicable.',
      zhHant: '在切實可行的範圍內，模型已經接受對抗性測試。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('adversarial_test', id), isOn),
    },
    {
      code: 'recent',
      basis: 'house',
      paragraph: '21',
      lowestTier: 'T3',
      reasonSuffices: true,
      en: 'That is at most twelve months old; six where the use is of the first tier.',
      zhHant: '測試不超過十二個月；第一級用例不超過六個月。',
      judge: ({ id, tier, isOn }, register) =>
        judgeAge(
          register.latestActivity('adversarial_test', id),
          isOn,
          tier === 'T1' ? MONTHS.T1 : MONTHS.others,
          register.today,
        ),
    },
  ],
};
