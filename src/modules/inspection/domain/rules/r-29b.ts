import { continuityOf, type PlanRecord, standingOf } from '../../../continuity/plans.public.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, missing, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

export const R_29B: Rule<'use_case'> = {
  code: 'R-29b',
  paragraph: '29',
  en: 'Contingency plan and its exercise',
  zhHant: '應變計劃及演練',
  subject: 'use_case',
  clauses: [
    {
      code: 'planned',
      basis: 'circular',
      paragraph: '29',
      lowestTier: 'T4',
      en: 'An approved plan says what is done when the service is interrupted, and when the firm itself suspends it.',
      zhHant: '已批准的計劃訂明服務中斷及法團自行暫停使用時的做法。',
      judge(subject, register) {
        const { gate, plans } = continuity(subject, register);
        const refs = plans.map(({ id }) => ({ type: 'contingency_plan', id }));
        if (gate === 'approved') return complete('plan_approved', ...refs);
        if (gate === 'suspension_only') return gap('failure_not_planned', ...refs);
        return plans.length === 0 ? missing(subject.isOn, 'no_plan') : planDraft(subject, refs);
      },
    },
    {
      code: 'both_cases',
      basis: 'circular',
      paragraph: '20, 29',
      lowestTier: 'T4',
      en: 'The plan covers the suspension by the firm as well.',
      zhHant: '計劃同時涵蓋法團自行暫停使用的情況。',
      judge(subject, register) {
        const { state, plans } = continuity(subject, register);
        const refs = plans.map(({ id }) => ({ type: 'contingency_plan', id }));
        if (plans.length === 0 || state === null) return missing(subject.isOn, 'no_plan');
        return state.design === 1 ? complete('both_cases', ...refs) : planDraft(subject, refs);
      },
    },
    {
      code: 'exercised',
      basis: 'house',
      paragraph: '29',
      lowestTier: 'T3',
      en: 'It was exercised in its period, and recovery took no longer than is tolerated.',
      zhHant: '計劃已在週期內演練，復原時間不超過可容忍時間。',
      judge(subject, register) {
        const { plans } = continuity(subject, register);
        if (plans.length === 0) return missing(subject.isOn, 'no_plan');
        return judgeExercises(subject, plans, register.today);
      },
    },
  ],
};

function planDraft({ isOn }: UseCaseSubject, refs: Judgement['records']): Judgement {
  return isOn ? gap('plan_not_approved', ...refs) : unknown('plan_not_approved', ...refs);
}

function continuity({ fact, legalEntityIds }: UseCaseSubject, register: InspectedRegister) {
  const plans = register.plansOf(fact.id);
  const parts = register.architecture.onPathOf(fact).map(({ id, providerId }) => ({ id, providerId }));
  const { tier, criticalOperation, toleranceHours } = fact;
  return continuityOf(
    plans,
    { tier, criticalOperation, toleranceHours, legalEntityIds, parts },
    register.today,
  );
}

function judgeExercises({ fact }: UseCaseSubject, plans: readonly PlanRecord[], today: string): Judgement {
  const standings = plans.map((plan) => ({
    plan,
    standing: standingOf(plan, fact, today),
  }));
  const [worstOne] = standings.sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  if (worstOne === undefined) return unknown('not_recorded_yet');
  const ref = { type: 'contingency_plan', id: worstOne.plan.id };
  switch (worstOne.standing) {
    case 'proven':
      return complete('exercised', ref);
    case 'exercise_failed':
      return gap('exercise_failed', ref);
    case 'too_slow':
      return gap('too_slow', ref);
    case 'exercise_overdue':
      return gap('exercise_overdue', ref);
    case 'untested':
      return fact.toleranceHours === null ? unknown('tolerance_unknown', ref) : gap('not_exercised', ref);
    case 'none':
    case 'draft':
      return unknown('plan_not_approved', ref);
  }
}

const ORDER = ['none', 'draft', 'exercise_failed', 'too_slow', 'untested', 'exercise_overdue', 'proven'];
