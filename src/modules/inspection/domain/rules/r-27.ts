import { isAllocated, TASKS } from '../../../arrangements/arrangement-terms.public.js';
import { complete, gap, missing, notApplicable, unknown } from '../judgement.js';
import type { Clause, Rule } from '../rule.js';
import { withGroupStandard } from './group-standard.js';
import { onlyWithCounterparty, partyOfArrangement } from './r-26c.js';

const CIRCULAR: readonly Clause<'arrangement'>[] = [
  {
    code: 'allocated',
    basis: 'circular',
    paragraph: '27',
    lowestTier: 'T4',
    en: 'Every task is clearly somebody’s, on a basis that a person of the firm has read and confirmed.',
    zhHant: '每項職責均已明確界定，並有法團人員已閱讀及確認的依據。',
    judge({ fact: { responsibilities }, isOn }) {
      const refs = responsibilities.map(({ id }) => ({ type: 'responsibility', id }));
      const open = TASKS.filter(
        (task) => !responsibilities.some((one) => one.task === task && isAllocated(one)),
      );
      if (open.length === 0) return complete('allocated', ...refs);
      if (responsibilities.length === 0) return missing(isOn);
      const left = responsibilities.filter((one) => !isAllocated(one));
      const leftRefs = left.map(({ id }) => ({ type: 'responsibility', id }));
      return left.some(({ side }) => side === 'unassigned') || isOn
        ? gap('task_unallocated', ...leftRefs)
        : unknown('task_unknown', ...leftRefs);
    },
  },
];

export const R_27: Rule<'arrangement'> = {
  code: 'R-27',
  paragraph: '27',
  en: 'Who does what in cybersecurity',
  zhHant: '網絡保安職責分配',
  subject: 'arrangement',
  appliesTo: onlyWithCounterparty,
  clauses: [
    ...withGroupStandard(partyOfArrangement, CIRCULAR),
    {
      code: 'one_answers',
      basis: 'house',
      paragraph: '27',
      lowestTier: 'T3',
      en: 'One side answers for each task that is shared.',
      zhHant: '每項共同承擔的職責均有一方負責。',
      judge({ fact: { responsibilities } }) {
        const shared = responsibilities.filter(({ side }) => side === 'shared');
        const refs = shared.map(({ id }) => ({ type: 'responsibility', id }));
        if (shared.length === 0) return notApplicable('nothing_shared');
        return shared.every(({ accountable }) => accountable !== null)
          ? complete('one_answers', ...refs)
          : gap('nobody_answers', ...refs);
      },
    },
  ],
};
