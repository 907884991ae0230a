import type { DataFlowFact } from '../facts.js';
import { complete, gap, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import type { Rule } from '../rule.js';

export const R_22A: Rule<'use_case'> = {
  code: 'R-22a',
  paragraph: '22, fn 19',
  en: 'Encryption of data that is not public',
  zhHant: '對非公開數據加密',
  subject: 'use_case',
  appliesTo: (subject, register) =>
    isPublic(subject.fact.dataClasses) &&
    register.dataFlowsOf(subject).every(({ dataClasses }) => isPublic(dataClasses))
      ? notApplicable('public_data_only', { type: 'use_case', id: subject.id })
      : null,
  clauses: [
    {
      code: 'both',
      basis: 'circular',
      paragraph: '22',
      lowestTier: 'T4',
      en: 'Every flow of data that is not public is encrypted at rest and in transit.',
      zhHant: '每項非公開數據流在靜態和傳輸中均已加密。',
      judge(subject, register) {
        const flows = register.dataFlowsOf(subject).filter(({ dataClasses }) => !isPublic(dataClasses));
        const isKnown = flows.some(({ dataClasses }) => dataClasses.some(isKeptBack));
        // A flow of nobody knows what may be another than the one that has to be encrypted.
        const open = flows.length === 0 || isKnown ? [] : [unknown('data_classes_unknown')];
        return worst([...flows.map(judgeFlow), ...open], missing(subject.isOn, 'no_data_flow'));
      },
    },
  ],
};

/** Classes that nobody has named are not known to be public. */
function isPublic(dataClasses: readonly string[]): boolean {
  return dataClasses.length > 0 && dataClasses.every((one) => one === 'public');
}

function isKeptBack(dataClass: string): boolean {
  return dataClass !== 'public' && dataClass !== 'unknown';
}

function judgeFlow({ id, dataClasses, encryptedAtRest, encryptedInTransit }: DataFlowFact): Judgement {
  const ref = { type: 'data_flow', id };
  const both = [encryptedAtRest, encryptedInTransit];
  if (both.every((one) => one === 'yes')) return complete('encrypted', ref);
  // What may be public need not be encrypted: a plain "no" is a gap only where it is known not to be.
  const isKnown = dataClasses.some(isKeptBack);
  return both.includes('no') && isKnown ? gap('not_encrypted', ref) : unknown('encryption_unknown', ref);
}
