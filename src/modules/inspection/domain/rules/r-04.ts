import { addMonths } from '../../../diligence/due-diligence.public.js';
import { complete, gap, unknown } from '../judgement.js';
import { judgeStatements, statementRef } from '../risk-statements.js';
import type { Rule } from '../rule.js';

/** Months after which a factor is looked at again: a standard of the house. */
const MONTHS = 12;

export const R_04: Rule<'use_case'> = {
  code: 'R-04',
  paragraph: '4(a)–(c), 5',
  en: 'Risk statement',
  zhHant: '風險陳述',
  subject: 'use_case',
  clauses: [
    {
      code: 'considered',
      basis: 'circular',
      paragraph: '5',
      lowestTier: 'T4',
      en: 'Every risk factor that is relevant to the use is rated; the others are set aside with a reason.',
      zhHant: '與用例相關的每項風險因素均已評級；其餘的已附理由擱置。',
      judge: (subject, register) =>
        judgeStatements(subject, register, (statement) => {
          const ref = statementRef(statement);
          if (!statement.approved) return unknown('not_approved', ref);
          if (statement.unrated.length > 0) return gap('factors_left_out', ref);
          return statement.ratings.some(({ rating }) => rating === 'unknown')
            ? unknown('rating_unknown', ref)
            : complete('all_rated', ref);
        }),
    },
    {
      code: 'recent',
      basis: 'house',
      paragraph: '5',
      lowestTier: 'T3',
      en: 'Every rating is at most twelve months old.',
      zhHant: '每項評級均不超過十二個月。',
      judge: (subject, register) =>
        judgeStatements(subject, register, (statement) => {
          const ref = statementRef(statement);
          const days = statement.ratings.map(({ assessedOn }) => assessedOn);
          if (days.length === 0) return unknown('rating_unknown', ref);
          const isOld = days.some((day) => day !== null && addMonths(day, MONTHS) < register.today);
          if (isOld) return gap('too_old', ref);
          return days.includes(null) ? unknown('day_unknown', ref) : complete('in_time', ref);
        }),
    },
    {
      code: 'assessor',
      basis: 'house',
      paragraph: '5',
      lowestTier: 'T3',
      en: 'Every rating names who assessed it.',
      zhHant: '每項評級均列明評估人。',
      judge: (subject, register) =>
        judgeStatements(subject, register, (statement) => {
          const ref = statementRef(statement);
          if (statement.ratings.length === 0) return unknown('rating_unknown', ref);
          return statement.ratings.every(({ assessorId }) => assessorId !== null)
            ? complete('assessor_named', ref)
            : gap('assessor_missing', ref);
        }),
    },
  ],
};
