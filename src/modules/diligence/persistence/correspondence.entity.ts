import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that was exchanged with the regulator, or the decision whether to. */
@Entity({ name: 'regulator_correspondence', schema: 'public' })
export class CorrespondenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'use_case_ids', array: true })
  useCaseIds!: string[];

  @Column('text')
  decision!: string;

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason!: string | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('date', { name: 'decided_on', nullable: true })
  decidedOn!: string | null;

  @Column('date', { name: 'change_took_place_on', nullable: true })
  changeTookPlaceOn!: string | null;

  @Column('date', { name: 'sent_on', nullable: true })
  sentOn!: string | null;

  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('text', { name: 'case_officer', nullable: true })
  caseOfficer!: string | null;

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];

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
