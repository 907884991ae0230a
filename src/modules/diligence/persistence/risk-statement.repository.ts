import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { RiskStatementEntity } from './risk-statement.entity.js';
import { statementShown } from './risk-statement.shown.js';

/** Writes of risk statements. */
@Injectable()
export class RiskStatementRepository extends RecordRepository<RiskStatementEntity> {
  protected readonly target = RiskStatementEntity;
  protected readonly json = jsonOf(statementShown('risk_statement'));

  /** The statement in force for the same use, locked until the transaction ends; null where there is none. */
  lockInForce(
    tx: Transaction,
    { useCaseId, legalEntityId }: Pick<RiskStatementEntity, 'useCaseId' | 'legalEntityId'>,
  ): Promise<RiskStatementEntity | null> {
    return tx.manager
      .createQueryBuilder(RiskStatementEntity, 's')
      .where(`s.state = 'approved' AND s.retiredAt IS NULL`)
      .andWhere('s.useCaseId = :useCaseId AND s.legalEntityId = :legalEntityId', { useCaseId, legalEntityId })
      .setLock('pessimistic_write')
      .getOne();
  }
}
