import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who does one task of cybersecurity under one arrangement. */
@Entity({ name: 'responsibility', schema: 'public' })
export class ResponsibilityEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'arrangement_id' })
  arrangementId!: string;

  @Column('text')
  task!: string;

  @Column('text')
  side!: string;

  @Column('text', { nullable: true })
  split!: string | null;

  @Column('text', { nullable: true })
  accountable!: string | null;

  @Column('text', { nullable: true })
  basis!: string | null;

  @Column('text', { name: 'basis_reference', nullable: true })
  basisReference!: string | null;

  @Column('date', { name: 'basis_dated_on', nullable: true })
  basisDatedOn!: string | null;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

  @Column('uuid', { name: 'confirmed_by', nullable: true })
  confirmedBy!: string | null;

  @Column('date', { name: 'confirmed_on', nullable: true })
  confirmedOn!: string | null;

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
