import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Issue } from '../domain/assurance-activity.js';

/** Something that was done to be sure of a use case, a component, a provider or a legal entity. */
@Entity({ name: 'assurance_activity', schema: 'public' })
export class AssuranceActivityEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'use_case_id', nullable: true })
  useCaseId!: string | null;

  @Column('uuid', { name: 'component_id', nullable: true })
  componentId!: string | null;

  @Column('uuid', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('text', { name: 'configuration_hash', nullable: true })
  configurationHash!: string | null;

  @Column('date', { name: 'performed_on' })
  performedOn!: string;

  @Column('uuid', { name: 'performed_by', nullable: true })
  performedBy!: string | null;

  @Column('text', { nullable: true })
  performer!: string | null;

  @Column('text', { array: true })
  scope!: string[];

  @Column('uuid', { name: 'scope_component_ids', array: true })
  scopeComponentIds!: string[];

  @Column('text')
  outcome!: string;

  @Column('jsonb', { name: 'open_issues' })
  openIssues!: Issue[];

  @Column('double precision', { nullable: true })
  target!: number | null;

  @Column('double precision', { nullable: true })
  result!: number | null;

  @Column('text', { nullable: true })
  breaches!: string | null;

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];

  @Column('date', { name: 'next_due_on', nullable: true })
  nextDueOn!: string | null;

  @Column('text', { nullable: true })
  summary!: string | null;

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
