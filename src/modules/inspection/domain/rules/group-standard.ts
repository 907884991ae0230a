import type { InspectedRegister } from '../inspected-register.js';
import { notApplicable, worst } from '../judgement.js';
import type { Party } from '../providers.js';
import type { Clause } from '../rule.js';
import type { SubjectOf, SubjectType } from '../subjects.js';

/**
 * Paragraphs 26 to 29 bind what third parties provide; a company of the group is held to the same by the house (paragraph 12 is
 * what binds there). Clauses of the circular, with the one of the house that stands for all of them.
 */
export function withGroupStandard<Type extends SubjectType>(
  partyOf: (subject: SubjectOf<Type>, register: InspectedRegister) => Party,
  clauses: readonly Clause<Type>[],
): Clause<Type>[] {
  const ofThirdParty = clauses.map((clause): Clause<Type> => ({
    ...clause,
    judge: (subject, register) =>
      partyOf(subject, register) === 'group'
        ? notApplicable('of_the_group')
        : clause.judge(subject, register),
  }));
  const ofGroup: Clause<Type> = {
    code: 'group',
    basis: 'house',
    paragraph: '12',
    lowestTier: 'T4',
    en: 'What a company of the group provides is held to the same as what a third party does.',
    zhHant: '集團公司所提供的，與第三方提供者所提供的採用相同標準。',
    judge: (subject, register) =>
      partyOf(subject, register) === 'group'
        ? worst(
            clauses.map((clause) => clause.judge(subject, register)),
            notApplicable('not_of_the_group'),
          )
        : notApplicable('not_of_the_group'),
  };
  return [...ofThirdParty, ofGroup];
}
