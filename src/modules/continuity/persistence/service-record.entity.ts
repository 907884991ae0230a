import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Breach } from '../domain/service-record.js';

/** How well what was agreed was delivered in a period. */
@Entity({ name: 'service_record', schema: 'public' })
export class ServiceRecordEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'legal_entity_id' })
  legalEntityId!: string;

  @Column('uuid', { name: 'arrangement_id' })
  arrangementId!: string;

  @Column('uuid', { name: 'component_id', nullable: true })
  componentId!: string | null;

  @Column('date', { name: 'period_from' })
  periodFrom!: string;

  @Column('date', { name: 'period_to' })
  periodTo!: string;

  @Column('double precision', { nullable: true })
  availability!: number | null;

  @Column('double precision', { name: 'availability_target', nullable: true })
  availabilityTarget!: number | null;

  @Column('text')
  quality!: string;

  @Column('text')
  timeliness!: string;

  @Column('jsonb')
  breaches!: Breach[];

  @Column('text')
  source!: string;

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];

  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
