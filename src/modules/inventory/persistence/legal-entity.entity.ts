import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'legal_entity', schema: 'public' })
export class LegalEntityEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_zh_hant', nullable: true })
  nameZhHant!: string | null;

  @Column('text')
  kind!: string;

  @Column('text', { nullable: true })
  jurisdiction!: string | null;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('text', { name: 'regulator_reference', nullable: true })
  regulatorReference!: string | null;

  @Column('text', { name: 'case_officer', nullable: true })
  caseOfficer!: string | null;

  @Column('text', { nullable: true })
  lei!: string | null;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
