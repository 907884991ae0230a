import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { DelegationEntity } from './delegation.entity.js';
import { delegationShown, oversightShown } from './delegation.shown.js';
import { OversightReportEntity } from './oversight-report.entity.js';

/** Writes of delegations. */
@Injectable()
export class DelegationRepository extends RecordRepository<DelegationEntity> {
  protected readonly target = DelegationEntity;
  protected readonly json = jsonOf(delegationShown('delegation', 'delegation_oversight_report o'));

  /** The kinds of legal entities. */
  async kindsOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await tx.query<{ id: string; kind: string }>(
      'SELECT id, kind FROM legal_entity WHERE id = ANY ($1::uuid[])',
      [ids],
      'kinds-of-legal-entities',
    );
    return new Map(rows.map(({ id, kind }) => [id, kind]));
  }
}

/** Writes of meetings and reports of oversight, which are locked with their delegation. */
@Injectable()
export class OversightReportRepository extends RecordRepository<OversightReportEntity> {
  protected readonly target = OversightReportEntity;
  protected readonly json = jsonOf(oversightShown('delegation_oversight_report'));
}
