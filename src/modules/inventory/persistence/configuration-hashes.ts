import type { AsOf } from '../../../kernel/as-of.js';
import type { ReadDatabase } from '../../../platform/database/read-database.js';

const HASHES = 'SELECT use_case_id AS "useCaseId", hash FROM use_case_configuration_hashes($1::uuid[])';
const HASHES_AT =
  'SELECT use_case_id AS "useCaseId", hash FROM use_case_configuration_hashes($1::uuid[], $2::timestamptz)';

interface HashRow {
  useCaseId: string;
  hash: string | null;
}

/**
 * Configuration hashes of use cases, now or as of an instant: one statement for all of them, which walks what they share once.
 * Every use case that is asked for has an entry; null where nothing is recorded of what it runs on. Nothing is filtered: which
 * use cases somebody may see is for the caller to say.
 */
export async function configurationHashesOf(
  database: Pick<ReadDatabase, 'rows'>,
  useCaseIds: readonly string[],
  asOf: AsOf,
): Promise<ReadonlyMap<string, string | null>> {
  const rows =
    asOf === null
      ? await database.rows<HashRow>(HASHES, [useCaseIds])
      : await database.rows<HashRow>(HASHES_AT, [useCaseIds, asOf], asOf);
  return new Map(rows.map(({ useCaseId, hash }) => [useCaseId, hash]));
}
