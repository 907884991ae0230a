import { judgeAge, judgeOutcome } from '../activity-judgements.js';
import { complete, gap, type Judgement, type RecordRef, unknown } from '../judgement.js';
import type { InspectedRegister } from '../inspected-register.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';
import { onlyHighRisk } from './high-risk.js';

/** A period of review: a standard of the house. */
const MONTHS = 3;

export const R_18B: Rule<'use_case'> = {
  code: 'R-18b',
  paragraph: '18(b), fn 16',
  en: 'Human review of output',
  zhHant: '有人員檢視輸出內容',
  subject: 'use_case',
  appliesTo: onlyHighRisk,
  clauses: [
    {
      code: 'reviewed',
      basis: 'circular',
      paragraph: '18(b)',
      lowestTier: 'T4',
      en: 'A person looks at the output before it reaches the user, unless the SFC was flexible.',
      zhHant: '輸出內容送達使用者前有人員檢視，證監會容許彈性者除外。',
      judge(subject, register) {
        const ref = { type: 'use_case', id: subject.id };
        if (subject.fact.humanOversight === 'in_the_loop') return complete('human_in_the_loop', ref);
        const flexibility = flexibilityOf(subject, register);
        // What was written says that it was talked about, not what the SFC answered.
        if (flexibility) return unknown('flexibility_discussed', flexibility);
        return subject.fact.humanOversight === 'unknown'
          ? unknown('oversight_unknown', ref)
          : gap('no_human_in_the_loop', ref);
      },
    },
    {
      code: 'sampled',
      basis: 'circular',
      paragraph: '18(b)',
      lowestTier: 'T4',
      en: 'Samples show that the review takes place.',
      zhHant: '抽樣顯示檢視確有進行。',
      judge: ({ id, isOn }, register): Judgement =>
        judgeOutcome(register.latestActivity('human_review_sample', id), isOn),
    },
    {
      code: 'each_period',
      basis: 'house',
      paragraph: '18(b)',
      lowestTier: 'T4',
      en: 'There are samples of the last quarter.',
      zhHant: '過去一季內已作抽樣。',
      judge: ({ id, isOn }, register) =>
        judgeAge(register.latestActivity('human_review_sample', id), isOn, MONTHS, register.today),
    },
  ],
};

function flexibilityOf(subject: UseCaseSubject, register: InspectedRegister): RecordRef | null {
  const [found] = register.correspondence('flexibility', subject);
  return found ? { type: 'regulator_correspondence', id: found.id } : null;
}
