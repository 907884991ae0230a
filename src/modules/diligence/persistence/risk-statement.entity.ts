import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rating, SetAside } from '../domain/risk-statement.js';

/** Which risks a use case has, as one legal entity sees them, and who approved that. */
@Entity({ name: 'risk_statement', schema: 'public' })
export class RiskStatementEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'use_case_id' })
  useCaseId!: string;

  @Column('integer', { name: 'catalogue_version' })
  catalogueVersion!: number;

  @Column('jsonb')
  ratings!: Rating[];

  @Column('jsonb', { name: 'set_aside', nullable: true })
  setAside!: SetAside | null;

  @Column('text', { array: true })
  unrated!: string[];

  @Column('date', { name: 'oldest_assessed_on', nullable: true })
  oldestAssessedOn!: string | null;

  @Column('text')
  state!: string;

  @Column('text', { name: 'submitted_hash', nullable: true })
  submittedHash!: string | null;

  @Column('text', { name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @Column('text', { name: 'approval_reason', nullable: true })
  approvalReason!: string | null;

  @Column('text', { name: 'approved_hash', nullable: true })
  approvedHash!: string | null;

  @Column('uuid', { name: 'supersedes_id', nullable: true })
  supersedesId!: string | null;

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
