import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { ServiceRecordEntity } from './service-record.entity.js';
import { serviceRecordShown } from './service-record.shown.js';

/** Writes of service records. */
@Injectable()
export class ServiceRecordRepository extends RecordRepository<ServiceRecordEntity> {
  protected readonly target = ServiceRecordEntity;
  protected readonly json = jsonOf(serviceRecordShown('service_record'));

  /**
   * Waits until nobody else writes records of the arrangements, and keeps others waiting until the transaction ends: of two that
   * claim the same days at once, PostgreSQL would take each for waiting for the other.
   */
  async takeTurns(tx: Transaction, arrangementIds: readonly string[]): Promise<void> {
    await tx.query(
      'SELECT FROM arrangement WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
      [arrangementIds],
      'turns-of-service-records',
    );
  }

  /** How many records in use name a document. */
  async countOnEvidence(tx: Transaction, id: string): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM service_record WHERE evidence_ids @> ARRAY[$1::uuid] AND retired_at IS NULL`,
      [id],
      'service-records-on-evidence',
    );
    return rows[0]?.count ?? 0;
  }
}
