import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A meeting or report by which a delegated function is overseen. */
@Entity({ name: 'delegation_oversight_report', schema: 'public' })
export class OversightReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'delegation_id' })
  delegationId!: string;

  @Column('text')
  kind!: string;

  @Column('date', { name: 'held_on' })
  heldOn!: string;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

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
