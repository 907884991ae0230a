import { judgeAge, judgeSeniority } from '../activity-judgements.js';
import type { Rule } from '../rule.js';

/** A quarter: a standard of the house. */
const MONTHS = 3;

export const R_04C: Rule<'legal_entity'> = {
  code: 'R-04c',
  paragraph: '4(c)',
  en: 'Concentration known to who answers for it',
  zhHant: '集中度已由問責人知悉',
  subject: 'legal_entity',
  clauses: [
    {
      code: 'shown',
      basis: 'house',
      paragraph: '4(c)',
      lowestTier: 'T2',
      en: 'The concentration of what the uses stand on was looked at within the last quarter.',
      zhHant: '過去一季內已檢視各用例所依賴項目的集中度。',
      judge: ({ id, isOn }, register) =>
        judgeAge(register.latestActivity('concentration_review', id), isOn, MONTHS, register.today),
    },
    {
      code: 'senior',
      basis: 'house',
      paragraph: '4(c)',
      lowestTier: 'T2',
      en: 'A senior manager looked at it.',
      zhHant: '由高級管理層成員檢視。',
      judge: ({ id, isOn }, register) =>
        judgeSeniority(register.latestActivity('concentration_review', id), isOn, register),
    },
  ],
};
