import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A policy, procedure or standard of one legal entity, or of all. */
@Entity({ name: 'policy', schema: 'public' })
export class PolicyEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_zh_hant', nullable: true })
  nameZhHant!: string | null;

  @Column('uuid', { name: 'legal_entity_id', nullable: true })
  legalEntityId!: string | null;

  @Column('text', { array: true })
  stages!: string[];

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('text', { name: 'release', nullable: true })
  version!: string | null;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

  @Column('date', { name: 'next_review_on', nullable: true })
  nextReviewOn!: string | null;

  @Column('text')
  state!: string;

  @Column('text', { name: 'submitted_hash', nullable: true })
  submittedHash!: string | null;

  @Column('text', { name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @Column('date', { name: 'approved_on', nullable: true })
  approvedOn!: string | null;

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
