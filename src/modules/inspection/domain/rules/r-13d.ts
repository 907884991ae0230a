import { judgeAge, judgeIssues, judgeOutcome } from '../activity-judgements.js';
import { monitoringMonthsOf } from '../monitoring-cadence.js';
import { isAssessable } from '../providers.js';
import type { Rule } from '../rule.js';
import { onlyRunning } from '../running.js';

export const R_13D: Rule<'use_case'> = {
  code: 'R-13d',
  paragraph: '13(d), fn 14',
  en: 'Ongoing review and monitoring',
  zhHant: '持續檢討和監察',
  subject: 'use_case',
  appliesTo: onlyRunning,
  clauses: [
    {
      code: 'monitored',
      basis: 'circular',
      paragraph: '13(d)',
      lowestTier: 'T4',
      en: 'Performance is monitored, and what is found is documented.',
      zhHant: '效能受到監察，結果以文件記錄。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('monitoring_run', id), isOn),
    },
    {
      code: 'breaches',
      basis: 'circular',
      paragraph: '13(d)',
      lowestTier: 'T4',
      en: 'Every breach of a threshold is dealt with.',
      zhHant: '每次超出限值均已處理。',
      judge: ({ id, isOn }, register) => judgeIssues(register.latestActivity('monitoring_run', id), isOn),
    },
    {
      code: 'cadence',
      basis: 'house',
      paragraph: '13(d)',
      lowestTier: 'T4',
      en: 'It is monitored as often as its risk asks for: monthly to yearly by the band of its score.',
      zhHant: '按風險水平監察：依評分級別，由每月至每年一次。',
      judge: (subject, register) =>
        judgeAge(
          register.latestActivity('monitoring_run', subject.id),
          subject.isOn,
          monitoringMonthsOf(subject.fact, isAssessable(subject, register), register),
          register.today,
        ),
    },
  ],
};
