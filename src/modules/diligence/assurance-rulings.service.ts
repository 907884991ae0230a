import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { DomainError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { recordActivity } from './assurance-activity.service.js';
import { AssuranceReferences } from './assurance-references.js';
import { changeProblems, isRuledAlready, type Ruling } from './domain/assurance-ruling.js';
import type { AssuranceActivityEntity } from './persistence/assurance-activity.entity.js';
import { AssuranceActivityRepository } from './persistence/assurance-activity.repository.js';

export interface RulingInput {
  ruling: Ruling;
  reason: string;
  /** Of the stack that was looked at. */
  configurationHash: string;
}

/** Somebody who had no hand in an activity rules whether it still speaks for a stack that has changed since. */
@Injectable()
export class AssuranceRulings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activities: AssuranceActivityRepository,
    private readonly references: AssuranceReferences,
  ) {}

  rule(context: RequestContext, id: string, input: RulingInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.hold(tx, id);
      if (current.retiredAt) throw new DomainError('retired');
      const ruledBy = rulerOf(tx, current);
      const { ruling, reason, configurationHash: toHash } = input;
      const now = await this.activities.stackHash(tx, current.useCaseId);
      const problems = changeProblems(current.configurationHash, now, toHash);
      if (problems.length > 0) throw invalid(...problems);
      const fromHash = String(current.configurationHash);
      if (isRuledAlready(await this.activities.rulingsOn(tx, id, fromHash, toHash), ruling)) {
        throw new DomainError('already-decided');
      }
      await this.activities.insertRuling(tx, id, {
        ...{ id: newId(), ruling, fromHash, toHash },
        ...{ reason, ruledBy },
      });
      await this.activities.update(tx, id, {});
      recordActivity(tx, 'ruled', current, { ruling, fromHash, toHash }, reason);
      return Answer.of(await this.activities.shown(tx, id));
    });
  }
}

/** Neither who recorded any of it nor who did it rules that it still holds. */
function rulerOf(tx: Transaction, { preparedBy, performedBy }: AssuranceActivityEntity): string {
  const ruler = preparerOf(tx.context.actor);
  if (preparedBy.includes(ruler) || performedBy === ruler) throw new DomainError('four-eyes');
  return ruler;
}
