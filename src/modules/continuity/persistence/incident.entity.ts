import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that went wrong at a legal entity. */
@Entity({ name: 'incident', schema: 'public' })
export class IncidentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('uuid', { name: 'component_id', nullable: true })
  componentId!: string | null;

  @Column('uuid', { name: 'arrangement_id', nullable: true })
  arrangementId!: string | null;

  @Column('uuid', { name: 'use_case_id', nullable: true })
  useCaseId!: string | null;

  @Column('uuid', { name: 'subject_entity_id', nullable: true })
  subjectEntityId!: string | null;

  @Column('uuid', { name: 'use_case_ids', array: true })
  useCaseIds!: string[];

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'client_impact' })
  clientImpact!: string;

  @Column('text', { name: 'data_impact' })
  dataImpact!: string;

  @Column('text')
  severity!: string;

  @Column('text')
  summary!: string;

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];

  /** YYYY-MM-DD, where its legal entity is. */
  @Column('date', { name: 'recorded_on' })
  recordedOn!: string;

  @Column('text', { name: 'report_decision' })
  reportDecision!: string;

  @Column('text', { name: 'report_reason', nullable: true })
  reportReason!: string | null;

  @Column('uuid', { name: 'report_decided_by', nullable: true })
  reportDecidedBy!: string | null;

  @Column('timestamptz', { name: 'report_decided_at', nullable: true })
  reportDecidedAt!: Date | null;

  @Column('uuid', { name: 'change_event_id', nullable: true })
  changeEventId!: string | null;

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
