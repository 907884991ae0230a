import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENGINE_THREADS, EngineThreads } from '../../src/modules/scoring/engine-threads.js';
import { startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

interface Found {
  id: string;
  availability: number;
  outageHoursPerYear: number;
  method: string;
  interval: { low: number; high: number } | null;
  seed: number | null;
  samples: number | null;
  nodes: { id: string; birnbaum: number; fussellVesely: number }[];
  nodesLeftOut: number;
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const needs = (of: string, ...nodes: string[]) => ({ of, alternatives: nodes.map((node) => ({ node })) });

/** Two vendors that look independent, on one host; U3 has the first of them alone. */
const W1 = {
  nodes: [
    { id: 'A', kind: 'language_model', availability: 0.995 },
    { id: 'B', kind: 'language_model', availability: 0.995 },
    { id: 'H', kind: 'hosting', availability: 0.999 },
  ],
  requirements: [needs('U1', 'A', 'B'), needs('U3', 'A'), needs('A', 'H'), needs('B', 'H')],
  useCases: [{ id: 'U1', tier: 'T1' }, { id: 'U3' }],
};

/** A row of models of which each one or the next one is needed: all but the ends are shared. */
function necklace(n: number) {
  const ids = Array.from({ length: n }, (_, i) => `m${i}`);
  return {
    nodes: ids.map((id) => ({ id, kind: 'language_model', availability: 0.95 })),
    requirements: ids.slice(1).map((id, i) => needs('U', ids[i] ?? '', id)),
    useCases: [{ id: 'U' }],
  };
}

const simulate = (body: object) => app.send('auditor', 'POST', '/api/v1/simulations/availability', { body });
const simulated = async (body: object): Promise<Found[]> => {
  const answer = await simulate(body);
  expect(answer.status).toBe(200);
  return answer.json.useCases as unknown as Found[];
};

describe('the availability of a portfolio in the request', () => {
  it('is exact where vendors share a host, and says what it hangs on', async () => {
    const [u1, u3] = await simulated(W1);
    expect(u1).toMatchObject({ id: 'U1', method: 'exact', interval: null, seed: null, samples: null });
    expect(u1?.availability).toBeCloseTo(0.999 * (1 - 0.005 ** 2), 12);
    expect(u1?.outageHoursPerYear).toBeCloseTo(8760 * (1 - 0.999 * (1 - 0.005 ** 2)), 8);
    expect(u1?.nodes.map(({ id }) => id)).toEqual(['H', 'A', 'B']);
    expect(u1?.nodes[0]?.birnbaum).toBeCloseTo(1 - 0.005 ** 2, 12);
    expect(u1?.nodes[0]?.fussellVesely).toBeCloseTo(
      (0.001 * (1 - 0.005 ** 2)) / (1 - (u1?.availability ?? 0)),
      9,
    );
    expect(u3?.availability).toBeCloseTo(0.999 * 0.995, 12);
  });

  it('counts 0.99 where nothing is known, and what never fails as such', async () => {
    const nodes = [
      { id: 'A', kind: 'language_model' },
      { id: 'B', kind: 'language_model', undisclosedUpstream: true },
      { id: 'P', kind: 'manual_procedure' },
      { id: 'G', kind: 'ultimate_parent' },
    ];
    const useCases = ['U', 'V', 'W', 'X'].map((id) => ({ id }));
    const requirements = [needs('U', 'A'), needs('A', 'G'), needs('V', 'B'), needs('W', 'A', 'P')];
    const found = await simulated({ nodes, requirements, useCases });
    expect(found.map(({ availability }) => Number(availability.toFixed(9)))).toEqual([0.99, 0.9801, 1, 1]);
    expect(found[1]?.nodes.map(({ id }) => id)).toEqual(['B', 'UNKNOWN_UPSTREAM']);
  });

  it('reckons with failures that hit alternatives together', async () => {
    const [first] = W1.requirements;
    const withBeta = { ...W1, requirements: [{ ...first, beta: 0.1 }, needs('U3', 'A')] };
    const [u1] = await simulated(withBeta);
    expect(u1?.availability).toBeCloseTo(0.99948, 6);
  });

  it('is sampled when too many nodes are shared: with its interval, and the same for the same seed', async () => {
    const [exact] = await simulated(necklace(20));
    expect(exact?.method).toBe('exact');
    const [found] = await simulated({ ...necklace(40), seed: 7, samples: 20_000 });
    expect(found).toMatchObject({ method: 'monte_carlo', seed: 7, samples: 20_000 });
    // P(works so far and the last one works, or does not), along the row
    let [up, down] = [0.95, 0.05];
    for (let i = 1; i < 40; i++) [up, down] = [(up + down) * 0.95, up * 0.05];
    const { low, high } = found?.interval ?? { low: 0, high: 0 };
    expect(low).toBeLessThan(found?.availability ?? 0);
    expect(high).toBeGreaterThan(found?.availability ?? 1);
    // an interval holds for 19 of 20 seeds; twice as wide, for all but one in ten thousand
    expect(Math.abs((found?.availability ?? 0) - (up + down))).toBeLessThan(high - low);
    expect(await simulated({ ...necklace(40), seed: 7, samples: 20_000 })).toEqual([found]);
    expect(await simulated({ ...necklace(40), seed: 8, samples: 20_000 })).not.toEqual([found]);
    const [unasked] = await simulated(necklace(40));
    expect(unasked).toMatchObject({ seed: 20_241_112, samples: 100_000 });
  });

  it('has the hash of the graph, whatever its figures', async () => {
    const { requirements, useCases } = W1;
    const nodes = W1.nodes.map(({ id, kind }) => ({ id, kind }));
    const hash = (await simulate(W1)).json.graphHash;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await simulate({ nodes, requirements, useCases })).json.graphHash).toBe(hash);
  });

  it('lists the nodes that matter most, and counts the others', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => `n${i}`);
    const nodes = ids.map((id, i) => ({ id, kind: 'library', availability: 1 - (i + 1) / 10_000 }));
    const [found] = await simulated({
      nodes,
      requirements: ids.map((id) => needs('U', id)),
      useCases: [{ id: 'U' }],
    });
    expect(found?.nodes).toHaveLength(100);
    expect(found?.nodes[0]?.id).toBe('n149');
    expect(found?.nodesLeftOut).toBe(50);
  });

  it('is refused with pointers when it is no graph, or a figure is none', async () => {
    const [a, b, h] = W1.nodes;
    const wrongFigures = await simulate({
      ...W1,
      nodes: [
        { ...a, availability: 1.1 },
        { ...b, availability: '1' },
        { ...h, availability: null },
      ],
      requirements: [{ ...needs('U1', 'A'), beta: -0.1 }],
      seed: -1,
      samples: 10,
    });
    expect(wrongFigures.status).toBe(422);
    expect(wrongFigures.json).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/nodes/0/availability', code: 'range' }),
        expect.objectContaining({ pointer: '/nodes/1/availability', code: 'number' }),
        expect.objectContaining({ pointer: '/nodes/2/availability' }),
        expect.objectContaining({ pointer: '/requirements/0/beta', code: 'range' }),
        expect.objectContaining({ pointer: '/seed', code: 'range' }),
        expect.objectContaining({ pointer: '/samples', code: 'range' }),
      ]),
    });
    const wrongGraph = await simulate({
      ...W1,
      nodes: [a, { id: 'P', kind: 'manual_procedure', availability: 0.5 }],
      requirements: [{ ...needs('U1', 'A', 'nowhere'), k: 3 }],
    });
    expect(wrongGraph.json).toMatchObject({
      errors: [
        { pointer: '/requirements/0/k', code: 'k-above-alternatives' },
        { pointer: '/requirements/0/alternatives/1/node', code: 'unknown-id' },
        { pointer: '/nodes/1/availability', code: 'never-fails' },
      ],
    });
  });

  it('does not take a number that is none for one', async () => {
    const token = await app.send('auditor', 'POST', '/api/v1/simulations/availability', {
      body: { ...W1, nodes: [{ id: 'A', kind: 'language_model', availability: Number.POSITIVE_INFINITY }] },
    });
    expect(token.status).toBe(422);
  });

  it('needs the permission to read the graph', async () => {
    const anonymous = await fetch(`${app.url}/api/v1/simulations/availability`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(W1),
    });
    expect(anonymous.status).toBe(401);
  });
});

describe('too much to reckon', () => {
  it('ends with an answer that says so', async () => {
    const execArgv = ['--import', new URL('../harness/run-ts.mjs', import.meta.url).href];
    const threads = new EngineThreads({ ...ENGINE_THREADS, threads: 1, deadlineMs: 300, execArgv });
    const { nodes, requirements } = necklace(2_000);
    const input = {
      nodes,
      requirements: requirements.map(({ of, alternatives }) => ({
        of,
        k: 1,
        alternatives: alternatives.map(({ node }) => ({ node, counts: true })),
      })),
      useCases: [{ id: 'U', tier: 'T1' as const }],
    };
    const asked = threads.ask('simulateAvailability', () => ({ input, seed: 1, samples: 1_000_000 }));
    await expect(asked).rejects.toMatchObject({ code: 'portfolio-too-complex', params: { limit: '0.3 s' } });
    await threads.onApplicationShutdown();
  });
});

describe('the availability of a use case of the register', () => {
  let register: RegisterWriter;
  const id: Record<string, string> = {};

  beforeAll(async () => {
    register = new RegisterWriter(app.owner);
    id.firm = await register.legalEntity('Firm');
    id.other = await register.legalEntity('Other');
    id.hoster = await register.provider('Hoster');
    id.host = await register.component('Host', 'hosting', id.hoster);
    id.vendorA = await register.provider('Vendor A');
    id.vendorB = await register.provider('Vendor B');
    id.a = await register.component('Model A', 'language_model', id.vendorA);
    id.b = await register.component('Model B', 'language_model', id.vendorB);
    await register.endsAt(id.host);
    await register.requires({ component: id.a }, [{ component: id.host }]);
    await register.requires({ component: id.b }, [{ component: id.host }]);
    id.u1 = await register.useCase('U1', 'T1', id.firm);
    await register.requires({ useCase: id.u1 }, [{ component: id.a }, { component: id.b, tested: true }]);
    id.u2 = await register.useCase('U2', 'T2', id.other);
    await register.requires({ useCase: id.u2 }, [{ component: id.b }]);
  });

  const of = (useCase = '', query = '') =>
    app.send('auditor', 'GET', `/api/v1/use-cases/${useCase}/availability${query}`);

  it('counts every node that can fail as 0.99, and names those that matter', async () => {
    const found = await of(id.u1);
    expect(found.status).toBe(200);
    // the host and its provider; each model with its provider
    const model = 0.99 ** 2;
    expect(found.json.availability).toBeCloseTo(0.99 ** 2 * (1 - (1 - model) ** 2), 12);
    expect(found.json).toMatchObject({ useCaseId: id.u1, method: 'exact', interval: null, nodesLeftOut: 0 });
    const nodes = found.json.nodes as unknown as { node: { type: string; name: string } }[];
    expect(
      nodes
        .map(({ node }) => node.name)
        .slice(0, 2)
        .sort(),
    ).toEqual(['Host', 'Hoster']);
    expect(
      nodes
        .map(({ node }) => node.name)
        .slice(2)
        .sort(),
    ).toEqual(['Model A', 'Model B', 'Vendor A', 'Vendor B']);
    expect(nodes.every(({ node }) => ['component', 'provider'].includes(node.type))).toBe(true);
  });

  it('is 0 for one that is stopped, and was another before', async () => {
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    const before = await of(id.u1);
    await app.owner.query(`UPDATE component SET status = 'suspended' WHERE id = $1`, [id.host]);
    expect((await of(id.u1)).json).toMatchObject({ availability: 0, outageHoursPerYear: 8760, nodes: [] });
    expect((await of(id.u1, `?asOf=${rows[0]?.at ?? ''}`)).json).toEqual(before.json);
    await app.owner.query(`UPDATE component SET status = 'in_use' WHERE id = $1`, [id.host]);
  });

  it('is 404 outside somebody’s scope, and for what is no use case', async () => {
    const scoped = await app.person({ roles: ['risk_officer'], legalEntityIds: [id.firm ?? ''] });
    const get = (useCase = '') => app.send(scoped, 'GET', `/api/v1/use-cases/${useCase}/availability`);
    expect((await get(id.u1)).status).toBe(200);
    expect((await get(id.u2)).status).toBe(404);
    expect((await of(id.host)).status).toBe(404);
  });
});
