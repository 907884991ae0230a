import type { Wanted } from './plan.js';
import { asked, type RecordFact } from './record-fact.js';

/** An arrangement, and where its term is. Days are YYYY-MM-DD. */
export interface ArrangementFact extends RecordFact {
  endsOn: string | null;
  autoRenews: string;
  /** The last day of the term that runs; null: there is none, or nobody knows for how long it was renewed. */
  termEndsOn: string | null;
  /** The last day on which the firm can give notice. */
  noticeDeadlineOn: string | null;
  /** Where its legal entity is. */
  today: string;
}

/**
 * What the term of an arrangement asks for: whether to give notice, as long as it has not ended; and what comes after its end.
 * What renews itself does not end, unless it did so for nobody knows how long.
 */
export function arrangementObligations(fact: ArrangementFact): Wanted[] {
  const { endsOn, autoRenews, termEndsOn, noticeDeadlineOn, today } = fact;
  const goesOn = autoRenews === 'yes' && termEndsOn !== null;
  const isOver = !goesOn && endsOn !== null && endsOn < today;
  return [
    ...asked('arrangement', fact, 'arrangement_notice', isOver ? null : noticeDeadlineOn),
    ...asked('arrangement', fact, 'arrangement_end', goesOn ? null : endsOn),
  ];
}
