import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IndemnityCondition } from '../domain/indemnity.js';

/** What one arrangement says of who pays for one kind of claim. */
@Entity({ name: 'indemnity', schema: 'public' })
export class IndemnityEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'arrangement_id' })
  arrangementId!: string;

  @Column('text')
  risk!: string;

  @Column('text', { nullable: true })
  label!: string | null;

  @Column('text')
  protection!: string;

  @Column('bigint', { name: 'cap_minor', nullable: true, transformer: { from: toNumber, to: asIs } })
  capMinor!: number | null;

  @Column('text', { name: 'cap_currency', nullable: true })
  capCurrency!: string | null;

  @Column('text', { name: 'cap_base' })
  capBase!: string;

  @Column('text', { name: 'conditions_status' })
  conditionsStatus!: string;

  @Column('jsonb')
  conditions!: IndemnityCondition[];

  @Column('text', { array: true })
  exclusions!: string[];

  @Column('text')
  defence!: string;

  @Column('integer', { name: 'notice_days', nullable: true })
  noticeDays!: number | null;

  @Column('text', { name: 'notice_duty', nullable: true })
  noticeDuty!: string | null;

  @Column('text', { name: 'survives_termination' })
  survivesTermination!: string;

  @Column('text', { nullable: true })
  clause!: string | null;

  @Column('text', { nullable: true })
  source!: string | null;

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

/** The driver gives bigint as text; amounts are far within what a double holds exactly. */
function toNumber(value: string | null): number | null {
  return value === null ? null : Number(value);
}

function asIs(value: number | null): number | null {
  return value;
}
