import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner, ReminderSweeper } from '../../src/modules/obligations/obligations.public.js';
import { NOW } from '../harness/arrangement-app.js';
import { itemsOf } from '../harness/replies.js';
import { SuspensionApp } from '../harness/suspension-app.js';

type Person = { id: string; key: string };
let at: SuspensionApp;
beforeAll(async () => {
  at = await SuspensionApp.start();
});
beforeEach(() => at.app.setClock(NOW));
afterAll(() => at.app.close());

/** What a worker does. */
async function round(instant?: string): Promise<void> {
  if (instant) await at.app.setClock(instant);
  await at.app.nest.get(ObligationPlanner).planChanged();
  await at.app.nest.get(ReminderSweeper).run();
}

async function told({ key }: { key: string }): Promise<string[]> {
  const reply = await at.app.send({ key }, 'GET', '/api/v1/reminders?limit=200');
  return itemsOf(reply).flatMap(({ steps }) =>
    (steps as { kind: string; step: string; because: string }[])
      .filter(({ kind }) => kind === 'suspension_notice')
      .map(({ step, because }) => `${step} ${because}`),
  );
}

/** A use case, who owns its technology, and who owns its business. */
async function owned(
  components: string[],
  more = {},
): Promise<{ use: string; technology: Person; business: Person }> {
  const use = await at.use(components, more);
  const [technology, business] = [
    await at.app.person({ roles: ['procurement'] }),
    await at.app.person({ roles: ['procurement'] }),
  ];
  await at.app.owner.query(
    'UPDATE use_case SET technology_owner_id = $2, business_owner_id = $3 WHERE id = $1',
    [...[use, technology.id, business.id]],
  );
  return { use, technology, business };
}

async function asked(id: string): Promise<unknown[]> {
  await round();
  const suspension = (await at.latest('providers', id)).json['id'] as unknown as string;
  const path = `/api/v1/obligations?kind=suspension_notice&sourceType=suspension&sourceId=${suspension}`;
  return itemsOf(await at.app.send('auditor', 'GET', path))
    .map(({ dueOn, state, ownerId }) => [dueOn, state, ownerId])
    .sort();
}

describe('a suspension', () => {
  it('is told at once to the owners of what it stops or degrades, and to nobody else', async () => {
    const { provider, model, own } = await at.vendor();
    const stopped = await owned([model]);
    const slow = await owned([model, own], { evidence: 'tested_slow' });
    const carried = await owned([model, own]);
    await at.suspend('providers', provider);
    await round();
    for (const { technology, business } of [stopped, slow]) {
      expect([await told(technology), await told(business)]).toEqual([['at_once owner'], ['at_once owner']]);
    }
    expect([await told(carried.technology), await told(carried.business)]).toEqual([[], []]);
    const owners = [stopped, slow].flatMap(({ technology, business }) => [technology.id, business.id]);
    expect(await asked(provider)).toEqual(owners.map((id) => ['2026-12-01', 'due', id]).sort());
    await round('2026-12-02T02:00:00Z');
    expect(await told(stopped.business)).toContain('after_1 owner');
    expect(await told({ key: at.app.keys.risk_officer })).toContain('after_1 escalation');
    await at.reinstate('providers', provider);
    expect(await asked(provider)).toEqual(owners.map((id) => ['2026-12-01', 'cancelled', id]).sort());
  });

  it('is told in the night as well, and to the risk officers where nobody owns what it stops', async () => {
    const { provider, model } = await at.vendor();
    const { technology } = await owned([model]);
    await at.app.setClock('2026-12-09T19:00:00Z'); // three in the morning
    await at.suspend('providers', provider);
    await round();
    expect(await told(technology)).toEqual(['at_once owner']);
    const other = await at.vendor();
    await at.use([other.model]);
    await at.decide('providers', other.provider, 'suspended');
    expect(await asked(other.provider)).toEqual(
      [['2026-12-10', 'scheduled', null]].map(([d]) => [d, 'due', null]),
    );
  });

  it('that stops nothing more than is stopped anyway asks nobody', async () => {
    const { provider, model } = await at.vendor();
    await owned([model]);
    await at.suspend('components', model);
    await at.suspend('providers', provider);
    expect(await asked(provider)).toEqual([]);
    await at.app.owner.query('DELETE FROM obligation_replan');
    expect(await at.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 0 });
  });
});
