import { modelDevelopmentApplies } from '../../../inventory/tier.public.js';
import { complete, missing } from '../judgement.js';
import type { Rule } from '../rule.js';

export const R_14: Rule<'use_case'> = {
  code: 'R-14',
  paragraph: '14–15',
  en: 'Whether the firm develops the model',
  zhHant: '法團是否進行模型開發',
  subject: 'use_case',
  clauses: [
    {
      code: 'stated',
      basis: 'circular',
      paragraph: '14',
      lowestTier: 'T4',
      en: 'It is stated what the firm itself trains, tunes, adds or customises.',
      zhHant: '已說明法團自行訓練、微調、加入或量身訂製的部分。',
      judge: ({ id, fact, isOn }) =>
        modelDevelopmentApplies(fact.developmentFlags) === 'unknown'
          ? missing(isOn, 'development_unknown')
          : complete('development_stated', { type: 'use_case', id }),
    },
  ],
};
