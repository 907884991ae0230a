import { Injectable } from '@nestjs/common';
import {
  insertRow,
  lockRow,
  retireRow,
  type Stored,
  storedRow,
  updateRow,
} from '../../../platform/database/rows.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { StoredScope } from '../domain/entity-scope.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { apiKeyShown } from './api-key.shown.js';

const JSON_OF_ROW = jsonOf(apiKeyShown('api_key'));

/** Writes of API keys. */
@Injectable()
export class ApiKeyRepository {
  insert(tx: Transaction, key: Partial<ApiKeyEntity>): Promise<Stored> {
    return insertRow(tx, ApiKeyEntity, key, JSON_OF_ROW);
  }

  update(tx: Transaction, id: string, changes: Partial<ApiKeyEntity>): Promise<Stored> {
    return updateRow(tx, ApiKeyEntity, id, changes, JSON_OF_ROW);
  }

  stored(tx: Transaction, id: string): Promise<Stored> {
    return storedRow(tx, ApiKeyEntity, id, JSON_OF_ROW);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, ApiKeyEntity, id, JSON_OF_ROW);
  }

  /** The key, locked until the transaction ends. */
  lock(tx: Transaction, id: string): Promise<ApiKeyEntity | null> {
    return lockRow(tx, ApiKeyEntity, id);
  }

  /** What the owner of a key sees; null for the key of a system. */
  async scopeOfOwner(tx: Transaction, ownerId: string | null): Promise<StoredScope | null> {
    if (ownerId === null) return null;
    const { rows } = await tx.query<StoredScope & Record<string, unknown>>(
      `SELECT entity_scope AS "entityScope", legal_entity_ids AS "legalEntityIds" FROM public.person WHERE id = $1`,
      [ownerId],
    );
    return rows[0] ?? null;
  }
}
