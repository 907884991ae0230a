import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { createTestDatabase } from '../harness/database.js';

let pool: Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  pool = new Pool({ connectionString: database.ownerUrl, max: 1, options: '-c TimeZone=UTC' });
  drop = () => database.drop();
});
afterAll(async () => {
  await pool.end();
  await drop();
});

/** The first end, and every whole period after it; the day of the month as far as the month has it. */
function termEnd(endsOn: string, months: number, today: string): string {
  for (let periods = 0; ; periods++) {
    const [year = 0, month = 0, day = 0] = endsOn.split('-').map(Number);
    const last = new Date(Date.UTC(year, month + periods * months, 0)).getUTCDate();
    const end = new Date(Date.UTC(year, month - 1 + periods * months, Math.min(day, last)));
    const text = end.toISOString().slice(0, 10);
    if (text >= today) return text;
  }
}

it('the term that runs is that which counting period by period finds, for any day', async () => {
  const day = (n: number): string =>
    new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
  const cases = Array.from({ length: 3_000 }, (_, i) => ({
    endsOn: day((i * 7919) % 2_000),
    months: [1, 2, 3, 6, 7, 12, 18, 24, 36][i % 9] ?? 1,
    today: day((i * 104_729) % 6_000),
  }));
  const { rows } = await pool.query<{ found: string }>(
    `SELECT arrangement_term_end((c ->> 'endsOn')::date, 'yes', (c ->> 'months')::integer, (c ->> 'today')::date)::text AS found
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS l(c, place) ORDER BY place`,
    [JSON.stringify(cases)],
  );
  const wrong = cases.filter(
    ({ endsOn, months, today }, i) => rows[i]?.found !== termEnd(endsOn, months, today),
  );
  expect(wrong).toEqual([]);
  // Enough of them have renewed, and some have not.
  const renewed = cases.filter(({ endsOn, today }) => endsOn < today).length;
  expect(renewed).toBeGreaterThan(1_000);
  expect(renewed).toBeLessThan(3_000);
});

it('the 31st stays the last day of the month, and a leap day comes back', async () => {
  const end = async (endsOn: string, months: number, today: string): Promise<string | undefined> => {
    const { rows } = await pool.query<{ found: string }>(
      `SELECT arrangement_term_end($1, 'yes', $2, $3)::text AS found`,
      [endsOn, months, today],
    );
    return rows[0]?.found;
  };
  expect(await end('2026-01-31', 1, '2026-02-10')).toBe('2026-02-28');
  expect(await end('2026-01-31', 1, '2026-03-01')).toBe('2026-03-31');
  expect(await end('2024-02-29', 12, '2025-03-01')).toBe('2026-02-28');
  expect(await end('2024-02-29', 12, '2027-03-01')).toBe('2028-02-29');
});
