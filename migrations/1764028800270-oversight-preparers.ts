import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports of oversight can be corrected, so everybody who wrote of one is kept, as of every other record of assurance. */
export class OversightPreparers1764028800270 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE public.delegation_oversight_report ADD COLUMN prepared_by text[];
      UPDATE public.delegation_oversight_report SET prepared_by = ARRAY[created_by];
      ALTER TABLE public.delegation_oversight_report ALTER COLUMN prepared_by SET NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
