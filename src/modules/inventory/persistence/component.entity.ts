import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'component', schema: 'public' })
export class ComponentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_zh_hant', nullable: true })
  nameZhHant!: string | null;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('text', { name: 'release', nullable: true })
  version!: string | null;

  @Column('text')
  pinning!: string;

  @Column('text', { nullable: true })
  purl!: string | null;

  @Column('text', { nullable: true })
  licence!: string | null;

  @Column('text')
  deployment!: string;

  @Column('text', { name: 'base_model_status' })
  baseModelStatus!: string;

  @Column('uuid', { name: 'base_model_id', nullable: true })
  baseModelId!: string | null;

  @Column('text', { name: 'storage_location', nullable: true })
  storageLocation!: string | null;

  @Column('text', { name: 'processing_location', nullable: true })
  processingLocation!: string | null;

  @Column('text')
  provenance!: string;

  @Column('text')
  maintenance!: string;

  @Column('text')
  privilege!: string;

  @Column('text')
  transparency!: string;

  @Column('text')
  substitutability!: string;

  @Column('date', { name: 'retires_on', nullable: true })
  retiresOn!: string | null;

  @Column('text', { name: 'retirement_source', nullable: true })
  retirementSource!: string | null;

  @Column('text')
  status!: string;

  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('text', { name: 'catalogue_id', nullable: true })
  catalogueId!: string | null;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  /** Who registered or changed it since the last decision; none of them gives it the next one. */
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
