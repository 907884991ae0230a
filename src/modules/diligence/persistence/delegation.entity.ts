import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A function that a licensed corporation has a company of its group perform. */
@Entity({ name: 'delegation', schema: 'public' })
export class DelegationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  function!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'group_entity_id' })
  groupEntityId!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('uuid', { name: 'agreement_evidence_id', nullable: true })
  agreementEvidenceId!: string | null;

  @Column('uuid', { name: 'oversight_owner_id', nullable: true })
  oversightOwnerId!: string | null;

  @Column('date', { name: 'starts_on', nullable: true })
  startsOn!: string | null;

  @Column('date', { name: 'ends_on', nullable: true })
  endsOn!: string | null;

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
