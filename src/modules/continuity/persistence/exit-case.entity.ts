import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a legal entity leaves something in order. */
@Entity({ name: 'exit_case', schema: 'public' })
export class ExitCaseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('uuid', { name: 'component_id', nullable: true })
  componentId!: string | null;

  @Column('uuid', { name: 'arrangement_id', nullable: true })
  arrangementId!: string | null;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'successor_status' })
  successorStatus!: string;

  @Column('uuid', { name: 'successor_provider_id', nullable: true })
  successorProviderId!: string | null;

  @Column('uuid', { name: 'successor_component_id', nullable: true })
  successorComponentId!: string | null;

  @Column('uuid', { name: 'successor_arrangement_id', nullable: true })
  successorArrangementId!: string | null;

  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('date', { name: 'due_on' })
  dueOn!: string;

  @Column('text')
  summary!: string;

  @Column('text')
  state!: string;

  @Column('text', { name: 'submitted_by', nullable: true })
  submittedBy!: string | null;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('text', { name: 'submitted_hash', nullable: true })
  submittedHash!: string | null;

  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null;

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
