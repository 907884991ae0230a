import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Measure } from '../domain/component-review.js';

/** One look at a component for one question, and who approved what came of it. */
@Entity({ name: 'component_review', schema: 'public' })
export class ComponentReviewEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'component_id' })
  componentId!: string;

  @Column('uuid', { name: 'use_case_id', nullable: true })
  useCaseId!: string | null;

  @Column('text', { name: 'component_version', nullable: true })
  componentVersion!: string | null;

  @Column('date', { name: 'performed_on' })
  performedOn!: string;

  @Column('uuid', { name: 'performed_by', nullable: true })
  performedBy!: string | null;

  @Column('text')
  outcome!: string;

  @Column('text', { nullable: true })
  decision!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('jsonb')
  measures!: Measure[];

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];

  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;

  @Column('text')
  state!: string;

  @Column('text', { name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @Column('text', { name: 'approval_reason', nullable: true })
  approvalReason!: string | null;

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
