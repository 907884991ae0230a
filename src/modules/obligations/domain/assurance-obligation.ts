import type { Issue } from '../../diligence/assurance.public.js';
import { activityName } from './assurance-names.js';
import type { Wanted } from './plan.js';
import { asked, of, type RecordFact } from './record-fact.js';

/** An issue that was found, whose owner is null when the person has left. */
export type FoundIssue = Pick<Issue, 'text' | 'ownerId' | 'dueOn' | 'dealtWith'>;

/** Something that the firm did to be sure, named by what it was about. */
export interface ActivityFact extends RecordFact {
  kind: string;
  isOfUseCase: boolean;
  /** YYYY-MM-DD */
  nextDueOn: string | null;
  /** Whether the same was done again later. */
  isFollowed: boolean;
  issues: readonly FoundIssue[];
}

/** What an activity asks for: that it is done again; and that its issues are dealt with by those who see to them. */
export function activityObligations(fact: ActivityFact): Wanted[] {
  const { kind, isOfUseCase, nextDueOn, isFollowed } = fact;
  const named = of(activityName(kind), fact);
  // The clock of the use case asks for its next monitoring run.
  const isElsewhere = kind === 'monitoring_run' && isOfUseCase;
  const again = isFollowed || isElsewhere ? null : nextDueOn;
  return [
    ...asked('assurance_activity', fact, 'assurance_due', again, named),
    ...firstIssues(fact).flatMap(({ ownerId, dueOn, text }) => {
      const about = of({ name: text, nameZhHant: null }, named);
      return asked('assurance_activity', { ...fact, ownerId }, 'assurance_issue', dueOn, about);
    }),
  ];
}

/** Of the issues that somebody sees to, the one that is due first: the next follows when it is dealt with. */
function firstIssues({ issues }: ActivityFact): FoundIssue[] {
  const first = new Map<string | null, FoundIssue>();
  for (const issue of issues) {
    const { ownerId, dueOn, dealtWith } = issue;
    if (dueOn === null || (dealtWith !== 'open' && dealtWith !== 'unknown')) continue;
    const known = first.get(ownerId);
    if (known === undefined || dueOn < (known.dueOn ?? '')) first.set(ownerId, issue);
  }
  return [...first.values()];
}
