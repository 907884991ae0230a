import { complete, gap, missing, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';

export const R_06: Rule<'use_case'> = {
  code: 'R-06',
  paragraph: '6, fn 2',
  en: 'Decision on scope',
  zhHant: '適用範圍的決定',
  subject: 'use_case',
  evenOutOfScope: true,
  clauses: [
    {
      code: 'decided',
      basis: 'circular',
      paragraph: '6',
      lowestTier: 'T4',
      en: 'It is decided whether the use relates to a regulated activity.',
      zhHant: '已決定用例是否與受規管活動有關。',
      judge: ({ fact: { id, scope }, isOn }) =>
        scope.decision === 'unknown'
          ? missing(isOn, 'not_decided')
          : complete('decided', { type: 'use_case', id }),
    },
    {
      code: 'reasoned',
      basis: 'house',
      paragraph: '6',
      lowestTier: 'T3',
      en: 'The decision says why, who took it and when.',
      zhHant: '決定列明理由、作出人及日期。',
      judge: ({ fact: { id, scope }, isOn }) => {
        if (scope.decision === 'unknown') return missing(isOn, 'not_decided');
        const ref = { type: 'use_case', id };
        const isReasoned = scope.reason !== null && scope.decidedBy !== null && scope.decidedOn !== null;
        return isReasoned ? complete('reasoned', ref) : gap('not_reasoned', ref);
      },
    },
    {
      code: 'renewed',
      basis: 'house',
      paragraph: '6',
      lowestTier: 'T4',
      en: 'A decision that a use is out of scope holds for at most twelve months.',
      zhHant: '用例不在適用範圍的決定最多有效十二個月。',
      judge: ({ fact: { id, scope }, isOn }, { today }) => {
        const ref = { type: 'use_case', id };
        if (scope.decision === 'unknown') return missing(isOn, 'not_decided');
        if (scope.decision === 'in') return complete('in_scope', ref);
        if (scope.expiresOn === null) return unknown('end_unknown', ref);
        return scope.expiresOn < today ? gap('decision_expired', ref) : complete('in_time', ref);
      },
    },
  ],
};
