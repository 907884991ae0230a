import { configurationStateOf } from '../../diligence/assurance.public.js';
import { addMonths } from '../../diligence/due-diligence.public.js';
import type { ActivityFact, UseCaseFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import { complete, gap, type Judgement, missing, type RecordRef, unknown } from './judgement.js';
import type { UseCaseSubject } from './subjects.js';

export function activityRef({ id }: Pick<ActivityFact, 'id'>): RecordRef {
  return { type: 'assurance_activity', id };
}

/** Whether the last activity of a kind was done, and did not fail. */
export function judgeOutcome(latest: ActivityFact | null, isOn: boolean): Judgement {
  if (latest === null) return missing(isOn);
  const ref = activityRef(latest);
  if (latest.outcome === 'failed') return gap('failed', ref);
  if (latest.outcome === 'unknown') return unknown('outcome_unknown', ref);
  return complete('done', ref);
}

/** Whether it was done on the stack of now, or on one that differs in minor ways only (paragraph 13(b)). */
export function judgeStack(
  latest: ActivityFact | null,
  { fact, isOn }: UseCaseSubject,
  register: InspectedRegister,
): Judgement {
  if (latest === null) return missing(isOn);
  const ref = activityRef(latest);
  switch (stackOf(latest, fact, register)) {
    case 'current':
      return complete('present_stack', ref);
    case 'void':
      return gap('changed_materially', ref);
    case 'changed':
      return unknown('change_not_ruled', ref);
    case 'unknown':
      return unknown('stack_unknown', ref);
  }
}

function stackOf(
  { configurationHash: done, rulings }: ActivityFact,
  useCase: UseCaseFact,
  register: InspectedRegister,
): ReturnType<typeof configurationStateOf> {
  const ofThisStack = rulings.filter(({ fromHash }) => fromHash === done);
  return configurationStateOf(done, register.hashOf(useCase), ofThisStack);
}

/** Whether it is not older than a number of months. */
export function judgeAge(
  latest: ActivityFact | null,
  isOn: boolean,
  months: number,
  today: string,
): Judgement {
  if (latest === null) return missing(isOn);
  const ref = activityRef(latest);
  return addMonths(latest.performedOn, months) >= today ? complete('in_time', ref) : gap('too_old', ref);
}

/** Whether whatever was found is dealt with. */
export function judgeIssues(latest: ActivityFact | null, isOn: boolean): Judgement {
  if (latest === null) return missing(isOn);
  const ref = activityRef(latest);
  const states = latest.issues.map(({ dealtWith }) => dealtWith);
  if (states.includes('open')) return gap('issue_open', ref);
  if (states.includes('unknown') || (latest.breaches !== null && states.length === 0)) {
    return unknown('issue_not_ruled', ref);
  }
  return complete('issues_dealt_with', ref);
}

/** Whether a senior manager did it; people outside the firm, and whoever left, are none. */
export function judgeSeniority(
  latest: ActivityFact | null,
  isOn: boolean,
  register: InspectedRegister,
): Judgement {
  if (latest === null) return missing(isOn);
  const ref = activityRef(latest);
  if (latest.performedBy === null) return unknown('performer_unknown', ref);
  const isSenior = register.person(latest.performedBy)?.roles.includes('senior_manager') ?? false;
  return isSenior ? complete('by_senior_manager', ref) : gap('not_by_senior_manager', ref);
}
