import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { idsOf, itemsOf } from '../harness/replies.js';
import {
  pathOf,
  type RequirementApp,
  REQUIREMENTS,
  startRequirementApp,
} from '../harness/requirement-app.js';

let app: RequirementApp;
beforeAll(async () => {
  app = await startRequirementApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

describe('scope by legal entity', () => {
  it('shows the requirements of a use case to those who see one of its entities, and lets those change it who see all', async () => {
    const [mine, other] = [await app.entity(), await app.entity()];
    const me = await app.person({ roles: ['procurement'], legalEntityIds: [mine] });
    const [own, shared, foreign] = [
      await app.useCaseOf(mine),
      await app.useCaseOf(mine, other),
      await app.useCaseOf(other),
    ];
    const made = await Promise.all(
      [own, shared, foreign].map((dependentId) => app.register({ dependentType: 'use_case', dependentId })),
    );
    const listed = idsOf(await app.list('dependentType=use_case', me));
    expect(new Set(listed)).toEqual(new Set([made[0]?.json['id'], made[1]?.json['id']]));
    const attempts = (act: (requirement: Reply) => Promise<Reply>) =>
      Promise.all(made.map(async (requirement) => (await act(requirement)).status));
    expect(await attempts((r) => app.send(me, 'GET', pathOf(r)))).toEqual([200, 200, 404]);
    expect(await attempts((r) => app.patch(r, { label: 'Mine' }, me))).toEqual([200, 403, 404]);
    expect(await attempts((r) => app.restore(r, me))).toEqual([409, 403, 404]);
    expect(await attempts((r) => app.send(me, 'DELETE', pathOf(r), { ifMatch: '"2"' }))).toEqual([
      204, 403, 404,
    ]);
    const add = async (dependentId: string) =>
      (await app.register({ dependentType: 'use_case', dependentId }, me)).status;
    expect([await add(own), await add(shared), await add(foreign)]).toEqual([201, 403, 422]);
  });

  it('shows the requirements of components to everybody', async () => {
    const me = await app.person({ roles: ['procurement'], legalEntityIds: [await app.entity()] });
    const made = await app.ofComponent();
    expect((await app.send(me, 'GET', pathOf(made))).status).toBe(200);
    expect((await app.patch(made, { label: 'Shared' }, me)).status).toBe(200);
  });
});

describe('listing requirements', () => {
  it('filters by dependent, alternative, evidence, effect and disclosure', async () => {
    const [dependentId, part] = [await app.component(), await app.component()];
    const made = await app.register({
      dependentType: 'component',
      dependentId,
      effect: 'uses',
      upstreamDisclosed: 'no',
      alternatives: [{ componentId: part, fallbackEvidence: 'tested_slow', testedOn: '2026-01-01' }],
    });
    const use = await app.register({
      dependentType: 'use_case',
      dependentId: await app.useCaseOf(await app.entity()),
    });
    const [id, otherId] = [made.json['id'], use.json['id']];
    expect(idsOf(await app.list(`dependentId=${dependentId}`))).toEqual([id]);
    expect(idsOf(await app.list(`dependentId=${use.json['dependentId']}`))).toEqual([otherId]);
    expect(idsOf(await app.list(`componentId=${part}`))).toEqual([id]);
    const broad = [
      'dependentType=component',
      'effect=uses',
      'upstreamDisclosed=no',
      'fallbackEvidence=tested_slow',
    ];
    for (const query of broad) {
      const found = idsOf(await app.list(query));
      expect(found).toContain(id);
      expect(found).not.toContain(otherId);
    }
    expect(idsOf(await app.list('dependentType=use_case'))).toContain(otherId);
    expect((await app.list('q=model')).status).toBe(422);
    expect((await app.list('effect=stop')).status).toBe(422);
  });

  it('pages through everything once, in every order', async () => {
    const total = await app.owner.query('SELECT id FROM requirement WHERE retired_at IS NULL');
    for (const sort of ['createdAt', '-createdAt', 'updatedAt', '-updatedAt']) {
      const seen: unknown[] = [];
      let cursor: unknown = null;
      do {
        const next = cursor === null ? '' : `&cursor=${cursor}`;
        const page = await app.send('auditor', 'GET', `${REQUIREMENTS}?limit=5&sort=${sort}${next}`);
        seen.push(...idsOf(page));
        cursor = page.json['nextCursor'];
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(total.rowCount);
    }
  });

  it('reads the past with the alternatives of then', async () => {
    const [a, b] = [await app.component(), await app.component()];
    const use = await app.useCaseOf(await app.entity());
    const made = await app.register({
      dependentType: 'use_case',
      dependentId: use,
      alternatives: [{ componentId: a }],
    });
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    const at = `asOf=${rows[0]?.at}`;
    const changed = await app.patch(made, { alternatives: [{ componentId: b }, { componentId: a }] });
    await app.retire(changed);
    const then = await app.send('auditor', 'GET', `${pathOf(made)}?${at}`);
    expect(then.json).toEqual(made.json);
    expect(then.etag).toBe(made.etag);
    expect(itemsOf(await app.list(`componentId=${a}&${at}`))).toEqual([made.json]);
    expect(idsOf(await app.list(`componentId=${b}&${at}`))).toEqual([]);
    expect(idsOf(await app.list(`componentId=${b}`))).toEqual([]);
  });
});
