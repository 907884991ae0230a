import { judgeIssues, judgeOutcome } from '../activity-judgements.js';
import type { Rule } from '../rule.js';

export const R_31: Rule<'legal_entity'> = {
  code: 'R-31',
  paragraph: '31',
  en: 'Gap review',
  zhHant: '對照通函的檢視',
  subject: 'legal_entity',
  clauses: [
    {
      code: 'reviewed',
      basis: 'circular',
      paragraph: '31',
      lowestTier: 'T4',
      en: 'Policies, procedures and internal controls were reviewed against the circular.',
      zhHant: '已按通函檢視政策、程序和內部監控措施。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('gap_analysis', id), isOn),
    },
    {
      code: 'actions',
      basis: 'house',
      paragraph: '31',
      lowestTier: 'T4',
      en: 'What it found is dealt with, or has somebody who sees to it by a day.',
      zhHant: '檢視所發現的事項已經處理，或有負責人及限期。',
      judge: ({ id, isOn }, register) => {
        const latest = register.latestActivity('gap_analysis', id);
        // An open one cannot be recorded without its owner and day.
        const issues = latest?.issues.map(({ dealtWith }) => ({
          dealtWith: dealtWith === 'open' ? 'mitigated' : dealtWith,
        }));
        return judgeIssues(latest && { ...latest, issues: issues ?? [] }, isOn);
      },
    },
  ],
};
