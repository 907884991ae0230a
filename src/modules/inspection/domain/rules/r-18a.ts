import { activityRef, judgeAge, judgeStack } from '../activity-judgements.js';
import { complete, gap, missing, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
import { onlyHighRisk } from './high-risk.js';

/** Months after which accuracy is tested again: a standard of the house. */
const MONTHS = 12;

export const R_18A: Rule<'use_case'> = {
  code: 'R-18a',
  paragraph: '18(a)',
  en: 'Accuracy of a high-risk use',
  zhHant: '高風險用例的準確性',
  subject: 'use_case',
  appliesTo: onlyHighRisk,
  clauses: [
    {
      code: 'target_met',
      basis: 'circular',
      paragraph: '18(a)',
      lowestTier: 'T4',
      en: 'Factual accuracy was tested and reached its target.',
      zhHant: '事實準確性已經測試並達到目標。',
      judge({ id, isOn }, register) {
        const latest = register.latestActivity('accuracy_test', id);
        if (latest === null) return missing(isOn);
        const ref = activityRef(latest);
        const { outcome, target, result } = latest;
        if (outcome === 'failed') return gap('failed', ref);
        if (target === null || result === null || outcome === 'unknown')
          return unknown('outcome_unknown', ref);
        return result >= target ? complete('target_met', ref) : gap('target_missed', ref);
      },
    },
    {
      code: 'present_version',
      basis: 'circular',
      paragraph: '18(a)',
      lowestTier: 'T4',
      en: 'That was tested on the model as it is.',
      zhHant: '測試針對模型的現行版本。',
      judge: (subject, register) =>
        judgeStack(register.latestActivity('accuracy_test', subject.id), subject, register),
    },
    {
      code: 'recent',
      basis: 'house',
      paragraph: '18(a)',
      lowestTier: 'T4',
      en: 'The test is at most twelve months old.',
      zhHant: '測試不超過十二個月。',
      judge: ({ id, isOn }, register) =>
        judgeAge(register.latestActivity('accuracy_test', id), isOn, MONTHS, register.today),
    },
  ],
};
