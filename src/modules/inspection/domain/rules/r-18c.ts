import { judgeOutcome, judgeStack } from '../activity-judgements.js';
import type { Rule } from '../rule.js';
import { onlyHighRisk } from './high-risk.js';

export const R_18C: Rule<'use_case'> = {
  code: 'R-18c',
  paragraph: '18(c)',
  en: 'Robustness to prompt variations',
  zhHant: '輸出內容在提示變化下的穩妥性',
  subject: 'use_case',
  appliesTo: onlyHighRisk,
  clauses: [
    {
      code: 'tested',
      basis: 'circular',
      paragraph: '18(c)',
      lowestTier: 'T4',
      en: 'It was tested how the output holds when the prompt varies.',
      zhHant: '已測試輸出內容在提示變化下的穩妥性。',
      judge: ({ id, isOn }, register) =>
        judgeOutcome(register.latestActivity('prompt_variation_test', id), isOn),
    },
    {
      code: 'present_version',
      basis: 'circular',
      paragraph: '18(c)',
      lowestTier: 'T4',
      en: 'That was tested on the model as it is.',
      zhHant: '測試針對模型的現行版本。',
      judge: (subject, register) =>
        judgeStack(register.latestActivity('prompt_variation_test', subject.id), subject, register),
    },
  ],
};
