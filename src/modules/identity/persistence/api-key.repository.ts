import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { StoredScope } from '../domain/entity-scope.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { apiKeyShown } from './api-key.shown.js';

/** Writes of API keys. */
@Injectable()
export class ApiKeyRepository extends RecordRepository<ApiKeyEntity> {
  protected readonly target = ApiKeyEntity;
  protected readonly json = jsonOf(apiKeyShown('api_key'));

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
