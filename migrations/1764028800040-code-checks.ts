import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The codes that a column allows, as one array: `code = ANY ('{a,b}')` instead of `code IN ('a', 'b')`. PostgreSQL reads
 * the text of every check of a table again for each statement that writes there, and puts the list together for each
 * row: for a component that was a twentieth of all that its registration costs.
 */
export class CodeChecks1764028800040 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      DO $$
      DECLARE
        listed record;
      BEGIN
        FOR listed IN
          SELECT c.conrelid::regclass AS tab, c.conname AS name, found.parts[1] AS col,
                 (SELECT array_agg(m[1]) FROM regexp_matches(found.parts[2], '''([^'']*)''::text', 'g') AS m) AS codes
            FROM pg_constraint c
            JOIN pg_namespace n ON n.oid = c.connamespace AND n.nspname IN ('public', 'audit')
           CROSS JOIN LATERAL regexp_match(pg_get_constraintdef(c.oid),
             '^CHECK \\(\\((\\w+) = ANY \\(ARRAY\\[([^]]*)\\]\\)\\)\\)$') AS found(parts)
           WHERE c.contype = 'c' AND found.parts IS NOT NULL
        LOOP
          EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I CHECK (%s = ANY (%L::text[]))',
            listed.tab, listed.name, listed.col, listed.codes);
        END LOOP;
      END
      $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
