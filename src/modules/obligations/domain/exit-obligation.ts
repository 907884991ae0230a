import type { Wanted } from './plan.js';

/** An exit case, and by when it is to be complete. */
export interface ExitFact {
  exitCaseId: string;
  /** What is left, by its names. */
  subject: string;
  subjectZhHant: string | null;
  state: string;
  /** Whether it is in use. */
  inUse: boolean;
  /** YYYY-MM-DD */
  dueOn: string;
  /** Its owner; null when they are not there any more. */
  ownerId: string | null;
  legalEntityId: string;
  timeZone: string;
}

/** What an exit asks for: that it is complete by its day. Closed, that is done; given up, nobody asks for it any more. */
export function exitObligations(fact: ExitFact): Wanted[] {
  const { exitCaseId, state, inUse, dueOn, ownerId, legalEntityId, timeZone } = fact;
  if (!inUse || state === 'abandoned') return [];
  return [
    {
      ...{ kind: 'exit_due', sourceType: 'exit_case', sourceId: exitCaseId, ownerId, dueOn, timeZone },
      legalEntityIds: [legalEntityId],
      params: { name: fact.subject, nameZhHant: fact.subjectZhHant },
      isDone: state === 'closed',
    },
  ];
}
