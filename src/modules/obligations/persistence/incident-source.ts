import { type IncidentFact, incidentObligations } from '../domain/incident-obligation.js';
import { present, recordSource } from './record-source.js';

const FACTS = `
  SELECT i.id, i.summary AS name, NULL AS "nameZhHant", o.id AS "ownerId", i.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", coalesce(i.retired_at, e.retired_at) IS NULL AS "inUse",
         i.report_decision AS "reportDecision", i.recorded_on::text AS "recordedOn"
    FROM incident i
    JOIN legal_entity e ON e.id = i.legal_entity_id
    ${present('o', 'id = i.owner_id')}
   WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id`;

/** The facts behind obligations of the kind incident_report. */
export const INCIDENTS = recordSource<IncidentFact>({
  type: 'incident',
  kinds: ['incident_report'],
  dated: `report_decision = 'undecided'`,
  facts: FACTS,
  rule: incidentObligations,
});
