import type { Wanted } from './plan.js';
import { asked, type RecordFact } from './record-fact.js';

/** A limit on concentration that may end. */
export interface LimitFact extends RecordFact {
  /** YYYY-MM-DD */
  validTo: string | null;
}

/** What limits nothing any more is set anew before, or let go knowingly. */
export function limitObligations(fact: LimitFact): Wanted[] {
  return asked('concentration_limit', fact, 'limit_end', fact.validTo);
}
