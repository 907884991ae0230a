import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A scan of one component for vulnerabilities. */
@Entity({ name: 'component_scan', schema: 'public' })
export class ScanEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'component_id' })
  componentId!: string;

  @Column('date', { name: 'scanned_on' })
  scannedOn!: string;

  @Column('text')
  tool!: string;

  @Column('text')
  result!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
