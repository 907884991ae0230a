import { Injectable } from '@nestjs/common';
import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type ChangeFact, changeObligations } from '../domain/change-obligation.js';
import type { Wanted } from '../domain/plan.js';
import type { ObligationSource } from './obligation-source.js';

/** Change events with the days from which they wait, and who is there to see to them. */
const FACTS = `
  SELECT v.id AS "changeEventId", v.kind, coalesce(p.name, k.name, a.reference, u.name, s.name) AS subject,
         coalesce(p.name_zh_hant, k.name_zh_hant, a.name_zh_hant, u.name_zh_hant, s.name_zh_hant) AS "subjectZhHant",
         v.state, coalesce(v.retired_at, e.retired_at) IS NULL AS "inUse", v.recorded_on::text AS "recordedOn",
         (v.triaged_at AT TIME ZONE coalesce(e.time_zone, '${HOME_TIME_ZONE}'))::date::text AS "triagedOn",
         CASE WHEN v.happened_on IS NULL THEN v.takes_effect_on::text END AS "expectedOn",
         o.id AS "ownerId", v.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone"
    FROM change_event v
    LEFT JOIN provider p ON p.id = v.provider_id
    LEFT JOIN component k ON k.id = v.component_id
    LEFT JOIN arrangement a ON a.id = v.arrangement_id
    LEFT JOIN use_case u ON u.id = v.use_case_id
    LEFT JOIN legal_entity s ON s.id = v.subject_entity_id
    LEFT JOIN legal_entity e ON e.id = v.legal_entity_id
    LEFT JOIN person o ON o.id = v.owner_id AND o.retired_at IS NULL AND o.status <> 'disabled'
   WHERE v.id = ANY ($1::uuid[]) ORDER BY v.id`;

const DATED = `
  SELECT id FROM (
    (SELECT id FROM change_event WHERE retired_at IS NULL AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE source_type = 'change_event' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kinds change_triage, change_redo and change_effect. */
@Injectable()
export class ChangeSourceRepository implements ObligationSource {
  readonly kinds = ['change_triage', 'change_redo', 'change_effect'] as const;
  readonly type = 'change_event';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<ChangeFact & Record<string, unknown>>(FACTS, [ids], 'change-event-facts');
    return new Map(rows.map((fact) => [fact.changeEventId, changeObligations(fact)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'dated-change-events');
    return rows.map(({ id }) => id);
  }
}
