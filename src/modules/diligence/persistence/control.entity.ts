import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A control at the level where it is true. */
@Entity({ name: 'control', schema: 'public' })
export class ControlEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  domain!: string;

  @Column('text')
  control!: string;

  @Column('text')
  level!: string;

  @Column('uuid', { name: 'legal_entity_id', nullable: true })
  legalEntityId!: string | null;

  @Column('uuid', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('uuid', { name: 'component_id', nullable: true })
  componentId!: string | null;

  @Column('uuid', { name: 'arrangement_id', nullable: true })
  arrangementId!: string | null;

  @Column('uuid', { name: 'use_case_id', nullable: true })
  useCaseId!: string | null;

  @Column('double precision', { nullable: true })
  design!: number | null;

  @Column('double precision', { nullable: true })
  operating!: number | null;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

  @Column('date', { name: 'valid_to' })
  validTo!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

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
