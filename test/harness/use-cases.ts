import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';

/** Writes a use case behind the API, for tests of what use cases stand on; answers its id. */
export async function insertUseCase(
  owner: Pool,
  name: string,
  legalEntityIds: readonly string[],
): Promise<string> {
  const id = newId();
  await owner.query(
    `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, created_by)
     VALUES ($1, $2, 'T3', 'T3', true, '[]', 'unknown', '[]', 'test')`,
    [id, name],
  );
  await owner.query(
    `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) SELECT $1, unnest($3::uuid[]), $2`,
    [id, name, legalEntityIds],
  );
  return id;
}
