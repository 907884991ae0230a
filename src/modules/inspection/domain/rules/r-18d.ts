import { judgeOutcome } from '../activity-judgements.js';
import { onlyInteracting } from '../client-facing.js';
import { judgeControl } from '../control-judgements.js';
import type { Rule } from '../rule.js';
import { onlyHighRisk } from './high-risk.js';

export const R_18D: Rule<'use_case'> = {
  code: 'R-18d',
  paragraph: '18(d)',
  en: 'Disclosure at each interaction',
  zhHant: '每次互動時的披露',
  subject: 'use_case',
  appliesTo: (subject) => onlyHighRisk(subject) ?? onlyInteracting(subject),
  clauses: [
    {
      code: 'each_time',
      basis: 'circular',
      paragraph: '18(d)',
      lowestTier: 'T4',
      en: 'Whenever a client interacts with the model, the client is told so.',
      zhHant: '每當客戶與模型互動時，均獲告知。',
      judge: ({ id, legalEntityIds, isOn }, register) =>
        judgeControl(register, ['M', 'disclosure'], { legalEntityIds, useCaseId: id }, isOn),
    },
    {
      code: 'checked',
      basis: 'circular',
      paragraph: '18(d)',
      lowestTier: 'T4',
      en: 'It was checked that this is so.',
      zhHant: '已查核確實如此。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('disclosure_check', id), isOn),
    },
  ],
};
