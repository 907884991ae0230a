import { judgeAge, judgeOutcome, judgeStack } from '../activity-judgements.js';
import type { ActivityFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { missing, worst } from '../judgement.js';
import { judgePolicy } from '../policies.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

/** Standards of the house. */
const THREAT_REVIEW_MONTHS = 3;
const SUSPENSION_MONTHS = 12;

export const R_20: Rule<'use_case'> = {
  code: 'R-20',
  paragraph: '20, fn 17–18',
  en: 'Watching threats, detecting, suspending',
  zhHant: '留意威脅、偵測入侵及暫停使用',
  subject: 'use_case',
  clauses: [
    {
      code: 'threats',
      basis: 'circular',
      paragraph: '20',
      lowestTier: 'T4',
      en: 'The threats to the model are kept in view.',
      zhHant: '持續留意模型面對的威脅。',
      judge: (subject, register) =>
        worst(
          threatReviewsOf(subject, register).map((latest) => judgeOutcome(latest, subject.isOn)),
          missing(subject.isOn),
        ),
    },
    {
      code: 'threats_recent',
      basis: 'house',
      paragraph: '20',
      lowestTier: 'T3',
      en: 'The last review of threats is at most three months old.',
      zhHant: '最近一次威脅檢視不超過三個月。',
      judge: (subject, register) =>
        worst(
          threatReviewsOf(subject, register).map((latest) =>
            judgeAge(latest, subject.isOn, THREAT_REVIEW_MONTHS, register.today),
          ),
          missing(subject.isOn),
        ),
    },
    {
      code: 'detection',
      basis: 'circular',
      paragraph: '20',
      lowestTier: 'T4',
      en: 'There are means to notice intrusions in time.',
      zhHant: '設有及時識別網絡保安入侵的方法。',
      judge: ({ legalEntityIds, isOn }, register) =>
        worst(
          legalEntityIds.map((id) => judgePolicy(register, 'incident', id, isOn)),
          missing(isOn, 'policy_missing'),
        ),
    },
    {
      code: 'suspension',
      basis: 'circular',
      paragraph: '20',
      lowestTier: 'T4',
      en: 'The use can be suspended, and that was tried.',
      zhHant: '可暫停使用模型，並已測試。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('suspension_test', id), isOn),
    },
    {
      code: 'suspension_recent',
      basis: 'house',
      paragraph: '20',
      lowestTier: 'T3',
      en: 'That was tried within twelve months, and since the last change of the stack.',
      zhHant: '過去十二個月內及架構最後一次改動後已測試。',
      judge(subject, register) {
        const latest = register.latestActivity('suspension_test', subject.id);
        return worst(
          [
            judgeAge(latest, subject.isOn, SUSPENSION_MONTHS, register.today),
            judgeStack(latest, subject, register),
          ],
          missing(subject.isOn),
        );
      },
    },
  ],
};

/** Of the use itself, or of each legal entity that has it. */
function threatReviewsOf(
  { id, legalEntityIds }: UseCaseSubject,
  register: InspectedRegister,
): (ActivityFact | null)[] {
  const own = register.latestActivity('threat_review', id);
  if (own !== null) return [own];
  return legalEntityIds.map((of) => register.latestActivity('threat_review', of));
}
