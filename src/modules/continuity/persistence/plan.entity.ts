import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Case } from '../domain/codes.js';

/** How a use case is kept going. */
@Entity({ name: 'contingency_plan', schema: 'public' })
export class PlanEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_zh_hant', nullable: true })
  nameZhHant!: string | null;

  @Column('uuid', { name: 'use_case_id' })
  useCaseId!: string;

  @Column('uuid', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('uuid', { name: 'component_id', nullable: true })
  componentId!: string | null;

  @Column('text', { array: true })
  covers!: Case[];

  @Column('text')
  strategy!: string;

  @Column('uuid', { name: 'fallback_component_id', nullable: true })
  fallbackComponentId!: string | null;

  @Column('text', { name: 'manual_procedure', nullable: true })
  manualProcedure!: string | null;

  @Column('text', { nullable: true })
  steps!: string | null;

  @Column('double precision', { name: 'recovery_hours', nullable: true })
  recoveryHours!: number | null;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('date', { name: 'valid_to' })
  validTo!: string;

  @Column('text')
  hash!: string;

  @Column('date', { name: 'changed_on', nullable: true })
  changedOn!: string | null;

  @Column('text')
  state!: string;

  @Column('uuid', { name: 'submitted_by', nullable: true })
  submittedBy!: string | null;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null;

  @Column('text', { name: 'approved_hash', nullable: true })
  approvedHash!: string | null;

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
