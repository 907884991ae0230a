import { exerciseDueOn, type KeptUse, type PlanRecord } from '../../continuity/plans.public.js';
import type { Wanted } from './plan.js';

/** A contingency plan, and by when somebody must look at it. */
export interface ContingencyPlanFact extends PlanRecord {
  name: string;
  nameZhHant: string | null;
  /** Whether it, its use case and its legal entity are in use. */
  inUse: boolean;
  /** YYYY-MM-DD, where its legal entity is; null while it is not approved. */
  approvedOn: string | null;
  use: KeptUse;
  /** Its owner, else the technology owner of its use case; null when neither is there any more. */
  personId: string | null;
  timeZone: string;
}

/**
 * What a contingency plan asks for: its review, by the last day on which its approval holds; and, while it is approved, its
 * exercise. Of its owner, of the technology owner of its use case, or of the risk officers.
 */
export function planObligations(plan: ContingencyPlanFact): Wanted[] {
  const { id, name, nameZhHant, inUse, approvedOn, use, personId, legalEntityId, timeZone, validTo } = plan;
  if (!inUse) return [];
  const about = {
    ...{ sourceType: 'contingency_plan' as const, sourceId: id, ownerId: personId },
    ...{ legalEntityIds: [legalEntityId], timeZone, params: { name, nameZhHant } },
  };
  return [
    { ...about, kind: 'plan_review', dueOn: validTo },
    ...(approvedOn === null
      ? []
      : [{ ...about, kind: 'plan_exercise' as const, dueOn: exerciseDueOn(plan, use, approvedOn) }]),
  ];
}
