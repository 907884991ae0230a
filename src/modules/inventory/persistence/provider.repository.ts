import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Dependents } from '../domain/in-use.js';
import { type DependentRow, dependentsOf } from './dependents.js';
import { ProviderEntity } from './provider.entity.js';
import { providerShown } from './provider.shown.js';

/** Writes of providers. */
@Injectable()
export class ProviderRepository extends RecordRepository<ProviderEntity> {
  protected readonly target = ProviderEntity;
  protected readonly json = jsonOf(providerShown('provider'));

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

  /** Whether a provider is suspended; it stays as it is until the transaction ends. */
  async isSuspended(tx: Transaction, id: string): Promise<boolean> {
    const { rows } = await tx.query<{ suspended: boolean }>(
      `SELECT status = 'suspended' AS suspended FROM provider WHERE id = $1 FOR KEY SHARE`,
      [id],
      'suspended-provider',
    );
    return rows[0]?.suspended ?? false;
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
