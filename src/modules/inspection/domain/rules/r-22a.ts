import type { DataFlowFact } from '../facts.js';
import { complete, gap, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import type { Rule } from '../rule.js';

const OPEN_TO_ALL = ['public'];

export const R_22A: Rule<'use_case'> = {
  code: 'R-22a',
  paragraph: '22',
  en: 'Encryption of data that is not public',
  zhHant: '對非公開數據加密',
  subject: 'use_case',
  appliesTo: ({ id, fact }) =>
    fact.dataClasses.every((one) => OPEN_TO_ALL.includes(one))
      ? notApplicable('public_data_only', { type: 'use_case', id })
      : null,
  clauses: [
    {
      code: 'both',
      basis: 'circular',
      paragraph: '22',
      lowestTier: 'T4',
      en: 'Every flow of data that is not public is encrypted at rest and in transit.',
      zhHant: '每項非公開數據流在靜態和傳輸中均已加密。',
      judge: ({ id, isOn }, register) =>
        worst(register.dataFlowsOf(id).map(judgeFlow), missing(isOn, 'no_data_flow')),
    },
  ],
};

function judgeFlow({ id, dataClasses, encryptedAtRest, encryptedInTransit }: DataFlowFact): Judgement {
  const ref = { type: 'data_flow', id };
  if (dataClasses.every((one) => OPEN_TO_ALL.includes(one))) return complete('public_data_only', ref);
  const both = [encryptedAtRest, encryptedInTransit];
  if (both.every((one) => one === 'yes')) return complete('encrypted', ref);
  // What may be public need not be encrypted: a plain "no" is a gap only where it is known not to be.
  const isKnown = !dataClasses.includes('unknown');
  return both.includes('no') && isKnown ? gap('not_encrypted', ref) : unknown('encryption_unknown', ref);
}
