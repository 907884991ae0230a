import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That data goes from one place to another. */
@Entity({ name: 'data_flow', schema: 'public' })
export class DataFlowEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'use_case_id', nullable: true })
  useCaseId!: string | null;

  @Column('text', { name: 'from_type' })
  fromType!: string;

  @Column('uuid', { name: 'from_use_case_id', nullable: true })
  fromUseCaseId!: string | null;

  @Column('uuid', { name: 'from_component_id', nullable: true })
  fromComponentId!: string | null;

  @Column('uuid', { name: 'from_provider_id', nullable: true })
  fromProviderId!: string | null;

  @Column('uuid', { name: 'from_legal_entity_id', nullable: true })
  fromLegalEntityId!: string | null;

  @Column('text', { name: 'to_type' })
  toType!: string;

  @Column('uuid', { name: 'to_use_case_id', nullable: true })
  toUseCaseId!: string | null;

  @Column('uuid', { name: 'to_component_id', nullable: true })
  toComponentId!: string | null;

  @Column('uuid', { name: 'to_provider_id', nullable: true })
  toProviderId!: string | null;

  @Column('uuid', { name: 'to_legal_entity_id', nullable: true })
  toLegalEntityId!: string | null;

  @Column('text', { nullable: true })
  purpose!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text', { name: 'data_classes', array: true })
  dataClasses!: string[];

  @Column('text', { name: 'encrypted_at_rest' })
  encryptedAtRest!: string;

  @Column('text', { name: 'encrypted_in_transit' })
  encryptedInTransit!: string;

  @Column('text', { name: 'cross_border' })
  crossBorder!: string;

  @Column('text', { name: 'destination_jurisdiction', nullable: true })
  destinationJurisdiction!: string | null;

  @Column('text')
  retention!: string;

  @Column('text')
  deletion!: string;

  @Column('text', { name: 'deletion_note', nullable: true })
  deletionNote!: string | null;

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];

  @Column('date', { name: 'reviewed_on', nullable: true })
  reviewedOn!: string | null;

  @Column('date', { name: 'ended_on', nullable: true })
  endedOn!: string | null;

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
