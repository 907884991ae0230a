import type { Wanted } from './plan.js';
import { asked, type RecordFact } from './record-fact.js';

/** An incident, named by its summary. */
export interface IncidentFact extends RecordFact {
  reportDecision: string;
  /** YYYY-MM-DD, where its legal entity is. */
  recordedOn: string;
}

/** Whether an incident is reported is decided at once (Code of Conduct, 12.5): on the day of its entry. */
export function incidentObligations(fact: IncidentFact): Wanted[] {
  const dueOn = fact.reportDecision === 'undecided' ? fact.recordedOn : null;
  return asked('incident', fact, 'incident_report', dueOn);
}
