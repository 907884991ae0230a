import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface Identifier {
  scheme: string;
  value: string;
}

@Entity({ name: 'provider', schema: 'public' })
export class ProviderEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_zh_hant', nullable: true })
  nameZhHant!: string | null;

  @Column('text')
  kind!: string;

  @Column('text')
  identifiable!: string;

  @Column('text')
  substitutability!: string;

  @Column('text', { name: 'ultimate_parent_status' })
  ultimateParentStatus!: string;

  @Column('uuid', { name: 'ultimate_parent_id', nullable: true })
  ultimateParentId!: string | null;

  @Column('text', { nullable: true })
  jurisdiction!: string | null;

  @Column('text', { nullable: true })
  website!: string | null;

  @Column('jsonb')
  identifiers!: Identifier[];

  @Column('text')
  viability!: string;

  @Column('text', { name: 'model_risk_framework' })
  modelRiskFramework!: string;

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
