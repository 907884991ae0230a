import { isInForce } from '../../../continuity/plans.public.js';
import { judgeAge, judgeOutcome, judgeStack } from '../activity-judgements.js';
import type { ActivityFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, type Judgement, missing, worst } from '../judgement.js';
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
      en: 'A policy on incidents, approved and in date, says how intrusions are noticed in time.',
      zhHant: '有已批准及有效的事故政策，訂明如何及時識別網絡保安入侵。',
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
      en: 'The firm can suspend the use: that was tried, or an approved plan says how.',
      zhHant: '法團可暫停使用模型：已經測試，或已批准的計劃訂明做法。',
      judge: judgeSuspension,
    },
    {
      code: 'suspension_recent',
      basis: 'house',
      paragraph: '20',
      lowestTier: 'T3',
      en: 'Suspending it was tried within twelve months, and since the last change of the stack.',
      zhHant: '過去十二個月內及架構最後一次改動後已測試暫停使用。',
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

/** That it is tried is the house's to ask; a try that failed shows that the plan does not do. */
function judgeSuspension(
  { id, legalEntityIds, isOn }: UseCaseSubject,
  register: InspectedRegister,
): Judgement {
  const latest = register.latestActivity('suspension_test', id);
  if (latest !== null) return judgeOutcome(latest, isOn);
  const covering = register
    .plansOf(id)
    .filter((plan) => plan.covers.includes('own_suspension') && isInForce(plan, register.today));
  const isPlanned = legalEntityIds.every((of) => covering.some(({ legalEntityId }) => legalEntityId === of));
  return isPlanned
    ? complete('suspension_planned', ...covering.map((plan) => ({ type: 'contingency_plan', id: plan.id })))
    : missing(isOn, 'suspension_not_planned');
}

/** Of the use itself, or of each legal entity that has it. */
function threatReviewsOf(
  { id, legalEntityIds }: UseCaseSubject,
  register: InspectedRegister,
): (ActivityFact | null)[] {
  const own = register.latestActivity('threat_review', id);
  if (own !== null) return [own];
  return legalEntityIds.map((of) => register.latestActivity('threat_review', of));
}
