import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That somebody is competent in a field, for one function. */
@Entity({ name: 'competence', schema: 'public' })
export class CompetenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  function!: string;

  @Column('text')
  field!: string;

  @Column('uuid', { name: 'legal_entity_id', nullable: true })
  legalEntityId!: string | null;

  @Column('uuid', { name: 'evidence_id' })
  evidenceId!: string;

  @Column('date', { name: 'valid_from', nullable: true })
  validFrom!: string | null;

  @Column('date', { name: 'valid_to' })
  validTo!: string;

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
