import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RegisterGraphReadModel } from '../../src/modules/scoring/persistence/register-graph.read-model.js';
import { startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

/**
 * Two model vendors that look independent and share one host: U1 (T1) on A with tested fallback B, U3 (T3) on A, U2
 * (T2) and U4 (T4) on B. Weights 8, 4, 2, 1.
 */
let app: TestApp;
let register: RegisterWriter;
const id: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp();
  register = new RegisterWriter(app.owner);
  id.firm = await register.legalEntity('Firm');
  id.other = await register.legalEntity('Other');
  id.vendorA = await register.provider('Vendor A');
  id.vendorB = await register.provider('Vendor B');
  id.hoster = await register.provider('Hoster');
  id.host = await register.component('Host', 'hosting', id.hoster, { substitutability: 'highly_complex' });
  id.a = await register.component('Model A', 'language_model', id.vendorA);
  id.b = await register.component('Model B', 'language_model', id.vendorB);
  await register.endsAt(id.host);
  await register.requires({ component: id.a }, [{ component: id.host }]);
  await register.requires({ component: id.b }, [{ component: id.host }]);
  id.u1 = await register.useCase('U1', 'T1', id.firm, { toleranceHours: 4 });
  id.u2 = await register.useCase('U2', 'T2', id.firm);
  id.u3 = await register.useCase('U3', 'T3', id.firm, { toleranceHours: 48 });
  id.u4 = await register.useCase('U4', 'T4', id.other);
  await register.requires({ useCase: id.u1 }, [{ component: id.a }, { component: id.b, tested: true }]);
  await register.requires({ useCase: id.u2 }, [{ component: id.b }]);
  await register.requires({ useCase: id.u3 }, [{ component: id.a }]);
  await register.requires({ useCase: id.u4 }, [{ component: id.b }]);
});
afterAll(() => app.close());

const get = (path: string) => app.send('auditor', 'GET', `/api/v1${path}`);
const idsOf = (items: unknown) => (items as { id: string }[]).map((item) => item.id).sort();

describe('blast radius', () => {
  it('counts what stops, not who is nearby: a tested fallback keeps a use case going', async () => {
    const radius = await get(`/components/${id.a}/blast-radius`);
    expect(radius.json.share).toBeCloseTo(2 / 15);
    expect(idsOf(radius.json.useCases)).toEqual([id.u3]);
  });

  it('shows that one host stops both independent vendors, and the path to it', async () => {
    const radius = await get(`/components/${id.host}/blast-radius`);
    expect(radius.json).toMatchObject({ share: 1, absoluteWeight: 15 });
    const u1 = (
      radius.json.useCases as unknown as { id: string; because: { node: { id: string } }[] }[]
    ).find((u) => u.id === id.u1);
    expect(u1?.because.map(({ node }) => node.id)).toEqual([id.u1, id.a, id.b, id.host]);
  });

  it('stops what a provider operates', async () => {
    expect(idsOf((await get(`/providers/${id.vendorB}/blast-radius`)).json.useCases)).toEqual(
      [id.u2, id.u4].sort(),
    );
  });

  it('is 404 for what is not there or of the other type', async () => {
    expect((await get(`/components/${id.vendorB}/blast-radius`)).status).toBe(404);
    expect((await get(`/providers/01900000-0000-7000-8000-000000000000/blast-radius`)).status).toBe(404);
  });
});

describe('concentration', () => {
  it('sees two vendors declared, and one host under both', async () => {
    const providers = await get('/concentration?axis=provider&layer=language_model');
    expect(providers.json.declared).toMatchObject({ total: 15 });
    const declared = providers.json.declared as unknown as {
      hhi: number;
      effectiveNumber: number;
      cr1: number;
    };
    expect(declared.hhi).toBeCloseTo(0.5556, 4);
    expect(declared.effectiveNumber).toBeCloseTo(1.8, 4);
    const hosts = await get('/concentration?axis=hosting');
    expect(hosts.json).toMatchObject({ hhi: 1, effectiveNumber: 1, normalisedHhi: 1, cr1: 1, total: 15 });
    expect(hosts.json.hhiSubstitutability).toBeCloseTo(0.75);
  });

  it('answers on every axis', async () => {
    for (const axis of ['provider', 'ultimate_parent', 'base_model', 'hosting', 'region', 'component']) {
      expect((await get(`/concentration?axis=${axis}`)).status).toBe(200);
    }
    expect((await get('/concentration')).json).toMatchObject({
      errors: [{ pointer: '/axis', code: 'required' }],
    });
  });

  it('weighs one legal entity when asked to', async () => {
    expect((await get(`/concentration?axis=component&legalEntityId=${id.firm}`)).json).toMatchObject({
      total: 14,
    });
    const nobodys = `axis=component&legalEntityId=01900000-0000-7000-8000-000000000000`;
    expect((await get(`/concentration?${nobodys}`)).status).toBe(404);
  });

  it('is kept as long as nothing changes, also after a backup of another cluster came in', async () => {
    const graphs = app.nest.get(RegisterGraphReadModel);
    await app.owner.query(
      `INSERT INTO history.change (transaction_id, committed_at, actor_type, actor_id)
       VALUES ('9000000000', now() - interval '1 day', 'database', 'backup')`,
    );
    const facts = await graphs.load(null, null);
    expect(await graphs.hasChangedSince(facts)).toBe(false);
    await app.owner.query(`UPDATE provider SET website = 'https://example.com' WHERE id = $1`, [id.hoster]);
    expect(await graphs.hasChangedSince(facts)).toBe(true);
    await app.owner.query(`DELETE FROM history.change WHERE transaction_id = '9000000000'`);
  });

  it('is not loaded for a use case that is not there, or that somebody does not see', async () => {
    const scoped = await app.person({ roles: ['risk_officer'], legalEntityIds: [id.firm ?? ''] });
    const planned = { status: 'planned' };
    const own = await register.useCase('Planned', 'T3', id.firm ?? '', planned);
    const hidden = await register.useCase('Hidden', 'T3', id.other ?? '', planned);
    const retired = await register.useCase('Given up', 'T3', id.firm ?? '', planned);
    await app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [retired]);
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    const load = jest.spyOn(app.nest.get(RegisterGraphReadModel), 'load');
    for (const question of ['cut-sets', 'availability']) {
      const ask = (useCase: string, query = '') =>
        app.send(scoped, 'GET', `/api/v1/use-cases/${useCase}/${question}${query}`);
      for (const query of ['', `?asOf=${rows[0]?.at ?? ''}`]) {
        for (const other of ['01900000-0000-7000-8000-000000000000', id.a ?? '', hidden, retired])
          expect((await ask(other, query)).status).toBe(404);
        expect(load).not.toHaveBeenCalled();
        expect((await ask(own, query)).status).toBe(200);
        load.mockClear();
      }
    }
    load.mockRestore();
  });

  it('counts what lies outside somebody’s scope and does not name it', async () => {
    const scoped = await app.person({ roles: ['risk_officer'], legalEntityIds: [id.firm ?? ''] });
    const seen = await app.send(scoped, 'GET', '/api/v1/concentration?axis=hosting');
    expect(seen.json).toMatchObject({ total: 15, shares: [{ share: 1, hiddenUseCases: 1 }] });
    expect(seen.text).not.toContain(id.u4);
    expect(
      (await app.send(scoped, 'GET', `/api/v1/concentration?axis=hosting&legalEntityId=${id.other}`)).status,
    ).toBe(404);
    expect((await app.send(scoped, 'GET', `/api/v1/use-cases/${id.u4}/cut-sets`)).status).toBe(404);
  });
});

describe('cut sets', () => {
  it('names the smallest sets whose joint failure stops a use case', async () => {
    const sets = await get(`/use-cases/${id.u1}/cut-sets?maxOrder=2`);
    const found = (sets.json.cutSets as unknown as { nodes: { name: string }[] }[]).map(({ nodes }) =>
      nodes
        .map((n) => n.name)
        .sort()
        .join('+'),
    );
    expect(found).toContain('Host');
    expect(found).toContain('Model A+Model B');
    expect(found).not.toContain('Host+Model A');
  });
});

describe('an outage', () => {
  const outage = (failed: object[], hours = 8, as: 'auditor' = 'auditor') =>
    app.send(as, 'POST', '/api/v1/simulations/outage', { body: { failed, hours } });

  it('says what stops, what goes on with a fallback, and whether it is tolerated', async () => {
    const answer = await outage([{ type: 'component', id: id.a }]);
    const byId = Object.fromEntries(
      (answer.json.useCases as unknown as { id: string }[]).map((u) => [u.id, u]),
    );
    expect(byId[id.u1 ?? '']).toMatchObject({
      stopped: false,
      degraded: false,
      fallback: [{ node: { id: id.b }, evidence: 'tested_in_tolerance' }],
      toleranceHours: 4,
      toleranceExceeded: 'no',
    });
    expect(byId[id.u3 ?? '']).toMatchObject({ stopped: true, toleranceExceeded: 'no' });
    expect(byId[id.u2 ?? '']).toMatchObject({ stopped: false, degraded: false, fallback: [] });
    const both = await outage([
      { type: 'component', id: id.a },
      { type: 'component', id: id.b },
    ]);
    expect((both.json.useCases as unknown as { id: string }[]).find((u) => u.id === id.u1)).toMatchObject({
      stopped: true,
      toleranceExceeded: 'yes',
    });
  });

  it('fails providers with their ultimate parent, but not the parent with them', async () => {
    const answer = await outage([{ type: 'ultimate_parent', id: id.vendorB }]);
    expect(
      (answer.json.useCases as unknown as { id: string; stopped: boolean }[])
        .filter((u) => u.stopped)
        .map((u) => u.id)
        .sort(),
    ).toEqual([id.u2, id.u4].sort());
  });

  it('refuses what it does not know, with the place', async () => {
    const refused = await outage([{ type: 'provider', id: id.a }]);
    expect(refused.json).toMatchObject({ errors: [{ pointer: '/failed/0/id', code: 'unknown-reference' }] });
    expect((await outage([], 8)).status).toBe(422);
    expect((await outage([{ type: 'component', id: id.a }], -1)).status).toBe(422);
  });

  it('answers on the register as it was', async () => {
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    const before = await get('/concentration?axis=hosting');
    await app.owner.query(`UPDATE component SET status = 'suspended' WHERE id = $1`, [id.host]);
    const now = await get(`/components/${id.a}/blast-radius`);
    expect(now.json).toMatchObject({ share: 1 });
    const then = await get(`/components/${id.a}/blast-radius?asOf=${rows[0]?.at ?? ''}`);
    expect(then.json.share).toBeCloseTo(2 / 15);
    expect(then.json.graphHash).toBe(before.json.graphHash);
    expect(now.json.graphHash).not.toBe(before.json.graphHash);
    await app.owner.query(`UPDATE component SET status = 'in_use' WHERE id = $1`, [id.host]);
  });
});

describe('a portfolio in the request', () => {
  const simulate = (body: object) => app.send('auditor', 'POST', '/api/v1/simulations/portfolio', { body });
  const portfolio = {
    nodes: [
      { id: 'h', kind: 'hosting' },
      { id: 'a', kind: 'language_model' },
      { id: 'b', kind: 'language_model' },
    ],
    requirements: [
      {
        of: 'u',
        k: 1,
        alternatives: [
          { node: 'a', counts: true },
          { node: 'b', counts: true },
        ],
      },
      { of: 'a', alternatives: [{ node: 'h' }] },
      { of: 'b', alternatives: [{ node: 'h' }] },
    ],
    useCases: [{ id: 'u', tier: 'T1' }],
  };

  it('is judged by the same engine', async () => {
    const answer = await simulate({ ...portfolio, failed: ['a'], maxOrder: 2 });
    expect(answer.json).toMatchObject({
      stopped: [],
      blastRadius: { h: 1, a: 0, b: 0 },
      cutSets: { u: [['h'], ['a', 'b']] },
    });
    expect(answer.json.graphHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is refused with pointers when it is no graph', async () => {
    const refused = await simulate({
      ...portfolio,
      requirements: [{ of: 'x', k: 3, alternatives: [{ node: 'a' }, { node: 'nowhere' }] }],
    });
    expect(refused.json).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/requirements/0/of', code: 'unknown-id' }),
        expect.objectContaining({ pointer: '/requirements/0/k', code: 'k-above-alternatives' }),
        expect.objectContaining({ pointer: '/requirements/0/alternatives/1/node', code: 'unknown-id' }),
      ]),
    });
  });
});
