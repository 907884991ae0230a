import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { type Kind, SuspensionApp } from '../harness/suspension-app.js';
import { until } from '../harness/until.js';

let at: SuspensionApp;
beforeAll(async () => {
  at = await SuspensionApp.start();
});
afterAll(() => at.app.close());

interface Stops {
  useCases: { id: string; stopsAnyway: boolean }[];
}

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const namedIn = ({ json }: Reply): string[] =>
  (json['stops'] as unknown as Stops).useCases
    .filter(({ stopsAnyway }) => !stopsAnyway)
    .map(({ id }) => id)
    .sort();
const suspensions = async (): Promise<unknown> =>
  (await at.app.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM suspension')).rows[0]?.n;

/** Answers to what is asked while something else happens between its look at the register and its transaction. */
async function whileItWaits(
  kind: Kind,
  id: string,
  ask: () => Promise<Reply>,
  meanwhile: () => Promise<unknown>,
): Promise<Reply> {
  const holder = await at.app.owner.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`SELECT FROM ${kind.slice(0, -1)} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    const asked = ask();
    await until('it has looked, and waits for the record', async () => {
      const { rows } = await at.app.owner.query(
        `SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`,
      );
      return rows.length > 0;
    });
    await meanwhile();
    await holder.query('COMMIT');
    return await asked;
  } finally {
    holder.release();
  }
}

describe.each(['providers', 'components'] as Kind[])('suspending %s', (kind) => {
  it('is refused where what it stops changes between the look and the decision', async () => {
    const { provider, model } = await at.vendor();
    const id = kind === 'providers' ? provider : model;
    await at.use([model]);
    const kept = await suspensions();
    const refused = await whileItWaits(
      kind,
      id,
      () => at.suspend(kind, id),
      () => at.use([model]),
    );
    expect(typeOf(refused)).toEqual([409, '/problems/not-as-seen']);
    expect(await at.status(kind, id)).not.toBe('suspended');
    expect(await suspensions()).toBe(kept);
  });

  it('goes on where something else changes', async () => {
    const { provider, model } = await at.vendor();
    const id = kind === 'providers' ? provider : model;
    const use = await at.use([model]);
    const elsewhere = await at.vendor();
    const suspended = await whileItWaits(
      kind,
      id,
      () => at.suspend(kind, id),
      () => at.use([elsewhere.model]),
    );
    expect([suspended.status, suspended.json['status']]).toEqual([200, 'suspended']);
    expect(namedIn(await at.latest(kind, id))).toEqual([use]);
  });

  it('by a change of the status keeps what it stopped when it was decided', async () => {
    const { provider, model } = await at.vendor();
    const id = kind === 'providers' ? provider : model;
    const before = await at.use([model]);
    let between = '';
    const decided = await whileItWaits(
      kind,
      id,
      () => at.decide(kind, id, 'suspended'),
      async () => (between = await at.use([model])),
    );
    expect([decided.status, decided.json['status']]).toEqual([200, 'suspended']);
    expect(namedIn(await at.latest(kind, id))).toEqual([before, between].sort());
  });
});

describe('suspensions among many writers', () => {
  it('keep exactly what the register said at the moment before', async () => {
    const { provider, model } = await at.vendor();
    await at.use([model]);
    let isDone = false;
    const writer = async (): Promise<void> => {
      while (!isDone) await at.use([model]);
    };
    const writers = Array.from({ length: 3 }, writer);
    const outcomes = new Map<number, number>();
    for (let round = 0; round < 6; round++) {
      const suspended = await at.suspend('providers', provider);
      outcomes.set(suspended.status, (outcomes.get(suspended.status) ?? 0) + 1);
      if (suspended.status !== 200) {
        expect(typeOf(suspended)).toEqual([409, '/problems/not-as-seen']);
        // Whoever does not look keeps what there is all the same.
        expect((await at.decide('providers', provider, 'suspended')).status).toBe(200);
      }
      await expectAsItWas(provider);
      expect((await at.reinstate('providers', provider)).status).toBe(200);
    }
    isDone = true;
    await Promise.all(writers);
    expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(6);
  });
});

/** The latest suspension has the list that there was just before it was committed. */
async function expectAsItWas(provider: string): Promise<void> {
  const { json } = await at.latest('providers', provider);
  const { rows } = await at.app.owner.query<{ before: string }>(
    `SELECT to_char((c.committed_at - interval '1 microsecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS before
       FROM history.suspension h JOIN history.change c ON c.id = h.change_from WHERE h.id = $1 ORDER BY h.change_from LIMIT 1`,
    [json['id']],
  );
  const was = await at.get(`/api/v1/providers/${provider}/suspension?asOf=${rows[0]?.before ?? ''}`);
  expect([was.status, was.json['seen']]).toEqual([200, json['seen']]);
}
