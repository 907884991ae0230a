import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Case } from '../domain/codes.js';

/** An exercise of a contingency plan. */
@Entity({ name: 'contingency_exercise', schema: 'public' })
export class ExerciseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('date', { name: 'exercised_on' })
  exercisedOn!: string;

  @Column('text', { array: true })
  covers!: Case[];

  @Column('double precision', { name: 'measured_recovery_hours', nullable: true })
  measuredRecoveryHours!: number | null;

  @Column('text')
  outcome!: string;

  @Column('text', { nullable: true })
  issues!: string | null;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

  @Column('uuid', { name: 'performed_by', nullable: true })
  performedBy!: string | null;

  @Column('text', { name: 'plan_hash', nullable: true })
  planHash!: string | null;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('text', { name: 'prepared_by', array: true })
  preparedBy!: string[];

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
