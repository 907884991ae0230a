import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { ProviderEntity } from './provider.entity.js';
import { providerShown } from './provider.shown.js';

const JSON_OF_ROW = jsonOf(providerShown('provider'));

/** Writes of providers. */
@Injectable()
export class ProviderRepository {
  insert(tx: Transaction, provider: Partial<ProviderEntity>): Promise<Stored> {
    return insertRow(tx, ProviderEntity, provider, JSON_OF_ROW);
  }

  update(tx: Transaction, id: string, changes: Partial<ProviderEntity>): Promise<Stored> {
    return updateRow(tx, ProviderEntity, id, changes, JSON_OF_ROW);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, ProviderEntity, id, JSON_OF_ROW);
  }

  /** The provider, locked until the transaction ends. */
  lock(tx: Transaction, id: string): Promise<ProviderEntity | null> {
    return lockRow(tx, ProviderEntity, id);
  }

  /**
   * Whether a provider may be referred to; the reference holds until the transaction ends, so that nobody retires it
   * in between.
   */
  async referable(tx: Transaction, id: string): Promise<'yes' | 'missing' | 'retired'> {
    const { rows } = await tx.query<{ retired: boolean }>(
      'SELECT retired_at IS NOT NULL AS retired FROM provider WHERE id = $1 FOR KEY SHARE',
      [id],
      'referable-provider',
    );
    const [row] = rows;
    if (!row) return 'missing';
    return row.retired ? 'retired' : 'yes';
  }

  /** Whether `ancestorId` stands above `id`, or is it, in the chain of ultimate parents. */
  async isAbove(tx: Transaction, ancestorId: string, id: string): Promise<boolean> {
    const { rows } = await tx.query<{ above: boolean }>(
      `WITH RECURSIVE chain AS (
         SELECT id, ultimate_parent_id FROM provider WHERE id = $2
         UNION
         SELECT p.id, p.ultimate_parent_id FROM provider p JOIN chain c ON p.id = c.ultimate_parent_id
       )
       SELECT EXISTS (SELECT FROM chain WHERE id = $1) AS above`,
      [ancestorId, id],
      'provider-is-above',
    );
    return rows[0]?.above ?? false;
  }

  /** Names of records in use that stand on a provider, at most six. */
  async dependents(tx: Transaction, id: string): Promise<string[]> {
    const { rows } = await tx.query<{ name: string }>(
      `SELECT name FROM component WHERE provider_id = $1 AND retired_at IS NULL
       UNION ALL
       SELECT name FROM provider WHERE ultimate_parent_id = $1 AND retired_at IS NULL
       LIMIT 6`,
      [id],
      'provider-dependents',
    );
    return rows.map(({ name }) => name);
  }
}
