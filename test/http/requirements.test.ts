import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/kernel/roles.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';
import { insertUseCase } from '../harness/use-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

const PATH = '/api/v1/requirements';
const NOBODY = '01900000-0000-7000-8000-000000000000';
type As = Role | { key: string };
let counter = 0;
const unique = (name: string): string => `${name} ${++counter}`;
const post = (path: string, body: object, as: As = 'admin'): Promise<Reply> =>
  app.send(as, 'POST', path, { body });
const component = async (body: object = {}): Promise<string> => {
  const made = await post(
    '/api/v1/components',
    { name: unique('Part'), kind: 'hosting', ...body },
    'procurement',
  );
  return String(made.json['id']);
};
const entity = async (timeZone = 'Asia/Hong_Kong'): Promise<string> => {
  const made = await post('/api/v1/legal-entities', { name: unique('Entity'), kind: 'other', timeZone });
  return String(made.json['id']);
};
const useCaseOf = (...entities: string[]): Promise<string> =>
  insertUseCase(app.owner, unique('Use'), entities);
const register = (body: object, as: As = 'procurement'): Promise<Reply> =>
  post(PATH, { label: 'A model that drafts', ...body }, as);
const ofComponent = async (body: object = {}): Promise<Reply> =>
  register({ dependentType: 'component', dependentId: await component(), ...body });
const pathOf = (made: Reply): string => `${PATH}/${made.json['id']}`;
const patch = (made: Reply, body: object, as: As = 'procurement'): Promise<Reply> =>
  app.send(as, 'PATCH', pathOf(made), { body, ifMatch: made.etag });
const retire = (made: Reply, as: As = 'procurement'): Promise<Reply> =>
  app.send(as, 'DELETE', pathOf(made), { ifMatch: made.etag });
const restore = (made: Reply, as: As = 'procurement'): Promise<Reply> =>
  app.send(as, 'POST', `${pathOf(made)}/restore`);
const list = (query: string, as: As = 'auditor'): Promise<Reply> =>
  app.send(as, 'GET', `${PATH}?limit=200&${query}`);
const retireComponent = (id: string): Promise<Reply> =>
  app.send('procurement', 'DELETE', `/api/v1/components/${id}`, { ifMatch: '"1"' });

describe('registering a requirement', () => {
  it('keeps the terms, and gives the alternatives by rank', async () => {
    const [first, second] = [await component(), await component()];
    const dependentId = await useCaseOf(await entity());
    const made = await register({
      dependentType: 'use_case',
      dependentId,
      required: 2,
      effect: 'uses',
      upstreamDisclosed: 'yes',
      alternatives: [
        { rank: 3, manualProcedure: 'Analysts draft it themselves.', fallbackEvidence: 'documented' },
        { rank: 2, componentId: second, fallbackEvidence: 'tested_slow', testedOn: '2026-11-25' },
        { rank: 1, componentId: first },
      ],
    });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      dependentType: 'use_case',
      dependentId,
      label: 'A model that drafts',
      required: 2,
      effect: 'uses',
      upstreamDisclosed: 'yes',
      alternatives: [
        { rank: 1, componentId: first, manualProcedure: null, fallbackEvidence: 'unknown', testedOn: null },
        { rank: 2, componentId: second, fallbackEvidence: 'tested_slow', testedOn: '2026-11-25' },
        { rank: 3, componentId: null, manualProcedure: 'Analysts draft it themselves.' },
      ],
    });
    const read = await app.send('auditor', 'GET', made.headers.get('location') ?? '');
    expect(read.json).toEqual(made.json);
    expect(read.etag).toBe(made.etag);
  });

  it('may have no alternatives: what stands behind is not disclosed, or the chain ends here', async () => {
    const made = await ofComponent({ required: 2 });
    expect(made.json).toMatchObject({ upstreamDisclosed: 'unknown', effect: 'stops', alternatives: [] });
    expect((await ofComponent({ upstreamDisclosed: 'no' })).status).toBe(201);
    expect((await ofComponent({ upstreamDisclosed: 'yes' })).json).toMatchObject({
      upstreamDisclosed: 'yes',
      alternatives: [],
    });
  });

  it('refuses a k above the alternatives, and below one', async () => {
    const alternatives = [{ componentId: await component() }];
    expect(errorsOf(await ofComponent({ required: 2, alternatives }))).toEqual({
      '/required': 'k-above-alternatives',
    });
    expect(errorsOf(await ofComponent({ required: 0, alternatives }))).toEqual({ '/required': 'range' });
  });

  it('refuses alternatives that are not there, retired, repeated, or the dependent itself', async () => {
    const [dependentId, gone, good] = [await component(), await component(), await component()];
    await retireComponent(gone);
    const refused = await register({
      dependentType: 'component',
      dependentId,
      alternatives: [
        { componentId: NOBODY },
        { componentId: gone },
        { componentId: good },
        { componentId: good.toUpperCase() },
        { componentId: dependentId.toUpperCase() },
      ],
    });
    expect(errorsOf(refused)).toEqual({
      '/alternatives/0/componentId': 'unknown-reference',
      '/alternatives/1/componentId': 'retired-reference',
      '/alternatives/3/componentId': 'unique',
      '/alternatives/4/componentId': 'self-reference',
    });
    const stored = await app.owner.query('SELECT FROM requirement WHERE component_id = $1', [dependentId]);
    expect(stored.rowCount).toBe(0);
  });

  it('names every wrong place of an alternative', async () => {
    const refused = await ofComponent({
      alternatives: [{ rank: 0 }, { testedOn: '2026-13-01' }, { componentId: 'x', name: 'y' }],
    });
    expect(errorsOf(refused)).toEqual({
      '/alternatives/0/rank': 'range',
      '/alternatives/1/testedOn': 'date',
      '/alternatives/2/componentId': 'id',
      '/alternatives/2/name': 'unknown-field',
    });
    const many = Array.from({ length: 51 }, () => ({ manualProcedure: 'by hand' }));
    expect(errorsOf(await ofComponent({ alternatives: many }))).toEqual({ '/alternatives': 'too-many' });
  });

  it('lets components need each other in a ring', async () => {
    const [a, b] = [await component(), await component()];
    const need = (dependentId: string, componentId: string) =>
      register({ dependentType: 'component', dependentId, alternatives: [{ componentId }] });
    expect([(await need(a, b)).status, (await need(b, a)).status]).toEqual([201, 201]);
  });

  it('refuses a dependent that is not there, retired, or of the other kind', async () => {
    const gone = await component();
    await retireComponent(gone);
    const use = await useCaseOf(await entity());
    const refused = async (dependentType: string, dependentId: string) =>
      errorsOf(await register({ dependentType, dependentId }));
    expect(await refused('use_case', NOBODY)).toEqual({ '/dependentId': 'unknown-reference' });
    expect(await refused('component', use)).toEqual({ '/dependentId': 'unknown-reference' });
    expect(await refused('component', gone)).toEqual({ '/dependentId': 'retired-reference' });
    await app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [use]);
    expect(await refused('use_case', use)).toEqual({ '/dependentId': 'retired-reference' });
  });

  it('knows the day where the use case is', async () => {
    // 16:30 UTC: the 26th in Hong Kong, still the 25th in London.
    await app.setClock('2026-11-25T16:30:00Z');
    const tested = async (dependentId: string, testedOn: string) =>
      (
        await register({
          dependentType: 'use_case',
          dependentId,
          alternatives: [{ manualProcedure: 'by hand', fallbackEvidence: 'tested_in_tolerance', testedOn }],
        })
      ).status;
    const london = await useCaseOf(await entity('Europe/London'));
    const both = await useCaseOf(await entity('Europe/London'), await entity());
    expect(await tested(london, '2026-11-25')).toBe(201);
    expect(await tested(london, '2026-11-26')).toBe(422);
    expect(await tested(both, '2026-11-26')).toBe(201);
    expect(await tested(both, '2026-11-27')).toBe(422);
  });

  it('creates many, all or none, and names the item that failed', async () => {
    const dependentId = await component();
    const item = async (componentId: string) => ({
      dependentType: 'component',
      dependentId,
      label: unique('Need'),
      alternatives: [{ componentId }],
    });
    const items = [await item(await component()), await item(await component())];
    const withFault = [...items, await item(dependentId)];
    const refused = await post(`${PATH}/batch`, { items: withFault }, 'procurement');
    expect(errorsOf(refused)).toEqual({ '/items/2/alternatives/0/componentId': 'self-reference' });
    expect(idsOf(await list(`dependentId=${dependentId}`))).toEqual([]);
    const made = await post(`${PATH}/batch`, { items }, 'procurement');
    expect(made.status).toBe(201);
    expect(itemsOf(made).map(({ label }) => label)).toEqual(items.map(({ label }) => label));
    expect(itemsOf(await list(`dependentId=${dependentId}`))).toEqual(itemsOf(made));
  });

  it('gives twins under one key one row', async () => {
    const dependentId = await component();
    const body = { dependentType: 'component', dependentId, label: 'Once' };
    const options = { body, headers: { 'idempotency-key': 'one-requirement' } };
    const twins = Array.from({ length: 10 }, () => app.send('procurement', 'POST', PATH, options));
    expect(new Set((await Promise.all(twins)).map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(idsOf(await list(`dependentId=${dependentId}`))).toHaveLength(1);
  });
});

describe('changing a requirement', () => {
  it('replaces the alternatives as a whole, under a new version', async () => {
    const [a, b] = [await component(), await component()];
    const made = await ofComponent({ alternatives: [{ componentId: a }, { componentId: b }] });
    expect((await app.send('procurement', 'PATCH', pathOf(made), { body: {} })).status).toBe(428);
    const alternatives = [{ componentId: b, fallbackEvidence: 'documented' }];
    const changed = await patch(made, { alternatives });
    expect(changed.json).toMatchObject({ alternatives: [{ rank: 1, ...alternatives[0] }] });
    expect(changed.json['alternatives']).toHaveLength(1);
    expect(changed.etag).not.toBe(made.etag);
    expect((await app.send('auditor', 'GET', pathOf(made))).etag).toBe(changed.etag);
    expect((await patch(made, { label: 'Late' })).status).toBe(412);
    const renamed = await patch(changed, { label: 'Renamed' });
    expect(renamed.json).toMatchObject({ label: 'Renamed', alternatives: changed.json['alternatives'] });
  });

  it('holds k against the alternatives as they will be', async () => {
    const made = await ofComponent({
      required: 2,
      alternatives: [{ manualProcedure: 'a' }, { manualProcedure: 'b' }],
    });
    const refused = { '/required': 'k-above-alternatives' };
    expect(errorsOf(await patch(made, { required: 3 }))).toEqual(refused);
    expect(errorsOf(await patch(made, { alternatives: [{ manualProcedure: 'a' }] }))).toEqual(refused);
    expect((await patch(made, { required: 1, alternatives: [{ manualProcedure: 'a' }] })).status).toBe(200);
  });

  it('stays with its dependent', async () => {
    const made = await ofComponent();
    expect(errorsOf(await patch(made, { dependentId: await component() }))).toEqual({
      '/dependentId': 'unknown-field',
    });
  });

  it('lets one of many writers of the same version win, with all its alternatives', async () => {
    const made = await ofComponent();
    const writers = Array.from({ length: 10 }, (_, i) => [`first of ${i}`, `second of ${i}`]);
    const replies = await Promise.all(
      writers.map((texts) =>
        patch(made, { alternatives: texts.map((manualProcedure) => ({ manualProcedure })) }),
      ),
    );
    const won = replies.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(9);
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toEqual(won[0]?.json);
  });

  it('says in the audit log what changed, and for which legal entities', async () => {
    const [owner, other] = [await entity(), await entity()];
    const made = await register({ dependentType: 'use_case', dependentId: await useCaseOf(owner, other) });
    await patch(made, { label: 'Other', alternatives: [{ manualProcedure: 'by hand' }] });
    const { rows } = await app.owner.query(
      `SELECT action, legal_entity_ids, changes FROM audit.entry WHERE resource_id = $1 ORDER BY at DESC LIMIT 1`,
      [made.json['id']],
    );
    expect(rows).toEqual([
      {
        action: 'requirement.changed',
        legal_entity_ids: [owner, other].sort(),
        changes: {
          label: { from: 'A model that drafts', to: 'Other' },
          alternatives: { from: [], to: [expect.objectContaining({ rank: 1, manualProcedure: 'by hand' })] },
        },
      },
    ]);
  });
});

describe('retiring a requirement', () => {
  it('frees its components, and can be undone while they are in use', async () => {
    const part = await component();
    const made = await ofComponent({ alternatives: [{ componentId: part }] });
    expect((await retireComponent(part)).status).toBe(409);
    expect((await retire(made)).status).toBe(204);
    const retired = await app.send('auditor', 'GET', pathOf(made));
    expect(retired.json['retiredAt']).not.toBeNull();
    expect((await patch(retired, { label: 'X' })).json).toMatchObject({ type: '/problems/retired' });
    const ofPart = `componentId=${part}`;
    expect(idsOf(await list(ofPart))).toEqual([]);
    expect(idsOf(await list(`${ofPart}&includeRetired=true`))).toEqual([made.json['id']]);
    expect((await retireComponent(part)).status).toBe(204);
    expect((await restore(made)).json).toMatchObject({
      type: '/problems/retired',
      errors: [{ pointer: '/alternatives/0/componentId', code: 'retired-reference' }],
    });
    await app.send('procurement', 'POST', `/api/v1/components/${part}/restore`);
    expect((await restore(made)).json).toMatchObject({ retiredAt: null });
    expect((await restore(made)).json).toMatchObject({ type: '/problems/not-retired' });
  });

  it('works for a retired use case too, but restoring waits for it', async () => {
    const use = await useCaseOf(await entity());
    const made = await register({ dependentType: 'use_case', dependentId: use });
    await app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [use]);
    expect((await patch(made, { label: 'X' })).json).toMatchObject({ type: '/problems/retired' });
    expect((await retire(made)).status).toBe(204);
    expect((await restore(made)).json).toMatchObject({ errors: [{ pointer: '/dependentId' }] });
    await app.owner.query('UPDATE use_case SET retired_at = NULL WHERE id = $1', [use]);
    expect((await restore(made)).status).toBe(200);
  });
});

describe('scope by legal entity', () => {
  it('shows the requirements of a use case to those who see one of its entities, and lets those change it who see all', async () => {
    const [mine, other] = [await entity(), await entity()];
    const me = await app.person({ roles: ['procurement'], legalEntityIds: [mine] });
    const [own, shared, foreign] = [
      await useCaseOf(mine),
      await useCaseOf(mine, other),
      await useCaseOf(other),
    ];
    const made = await Promise.all(
      [own, shared, foreign].map((dependentId) => register({ dependentType: 'use_case', dependentId })),
    );
    const listed = idsOf(await list('dependentType=use_case', me));
    expect(new Set(listed)).toEqual(new Set([made[0]?.json['id'], made[1]?.json['id']]));
    const attempts = (act: (requirement: Reply) => Promise<Reply>) =>
      Promise.all(made.map(async (requirement) => (await act(requirement)).status));
    expect(await attempts((r) => app.send(me, 'GET', pathOf(r)))).toEqual([200, 200, 404]);
    expect(await attempts((r) => patch(r, { label: 'Mine' }, me))).toEqual([200, 403, 404]);
    expect(await attempts((r) => restore(r, me))).toEqual([409, 403, 404]);
    expect(await attempts((r) => app.send(me, 'DELETE', pathOf(r), { ifMatch: '"2"' }))).toEqual([
      204, 403, 404,
    ]);
    const add = async (dependentId: string) =>
      (await register({ dependentType: 'use_case', dependentId }, me)).status;
    expect([await add(own), await add(shared), await add(foreign)]).toEqual([201, 403, 422]);
  });

  it('shows the requirements of components to everybody', async () => {
    const me = await app.person({ roles: ['procurement'], legalEntityIds: [await entity()] });
    const made = await ofComponent();
    expect((await app.send(me, 'GET', pathOf(made))).status).toBe(200);
    expect((await patch(made, { label: 'Shared' }, me)).status).toBe(200);
  });
});

describe('listing requirements', () => {
  it('filters by dependent, alternative, evidence, effect and disclosure', async () => {
    const [dependentId, part] = [await component(), await component()];
    const made = await register({
      dependentType: 'component',
      dependentId,
      effect: 'uses',
      upstreamDisclosed: 'no',
      alternatives: [{ componentId: part, fallbackEvidence: 'tested_slow', testedOn: '2026-01-01' }],
    });
    const use = await register({ dependentType: 'use_case', dependentId: await useCaseOf(await entity()) });
    const [id, otherId] = [made.json['id'], use.json['id']];
    expect(idsOf(await list(`dependentId=${dependentId}`))).toEqual([id]);
    expect(idsOf(await list(`dependentId=${use.json['dependentId']}`))).toEqual([otherId]);
    expect(idsOf(await list(`componentId=${part}`))).toEqual([id]);
    const broad = [
      'dependentType=component',
      'effect=uses',
      'upstreamDisclosed=no',
      'fallbackEvidence=tested_slow',
    ];
    for (const query of broad) {
      const found = idsOf(await list(query));
      expect(found).toContain(id);
      expect(found).not.toContain(otherId);
    }
    expect(idsOf(await list('dependentType=use_case'))).toContain(otherId);
    expect((await list('q=model')).status).toBe(422);
    expect((await list('effect=stop')).status).toBe(422);
  });

  it('pages through everything once, in every order', async () => {
    const total = await app.owner.query('SELECT id FROM requirement WHERE retired_at IS NULL');
    for (const sort of ['createdAt', '-createdAt', 'updatedAt', '-updatedAt']) {
      const seen: unknown[] = [];
      let cursor: unknown = null;
      do {
        const next = cursor === null ? '' : `&cursor=${cursor}`;
        const page = await app.send('auditor', 'GET', `${PATH}?limit=5&sort=${sort}${next}`);
        seen.push(...idsOf(page));
        cursor = page.json['nextCursor'];
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(total.rowCount);
    }
  });

  it('reads the past with the alternatives of then', async () => {
    const [a, b] = [await component(), await component()];
    const use = await useCaseOf(await entity());
    const made = await register({
      dependentType: 'use_case',
      dependentId: use,
      alternatives: [{ componentId: a }],
    });
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    const at = `asOf=${rows[0]?.at}`;
    const changed = await patch(made, { alternatives: [{ componentId: b }, { componentId: a }] });
    await retire(changed);
    const then = await app.send('auditor', 'GET', `${pathOf(made)}?${at}`);
    expect(then.json).toEqual(made.json);
    expect(then.etag).toBe(made.etag);
    expect(itemsOf(await list(`componentId=${a}&${at}`))).toEqual([made.json]);
    expect(idsOf(await list(`componentId=${b}&${at}`))).toEqual([]);
    expect(idsOf(await list(`componentId=${b}`))).toEqual([]);
  });
});
