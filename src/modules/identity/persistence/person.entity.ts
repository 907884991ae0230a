import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '../../../kernel/actor.js';

@Entity({ name: 'person', schema: 'public' })
export class PersonEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_zh_hant', nullable: true })
  nameZhHant!: string | null;

  @Column('text')
  locale!: Locale;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text', { array: true })
  functions!: string[];

  @Column('text', { name: 'entity_scope' })
  entityScope!: string;

  @Column('uuid', { name: 'legal_entity_ids', array: true })
  legalEntityIds!: string[];

  @Column('text')
  status!: 'invited' | 'active' | 'disabled';

  @Column('boolean', { name: 'must_change_password' })
  mustChangePassword!: boolean;

  @Column('timestamptz', { name: 'activated_at', nullable: true })
  activatedAt!: Date | null;

  @Column('integer', { name: 'row_version' })
  rowVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
