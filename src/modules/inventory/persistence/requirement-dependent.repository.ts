import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';

/** Whose requirement it is: which legal entities it belongs to (none for a component), and where their day begins. */
export interface Dependent {
  retired: boolean;
  legalEntityIds: string[];
  timeZones: string[];
}

/** What requirements can belong to. Held until the transaction ends, so that nobody retires it in between. */
@Injectable()
export class RequirementDependentRepository {
  async find(tx: Transaction, type: 'use_case' | 'component', id: string): Promise<Dependent | null> {
    const { rows } =
      type === 'use_case'
        ? await tx.query<Dependent>(USE_CASE, [id], 'use-case-with-requirements')
        : await tx.query<Dependent>(COMPONENT, [id], 'component-with-requirements');
    return rows[0] ?? null;
  }
}

const USE_CASE = `
  SELECT u.retired_at IS NOT NULL AS retired,
         ARRAY(SELECT l.legal_entity_id FROM use_case_legal_entity l
                WHERE l.use_case_id = u.id ORDER BY l.legal_entity_id) AS "legalEntityIds",
         ARRAY(SELECT e.time_zone FROM use_case_legal_entity l JOIN legal_entity e ON e.id = l.legal_entity_id
                WHERE l.use_case_id = u.id ORDER BY l.legal_entity_id) AS "timeZones"
    FROM use_case u WHERE u.id = $1 FOR KEY SHARE OF u`;

const COMPONENT = `
  SELECT retired_at IS NOT NULL AS retired, '{}'::uuid[] AS "legalEntityIds", '{}'::text[] AS "timeZones"
    FROM component WHERE id = $1 FOR KEY SHARE`;
