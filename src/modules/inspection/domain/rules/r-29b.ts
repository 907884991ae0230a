import { type Case, continuityOf, type PlanRecord, standingOf } from '../../../continuity/plans.public.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, missing, unknown } from '../judgement.js';
import { partyOfModels } from '../providers.js';
import type { Clause, Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';
import { withGroupStandard } from './group-standard.js';
import { onlyModelsFromOutside } from './own-models.js';

const CIRCULAR: readonly Clause<'use_case'>[] = [
  {
    code: 'planned',
    basis: 'circular',
    paragraph: '29',
    lowestTier: 'T4',
    en: 'An approved plan says what is done when the service is interrupted.',
    zhHant: '已批准的計劃訂明服務中斷時的做法。',
    judge: (subject, register) => judgeCase('provider_failure', subject, register),
  },
  {
    code: 'both_cases',
    basis: 'circular',
    paragraph: '20, 29',
    lowestTier: 'T4',
    en: 'An approved plan says what is done when the firm itself suspends the use.',
    zhHant: '已批准的計劃訂明法團自行暫停使用時的做法。',
    judge: (subject, register) => judgeCase('own_suspension', subject, register),
  },
];

export const R_29B: Rule<'use_case'> = {
  code: 'R-29b',
  paragraph: '29',
  en: 'Contingency plan and its exercise',
  zhHant: '應變計劃及演練',
  subject: 'use_case',
  appliesTo: onlyModelsFromOutside,
  clauses: [
    ...withGroupStandard(partyOfModels, CIRCULAR),
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

function judgeCase(covered: Case, subject: UseCaseSubject, register: InspectedRegister): Judgement {
  const { gate, state, plans } = continuity(subject, register);
  const { isOn } = subject;
  const refs = plans.map(({ id }) => ({ type: 'contingency_plan', id }));
  if (plans.length === 0) return missing(isOn, 'no_plan');
  // Design is 1 of both cases, and a half of one: of which, the gate says.
  const isPlanned = state?.design === 1 || (state?.design === 0.5 && gate === GATE_OF[covered]);
  if (isPlanned) return complete(PLANNED[covered], ...refs);
  if (state?.design === 0.5)
    return isOn ? gap(NOT_PLANNED[covered], ...refs) : unknown(NOT_PLANNED[covered], ...refs);
  return isOn ? gap('plan_not_approved', ...refs) : unknown('plan_not_approved', ...refs);
}

const GATE_OF = { provider_failure: 'approved', own_suspension: 'suspension_only' } as const;
const PLANNED = { provider_failure: 'plan_approved', own_suspension: 'suspension_planned' } as const;
const NOT_PLANNED = {
  provider_failure: 'failure_not_planned',
  own_suspension: 'suspension_not_planned',
} as const;

/** Of what nobody has recorded, nobody knows what part it has: a plan for whatever fails covers it. */
const UNRECORDED = { id: '', providerId: null, undisclosed: true };

function continuity({ fact, legalEntityIds }: UseCaseSubject, register: InspectedRegister) {
  const plans = register.plansOf(fact.id);
  const onPath = register.architecture.onPathOf(fact).map(({ id, providerId }) => ({ id, providerId }));
  const parts = onPath.length === 0 ? [UNRECORDED] : onPath;
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
