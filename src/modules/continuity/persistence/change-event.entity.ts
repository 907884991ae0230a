import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChangeKind } from '../domain/change-matrix.js';
import type { ChangeState, Ruling } from '../domain/stale-rules.js';

/** Something that happened, or was announced, to what the firm stands on. */
@Entity({ name: 'change_event', schema: 'public' })
export class ChangeEventEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'legal_entity_id', nullable: true })
  legalEntityId!: string | null;

  @Column('text')
  kind!: ChangeKind;

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

  @Column('text')
  summary!: string;

  @Column('date', { name: 'happened_on', nullable: true })
  happenedOn!: string | null;

  @Column('date', { name: 'announced_on', nullable: true })
  announcedOn!: string | null;

  @Column('date', { name: 'takes_effect_on', nullable: true })
  takesEffectOn!: string | null;

  @Column('text')
  source!: string;

  @Column('text', { nullable: true })
  notice!: string | null;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('date', { name: 'recorded_on' })
  recordedOn!: string;

  @Column('text')
  state!: ChangeState;

  @Column('text', { nullable: true })
  ruling!: Ruling | null;

  @Column('text', { name: 'ruling_reason', nullable: true })
  rulingReason!: string | null;

  @Column('uuid', { name: 'triaged_by', nullable: true })
  triagedBy!: string | null;

  @Column('timestamptz', { name: 'triaged_at', nullable: true })
  triagedAt!: Date | null;

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
