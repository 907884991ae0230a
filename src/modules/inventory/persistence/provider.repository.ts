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
import type { Dependents } from '../domain/in-use.js';
import { type DependentRow, dependentsOf } from './dependents.js';
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

  stored(tx: Transaction, id: string): Promise<Stored> {
    return storedRow(tx, ProviderEntity, id, JSON_OF_ROW);
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

  /** What keeps a provider in use: its components, and the providers below it. */
  async dependents(tx: Transaction, id: string): Promise<Dependents> {
    const { rows } = await tx.query<DependentRow>(
      `SELECT name, (count(*) OVER ())::integer AS count FROM (
         SELECT name FROM component WHERE provider_id = $1 AND retired_at IS NULL
         UNION ALL
         SELECT name FROM provider WHERE ultimate_parent_id = $1 AND retired_at IS NULL
       ) AS held ORDER BY name LIMIT 5`,
      [id],
      'provider-dependents',
    );
    return dependentsOf(rows);
  }
}
