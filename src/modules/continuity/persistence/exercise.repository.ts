import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { ExerciseRecord } from '../domain/plan-standing.js';
import { ExerciseEntity } from './exercise.entity.js';
import { exerciseShown } from './plan.shown.js';

/** Writes of exercises of contingency plans. */
@Injectable()
export class ExerciseRepository extends RecordRepository<ExerciseEntity> {
  protected readonly target = ExerciseEntity;
  protected readonly json = jsonOf(exerciseShown('contingency_exercise'));

  /** The exercises of a plan that are not retired. */
  async ofPlan(tx: Transaction, planId: string): Promise<ExerciseRecord[]> {
    const { rows } = await tx.query<ExerciseRecord & Record<string, unknown>>(
      `SELECT id, exercised_on::text AS "exercisedOn", covers, outcome,
              measured_recovery_hours AS "measuredRecoveryHours", plan_hash AS "planHash"
         FROM contingency_exercise WHERE plan_id = $1 AND retired_at IS NULL ORDER BY id`,
      [planId],
      'exercises-of-plan',
    );
    return rows;
  }
}
