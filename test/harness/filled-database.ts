import { expect } from '@jest/globals';
import { Pool } from 'pg';
import { createTestDatabase } from './database.js';
import type { Plan } from './plans.js';

/** A database of realistic size, for looking at plans. */
export interface FilledDatabase {
  pool: Pool;
  drop(): Promise<void>;
}

/** Runs the statements in turn, as the owner. */
export async function fillDatabase(statements: readonly string[]): Promise<FilledDatabase> {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.ownerUrl, max: 2, options: '-c TimeZone=UTC' });
  for (const statement of statements) await pool.query(statement);
  const drop = async (): Promise<void> => {
    await pool.end();
    await database.drop();
  };
  return { pool, drop };
}

/** A page looks at about as many rows as it shows, in the order of an index. */
export function expectInOrder(plan: Plan): void {
  expect(plan.wholeScans).toEqual([]);
  expect(plan.rowsLookedAt).toBeLessThan(300);
  expect(plan.rowsSorted).toBe(0);
}

/** Each sort, rising and falling. */
export const bothWays = (sorts: readonly string[]): string[] => sorts.flatMap((sort) => [sort, `-${sort}`]);
