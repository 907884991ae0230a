import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AssessmentMethod, Conclusion } from '../domain/assessment.js';

/** Due diligence of one legal entity on a provider or component, by one questionnaire. */
@Entity({ name: 'assessment', schema: 'public' })
export class AssessmentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'template_version' })
  templateVersion!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('uuid', { name: 'component_id', nullable: true })
  componentId!: string | null;

  @Column('text')
  method!: AssessmentMethod;

  @Column('text')
  state!: string;

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('date', { name: 'due_on', nullable: true })
  dueOn!: string | null;

  @Column('uuid', { name: 'acceptance_standard_id', nullable: true })
  acceptanceStandardId!: string | null;

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];

  @Column('jsonb')
  conclusions!: Conclusion[];

  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('text', { name: 'prepared_by', array: true })
  preparedBy!: string[];

  @Column('text', { name: 'submitted_by', nullable: true })
  submittedBy!: string | null;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('text', { name: 'content_hash', nullable: true })
  contentHash!: string | null;

  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null;

  @Column('date', { name: 'valid_from', nullable: true })
  validFrom!: string | null;

  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;

  @Column('date', { name: 'pilot_ends_on', nullable: true })
  pilotEndsOn!: string | null;

  @Column('text', { name: 'pilot_data_classes', array: true, nullable: true })
  pilotDataClasses!: string[] | null;

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
