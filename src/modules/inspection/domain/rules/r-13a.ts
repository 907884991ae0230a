import { modelDevelopmentApplies } from '../../../inventory/tier.public.js';
import { activityRef } from '../activity-judgements.js';
import { complete, gap, notApplicable, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';

export const R_13A: Rule<'use_case'> = {
  code: 'R-13a',
  paragraph: '13(a), fn 10–11',
  en: 'Development apart from validation, approval and monitoring',
  zhHant: '開發與驗證、審批及監察分立',
  subject: 'use_case',
  appliesTo({ id, fact }) {
    const ref = { type: 'use_case', id };
    const applies = modelDevelopmentApplies(fact.developmentFlags);
    if (applies === 'no') return notApplicable('no_model_development', ref);
    return applies === 'unknown' ? unknown('development_unknown', ref) : null;
  },
  clauses: [
    {
      code: 'apart',
      basis: 'circular',
      paragraph: '13(a)',
      lowestTier: 'T4',
      reasonSuffices: true,
      en: 'Nobody who develops the model validates, approves or monitors it, where that is practicable.',
      zhHant: '在可行的情況下，開發模型的人員不參與其驗證、審批或監察。',
      judge(subject, register) {
        const { id, fact } = subject;
        const ref = { type: 'use_case', id };
        if (fact.developerIds.length === 0) return unknown('developers_unknown', ref);
        // The last of each kind: what a developer did before is remedied by who does it apart.
        const wanted = [
          register.latestActivity('validation', id),
          register.latestActivity('monitoring_run', id),
          register.latestDecision('fitness_decision', subject),
        ];
        const reviews = wanted.filter((one) => one !== null);
        const both = reviews.filter(
          ({ performedBy }) => performedBy !== null && fact.developerIds.includes(performedBy),
        );
        if (both.length > 0) return gap('developer_reviews', ...both.map(activityRef));
        const unnamed = reviews.filter(({ performedBy }) => performedBy === null);
        if (unnamed.length > 0) return unknown('performer_unknown', ...unnamed.map(activityRef));
        return reviews.length < wanted.length
          ? unknown('not_recorded_yet', ref)
          : complete('apart', ...reviews.map(activityRef));
      },
    },
  ],
};
