import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';
import {
  pathOf,
  type RequirementApp,
  REQUIREMENTS,
  startRequirementApp,
  unique,
} from '../harness/requirement-app.js';

let app: RequirementApp;
beforeAll(async () => {
  app = await startRequirementApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('registering a requirement', () => {
  it('keeps the terms, and gives the alternatives by rank', async () => {
    const [first, second] = [await app.component(), await app.component()];
    const dependentId = await app.useCaseOf(await app.entity());
    const made = await app.register({
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
    const made = await app.ofComponent({ required: 2 });
    expect(made.json).toMatchObject({ upstreamDisclosed: 'unknown', effect: 'stops', alternatives: [] });
    expect((await app.ofComponent({ upstreamDisclosed: 'no' })).status).toBe(201);
    expect((await app.ofComponent({ upstreamDisclosed: 'yes' })).json).toMatchObject({
      upstreamDisclosed: 'yes',
      alternatives: [],
    });
  });

  it('refuses a k above the alternatives, and below one', async () => {
    const alternatives = [{ componentId: await app.component() }];
    expect(errorsOf(await app.ofComponent({ required: 2, alternatives }))).toEqual({
      '/required': 'k-above-alternatives',
    });
    expect(errorsOf(await app.ofComponent({ required: 0, alternatives }))).toEqual({ '/required': 'range' });
  });

  it('refuses alternatives that are not there, retired, repeated, or the dependent itself', async () => {
    const [dependentId, gone, good] = [await app.component(), await app.component(), await app.component()];
    await app.retireComponent(gone);
    const refused = await app.register({
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
    const refused = await app.ofComponent({
      alternatives: [{ rank: 0 }, { testedOn: '2026-13-01' }, { componentId: 'x', name: 'y' }],
    });
    expect(errorsOf(refused)).toEqual({
      '/alternatives/0/rank': 'range',
      '/alternatives/1/testedOn': 'date',
      '/alternatives/2/componentId': 'id',
      '/alternatives/2/name': 'unknown-field',
    });
    const many = Array.from({ length: 51 }, () => ({ manualProcedure: 'by hand' }));
    expect(errorsOf(await app.ofComponent({ alternatives: many }))).toEqual({ '/alternatives': 'too-many' });
  });

  it('lets components need each other in a ring', async () => {
    const [a, b] = [await app.component(), await app.component()];
    const need = (dependentId: string, componentId: string) =>
      app.register({ dependentType: 'component', dependentId, alternatives: [{ componentId }] });
    expect([(await need(a, b)).status, (await need(b, a)).status]).toEqual([201, 201]);
  });

  it('refuses a dependent that is not there, retired, or of the other kind', async () => {
    const gone = await app.component();
    await app.retireComponent(gone);
    const use = await app.useCaseOf(await app.entity());
    const refused = async (dependentType: string, dependentId: string) =>
      errorsOf(await app.register({ dependentType, dependentId }));
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
        await app.register({
          dependentType: 'use_case',
          dependentId,
          alternatives: [{ manualProcedure: 'by hand', fallbackEvidence: 'tested_in_tolerance', testedOn }],
        })
      ).status;
    const london = await app.useCaseOf(await app.entity('Europe/London'));
    const both = await app.useCaseOf(await app.entity('Europe/London'), await app.entity());
    expect(await tested(london, '2026-11-25')).toBe(201);
    expect(await tested(london, '2026-11-26')).toBe(422);
    expect(await tested(both, '2026-11-26')).toBe(201);
    expect(await tested(both, '2026-11-27')).toBe(422);
  });

  it('creates many, all or none, and names the item that failed', async () => {
    const dependentId = await app.component();
    const item = async (componentId: string) => ({
      dependentType: 'component',
      dependentId,
      label: unique('Need'),
      alternatives: [{ componentId }],
    });
    const items = [await item(await app.component()), await item(await app.component())];
    const withFault = [...items, await item(dependentId)];
    const refused = await app.post(`${REQUIREMENTS}/batch`, { items: withFault }, 'procurement');
    expect(errorsOf(refused)).toEqual({ '/items/2/alternatives/0/componentId': 'self-reference' });
    expect(idsOf(await app.list(`dependentId=${dependentId}`))).toEqual([]);
    const made = await app.post(`${REQUIREMENTS}/batch`, { items }, 'procurement');
    expect(made.status).toBe(201);
    expect(itemsOf(made).map(({ label }) => label)).toEqual(items.map(({ label }) => label));
    expect(itemsOf(await app.list(`dependentId=${dependentId}`))).toEqual(itemsOf(made));
  });

  it('gives twins under one key one row', async () => {
    const dependentId = await app.component();
    const body = { dependentType: 'component', dependentId, label: 'Once' };
    const options = { body, headers: { 'idempotency-key': 'one-requirement' } };
    const twins = Array.from({ length: 10 }, () => app.send('procurement', 'POST', REQUIREMENTS, options));
    expect(new Set((await Promise.all(twins)).map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(idsOf(await app.list(`dependentId=${dependentId}`))).toHaveLength(1);
  });
});

describe('changing a requirement', () => {
  it('replaces the alternatives as a whole, under a new version', async () => {
    const [a, b] = [await app.component(), await app.component()];
    const made = await app.ofComponent({ alternatives: [{ componentId: a }, { componentId: b }] });
    expect((await app.send('procurement', 'PATCH', pathOf(made), { body: {} })).status).toBe(428);
    const alternatives = [{ componentId: b, fallbackEvidence: 'documented' }];
    const changed = await app.patch(made, { alternatives });
    expect(changed.json).toMatchObject({ alternatives: [{ rank: 1, ...alternatives[0] }] });
    expect(changed.json['alternatives']).toHaveLength(1);
    expect(changed.etag).not.toBe(made.etag);
    expect((await app.send('auditor', 'GET', pathOf(made))).etag).toBe(changed.etag);
    expect((await app.patch(made, { label: 'Late' })).status).toBe(412);
    const renamed = await app.patch(changed, { label: 'Renamed' });
    expect(renamed.json).toMatchObject({ label: 'Renamed', alternatives: changed.json['alternatives'] });
  });

  it('holds k against the alternatives as they will be', async () => {
    const made = await app.ofComponent({
      required: 2,
      alternatives: [{ manualProcedure: 'a' }, { manualProcedure: 'b' }],
    });
    const refused = { '/required': 'k-above-alternatives' };
    expect(errorsOf(await app.patch(made, { required: 3 }))).toEqual(refused);
    expect(errorsOf(await app.patch(made, { alternatives: [{ manualProcedure: 'a' }] }))).toEqual(refused);
    expect((await app.patch(made, { required: 1, alternatives: [{ manualProcedure: 'a' }] })).status).toBe(
      200,
    );
  });

  it('stays with its dependent', async () => {
    const made = await app.ofComponent();
    expect(errorsOf(await app.patch(made, { dependentId: await app.component() }))).toEqual({
      '/dependentId': 'unknown-field',
    });
  });

  it('lets one of many writers of the same version win, with all its alternatives', async () => {
    const made = await app.ofComponent();
    const writers = Array.from({ length: 10 }, (_, i) => [`first of ${i}`, `second of ${i}`]);
    const replies = await Promise.all(
      writers.map((texts) =>
        app.patch(made, { alternatives: texts.map((manualProcedure) => ({ manualProcedure })) }),
      ),
    );
    const won = replies.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(9);
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toEqual(won[0]?.json);
  });

  it('says in the audit log what changed, and for which legal entities', async () => {
    const [owner, other] = [await app.entity(), await app.entity()];
    const made = await app.register({
      dependentType: 'use_case',
      dependentId: await app.useCaseOf(owner, other),
    });
    await app.patch(made, { label: 'Other', alternatives: [{ manualProcedure: 'by hand' }] });
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
    const part = await app.component();
    const made = await app.ofComponent({ alternatives: [{ componentId: part }] });
    expect((await app.retireComponent(part)).status).toBe(409);
    expect((await app.retire(made)).status).toBe(204);
    const retired = await app.send('auditor', 'GET', pathOf(made));
    expect(retired.json['retiredAt']).not.toBeNull();
    expect((await app.patch(retired, { label: 'X' })).json).toMatchObject({ type: '/problems/retired' });
    const ofPart = `componentId=${part}`;
    expect(idsOf(await app.list(ofPart))).toEqual([]);
    expect(idsOf(await app.list(`${ofPart}&includeRetired=true`))).toEqual([made.json['id']]);
    expect((await app.retireComponent(part)).status).toBe(204);
    expect((await app.restore(made)).json).toMatchObject({
      type: '/problems/retired',
      errors: [{ pointer: '/alternatives/0/componentId', code: 'retired-reference' }],
    });
    await app.send('procurement', 'POST', `/api/v1/components/${part}/restore`);
    expect((await app.restore(made)).json).toMatchObject({ retiredAt: null });
    expect((await app.restore(made)).json).toMatchObject({ type: '/problems/not-retired' });
  });

  it('works for a retired use case too, but restoring waits for it', async () => {
    const use = await app.useCaseOf(await app.entity());
    const made = await app.register({ dependentType: 'use_case', dependentId: use });
    await app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [use]);
    expect((await app.patch(made, { label: 'X' })).json).toMatchObject({ type: '/problems/retired' });
    expect((await app.retire(made)).status).toBe(204);
    expect((await app.restore(made)).json).toMatchObject({ errors: [{ pointer: '/dependentId' }] });
    await app.owner.query('UPDATE use_case SET retired_at = NULL WHERE id = $1', [use]);
    expect((await app.restore(made)).status).toBe(200);
  });
});
