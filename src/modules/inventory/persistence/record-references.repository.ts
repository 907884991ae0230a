import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';

interface Referable {
  retired: boolean;
}

/** A legal entity that a record belongs to. */
export interface ReferableEntity extends Referable {
  timeZone: string;
  jurisdiction: string | null;
}

/** A use case, and whose it is. */
export interface ReferableUseCase extends Referable {
  legalEntityIds: string[];
}

/** Records of the inventory that those of other modules name; held until the transaction ends, so that nobody retires them in between. */
@Injectable()
export class RecordReferences {
  /** Null when there is none. */
  async legalEntity(tx: Transaction, id: string): Promise<ReferableEntity | null> {
    const { rows } = await tx.query<ReferableEntity>(
      `SELECT time_zone AS "timeZone", jurisdiction, retired_at IS NOT NULL AS retired
         FROM legal_entity WHERE id = $1 FOR KEY SHARE`,
      [id],
      'referred-legal-entity',
    );
    return rows[0] ?? null;
  }

  /** Those of the ids that are legal entities. */
  legalEntities(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Referable>> {
    return named(
      tx,
      ids,
      'SELECT id, retired_at IS NOT NULL AS retired FROM legal_entity WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE',
      'referred-legal-entities',
    );
  }

  /** Those of the ids that are use cases, with their legal entities. */
  async useCases(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, ReferableUseCase>> {
    if (ids.length === 0) return new Map();
    const { rows } = await tx.query<ReferableUseCase & { id: string }>(
      `SELECT u.id, u.retired_at IS NOT NULL AS retired,
              ARRAY(SELECT l.legal_entity_id FROM use_case_legal_entity l WHERE l.use_case_id = u.id) AS "legalEntityIds"
         FROM use_case u WHERE u.id = ANY ($1::uuid[]) ORDER BY u.id FOR KEY SHARE OF u`,
      [ids],
      'referred-use-cases',
    );
    return new Map(rows.map(({ id, retired, legalEntityIds }) => [id, { retired, legalEntityIds }]));
  }

  /** Those of the ids that are providers. */
  providers(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Referable>> {
    return named(
      tx,
      ids,
      'SELECT id, retired_at IS NOT NULL AS retired FROM provider WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE',
      'referred-providers',
    );
  }

  /** Those of the ids that are components. */
  components(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Referable>> {
    return named(
      tx,
      ids,
      'SELECT id, retired_at IS NOT NULL AS retired FROM component WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE',
      'referred-components',
    );
  }
}

async function named(
  tx: Transaction,
  ids: readonly string[],
  sql: string,
  name: string,
): Promise<ReadonlyMap<string, Referable>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; retired: boolean }>(sql, [ids], name);
  return new Map(rows.map(({ id, retired }) => [id, { retired }]));
}
