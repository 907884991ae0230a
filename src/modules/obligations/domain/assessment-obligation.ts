import type { ObligationKind, SourceType } from './codes.js';
import type { Wanted } from './plan.js';

/** The longest name of a source that is shown. */
const LONGEST = 200;

/** An assessment, and what hangs on its days. */
export interface AssessmentFact {
  id: string;
  /** What is assessed. */
  name: string;
  nameZhHant: string | null;
  legalEntityId: string;
  timeZone: string;
  /** Who sees to it, else who began it; null when neither is there any more. */
  personId: string | null;
  /** Whether it, its subject and its legal entity are in use. */
  inUse: boolean;
  state: string;
  /** YYYY-MM-DD */
  dueOn: string | null;
  validTo: string | null;
  /** Whether a later decision took its place. */
  isFollowed: boolean;
}

const UNANSWERED = ['draft', 'sent', 'returned'];

/** Answers by their day, while nobody has submitted them; and another assessment, before this one ends. */
export function assessmentObligations(fact: AssessmentFact): Wanted[] {
  const { inUse, state, dueOn, validTo, isFollowed } = fact;
  if (!inUse) return [];
  const asked = (kind: ObligationKind, on: string): Wanted => wanted(kind, 'assessment', fact, on);
  return [
    ...(dueOn !== null && UNANSWERED.includes(state) ? [asked('assessment_answers', dueOn)] : []),
    ...(validTo !== null && !isFollowed ? [asked('due_diligence_refresh', validTo)] : []),
  ];
}

/** What follows from an assessment: a finding, or a condition of its approval. */
export interface FollowupFact extends Pick<
  AssessmentFact,
  'id' | 'name' | 'nameZhHant' | 'legalEntityId' | 'timeZone' | 'personId' | 'inUse'
> {
  /** What is to be done. */
  text: string;
  dueOn: string;
  isDone: boolean;
}

/** Somebody sees to it by its day. */
export function followupObligations(
  type: 'assessment_finding' | 'assessment_condition',
  fact: FollowupFact,
): Wanted[] {
  const { inUse, isDone, dueOn, text } = fact;
  if (!inUse || isDone) return [];
  const [line = ''] = text.split('\n');
  const about = (name: string, mark: string): string =>
    [...`${name}${mark}${line}`].slice(0, LONGEST).join('');
  const named = {
    ...fact,
    name: about(fact.name, ': '),
    nameZhHant: about(fact.nameZhHant ?? fact.name, '：'),
  };
  return [wanted(type, type, named, dueOn)];
}

function wanted(
  kind: ObligationKind,
  sourceType: SourceType,
  {
    id,
    name,
    nameZhHant,
    legalEntityId,
    timeZone,
    personId,
  }: Omit<FollowupFact, 'inUse' | 'text' | 'dueOn' | 'isDone'>,
  dueOn: string,
): Wanted {
  return {
    ...{
      kind,
      sourceType,
      sourceId: id,
      ownerId: personId,
      legalEntityIds: [legalEntityId],
      dueOn,
      timeZone,
    },
    params: { name, nameZhHant },
  };
}
