import { activityRef, judgeAge, judgeOutcome } from '../activity-judgements.js';
import { complete, gap, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
import { onlyRunning } from '../running.js';
import { onlyHighRisk } from './high-risk.js';

/** A quarter: a standard of the house. */
const MONTHS = 3;

export const R_19: Rule<'use_case'> = {
  code: 'R-19',
  paragraph: '19',
  en: 'Testing that continues beside human review',
  zhHant: '在人員檢視以外持續測試',
  subject: 'use_case',
  appliesTo: (subject) => onlyRunning(subject) ?? onlyHighRisk(subject),
  clauses: [
    {
      code: 'continued',
      basis: 'circular',
      paragraph: '19',
      lowestTier: 'T4',
      en: 'The model is tested and monitored on, although people review its output.',
      zhHant: '即使有人員檢視輸出內容，仍持續測試及監察模型。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('monitoring_run', id), isOn),
    },
    {
      code: 'quarterly',
      basis: 'house',
      paragraph: '19',
      lowestTier: 'T4',
      en: 'That is done at least every quarter.',
      zhHant: '至少每季進行一次。',
      judge: ({ id, isOn }, register) =>
        judgeAge(register.latestActivity('monitoring_run', id), isOn, MONTHS, register.today),
    },
    {
      code: 'after_new_version',
      basis: 'house',
      paragraph: '19',
      lowestTier: 'T4',
      en: 'It is tested again within ten business days after a new version of the model.',
      zhHant: '模型版本更改後十個營業日內重新測試。',
      judge(subject, register) {
        const changes = register
          .openChanges('R-18a', subject)
          .filter(({ kind }) => kind === 'model_version_changed');
        const refs = changes.map(({ id }) => ({ type: 'change_event', id }));
        if (changes.some(({ retestDueOn }) => retestDueOn !== null && retestDueOn < register.today)) {
          return gap('not_retested', ...refs);
        }
        if (changes.length > 0) return unknown('retest_due', ...refs);
        const latest = register.latestActivity('accuracy_test', subject.id);
        return latest === null
          ? unknown('not_recorded_yet')
          : complete('no_new_version', activityRef(latest));
      },
    },
  ],
};
