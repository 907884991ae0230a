import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { LimitKeeper } from '../../src/modules/scoring/scoring.public.js';
import { FINDINGS, idOf, LimitApp, LIMITS, NOW } from '../harness/limit-app.js';

let limits: LimitApp;
beforeAll(async () => {
  limits = await LimitApp.start();
});
beforeEach(() => limits.begin());
afterAll(() => limits.app.close());

describe('an excess over a limit', () => {
  it('is found with what exceeds it, by how much, and when', async () => {
    await limits.limit();
    const found = await limits.only();
    expect(found.json).toMatchObject({
      limitId: limits.limitId,
      legalEntityId: limits.id['firm'],
      measure: 'share',
      node: { type: 'provider', id: limits.id['Vendor A'], name: 'Vendor A' },
      through: null,
      threshold: 0.5,
      unit: 'fraction',
      state: 'open',
      foundAt: '2027-01-15T02:00:00.000000Z',
      dueOn: '2027-02-14',
      acceptance: null,
      treatment: null,
      closedAt: null,
      useCaseCount: 2,
      useCases: [
        { id: limits.id['u1'], name: 'Research', tier: 'T1' },
        { id: limits.id['u3'], name: 'Summaries', tier: 'T3' },
      ],
    });
    expect(found.json['value']).toBeCloseTo(10 / 14, 12);
    expect(found.json['excess']).toBeCloseTo(10 / 14 - 0.5, 12);
    const explanation = found.json['explanation'] as unknown as Record<string, string>;
    expect(explanation['en']).toContain(
      'Vendor A carries 71.4 %. The limit is 50.0 %: it is exceeded by 21.4 %.',
    );
    expect(explanation['en']).toContain('On it stand 2 use case(s): Research, Summaries.');
    expect(explanation['zhHant']).toContain('「Vendor A」佔 71.4 %，上限為 50.0 %，超出 21.4 %。');
    const { measured, openFindings } = (await limits.get(`${LIMITS}/${limits.limitId}`)).json;
    expect(openFindings).toBe(1);
    const concentration = await limits.get(
      `/api/v1/concentration?axis=provider&layer=language_model&legalEntityId=${limits.id['firm']}`,
    );
    expect(measured).toMatchObject({ error: null, graphHash: concentration.json['graphHash'] });
  });

  it.each([
    ['hhi', { axis: 'hosting', layer: null, basis: 'effective' }, [null]],
    ['blast_radius', { axis: 'hosting', layer: null, basis: null }, ['Host']],
    ['blast_radius', { axis: 'provider', layer: null, basis: null, threshold: 0.4 }, ['Hoster']],
    ['single_point', { axis: null, layer: null, basis: null, threshold: null }, ['Host', 'Hoster']],
  ])('of %s is found by the same engine: %j', async (measure, more, names) => {
    await limits.limit({ measure, ...more });
    const found = await limits.findings();
    expect(found.map(({ node }) => (node as { name: string } | null)?.name ?? null).sort()).toEqual(names);
    expect(found.every(({ measure: kind }) => kind === measure)).toBe(true);
    const { explanation } = (await limits.get(`${FINDINGS}/${String(found[0]?.['id'])}`)).json;
    expect(JSON.stringify(explanation)).not.toMatch(/[{}]\w+\}|undefined|null/);
  });

  it('is recorded once, whatever runs at the same time, and not again', async () => {
    const body = { legalEntityId: limits.id['firm'], measure: 'share', axis: 'component', threshold: 0.1 };
    const made = await limits.app.send('risk_officer', 'POST', LIMITS, {
      body: { ...body, name: `Limit ${newId()}`, rationale: 'Why' },
    });
    limits.limitId = idOf(made);
    const second = await startAnother();
    await Promise.all([limits.keeper.keep(), second.keep(), limits.keeper.keep(), second.keep()]);
    await limits.keeper.keep();
    await second.keep();
    const found = await limits.findings();
    const nodes = found.map(({ node }) => (node as { id: string }).id);
    expect(nodes.length).toBeGreaterThan(1);
    expect(new Set(nodes).size).toBe(nodes.length);
    await expect(
      limits.app.owner.query(
        `INSERT INTO concentration_finding (id, limit_id, legal_entity_id, measure, subject, value, threshold, use_case_ids,
           state, found_at, decide_by)
         SELECT gen_random_uuid(), limit_id, legal_entity_id, measure, subject, value, threshold, use_case_ids, 'open',
                now(), now() FROM concentration_finding WHERE id = $1`,
        [found[0]?.['id']],
      ),
    ).rejects.toThrow('concentration_finding_subject_key');
  });

  it('is measured only when something has changed, and written only when it is something else', async () => {
    await limits.limit();
    expect(await limits.keeper.keep()).toEqual({ limits: 0, opened: 0, closed: 0, lapsed: 0, failed: 0 });
    const before = await limits.only();
    await limits.app.owner.query(`UPDATE provider SET website = 'https://example.com' WHERE id = $1`, [
      limits.id['Vendor B'],
    ]);
    expect(await limits.keeper.keep()).toMatchObject({ limits: 1, opened: 0, closed: 0 });
    expect((await limits.only()).etag).toBe(before.etag);
  });

  it('is closed when it is gone, stays in history, and comes again as another one', async () => {
    await limits.limit();
    const first = await limits.only();
    await limits.threshold(0.8);
    expect(await limits.keeper.keep()).toMatchObject({ opened: 0, closed: 1 });
    const closed = await limits.get(`${FINDINGS}/${idOf(first)}`);
    expect(closed.json).toMatchObject({ state: 'closed', closedBecause: 'within_limit', dueOn: null });
    expect(closed.json['closedAt']).toBe('2027-01-15T02:00:00.000000Z');
    await limits.app.setClock('2027-01-20T02:00:00Z');
    await limits.threshold(0.5);
    expect(await limits.keeper.keep()).toMatchObject({ opened: 1, closed: 0 });
    expect((await limits.findings()).map(({ state }) => state)).toEqual(['closed', 'open']);
    expect((await limits.findings('&state=open'))[0]?.['id']).not.toBe(idOf(first));
    const { rows } = await limits.app.owner.query<{ action: string }>(
      'SELECT action FROM audit.entry WHERE resource_id = $1 ORDER BY at, id',
      [idOf(first)],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'concentration_finding.opened',
      'concentration_finding.closed',
    ]);
  });

  it('is closed when its limit is retired, or has passed its last day', async () => {
    await limits.limit({ validTo: '2027-01-16' });
    await limits.app.setClock('2027-01-16T15:59:00Z');
    expect(await limits.keeper.keep()).toMatchObject({ closed: 0 });
    await limits.app.setClock('2027-01-16T16:00:00Z'); // midnight in Hong Kong
    expect(await limits.keeper.keep()).toMatchObject({ closed: 1 });
    expect((await limits.only()).json).toMatchObject({
      state: 'closed',
      closedBecause: 'limit_not_in_force',
    });
    await limits.app.setClock(NOW);
    await limits.limit();
    await limits.app.send('risk_officer', 'DELETE', `${LIMITS}/${limits.limitId}`, { ifMatch: '"1"' });
    await limits.keeper.keep();
    expect((await limits.only()).json).toMatchObject({
      state: 'closed',
      closedBecause: 'limit_not_in_force',
    });
  });

  it('is not looked for before the first day of its limit', async () => {
    await limits.limit({ validFrom: '2027-01-17' });
    expect(await limits.findings()).toEqual([]);
    await limits.app.setClock('2027-01-16T16:00:00Z');
    await limits.keeper.keep();
    expect(await limits.findings()).toHaveLength(1);
  });

  it('follows a change of the graph, and leaves the weight of other legal entities out', async () => {
    await limits.limit();
    const elsewhere = await limits.register.useCase('Elsewhere', 'T1', limits.id['other'] ?? '');
    await limits.register.requires({ useCase: elsewhere }, [{ component: limits.id['B'] ?? '' }]);
    await limits.keeper.keep();
    expect((await limits.only()).json['value']).toBeCloseTo(10 / 14, 12);
    const undo = await limits.another();
    await limits.keeper.keep();
    const grown = (await limits.only()).json;
    expect(grown['value']).toBeCloseTo(18 / 22, 12);
    expect(grown['useCaseCount']).toBe(3);
    await undo();
    await limits.keeper.keep();
    expect((await limits.only()).json['useCaseCount']).toBe(2);
  });

  it('keeps what is recorded of a limit that cannot be measured, and says so', async () => {
    await limits.limit();
    const { EngineThreads } = await import('../../src/modules/scoring/engine-threads.js');
    const { options } = limits.app.nest.get(EngineThreads);
    const patience = options.deadlineMs;
    options.deadlineMs = -1;
    const undo = await limits.another();
    expect(await limits.keeper.keep()).toMatchObject({ limits: 1, failed: 1, closed: 0 });
    expect((await limits.get(`${LIMITS}/${limits.limitId}`)).json['measured']).toMatchObject({
      error: 'portfolio-too-complex',
    });
    expect((await limits.only()).json).toMatchObject({ state: 'open', useCaseCount: 2 });
    options.deadlineMs = patience;
    await undo();
    expect(await limits.keeper.keep()).toMatchObject({ failed: 0 });
    expect((await limits.get(`${LIMITS}/${limits.limitId}`)).json['measured']).toMatchObject({ error: null });
  });

  it('is seen within the scope alone', async () => {
    await limits.limit();
    const found = await limits.only();
    const local = await limits.app.person({
      roles: ['risk_officer'],
      legalEntityIds: [limits.id['other'] ?? ''],
      functions: ['risk'],
    });
    const path = `${FINDINGS}/${idOf(found)}`;
    const body = { reason: 'x', until: '2027-03-31' };
    const tries = [
      await limits.get(path, local),
      await limits.app.send(local, 'POST', `${path}/accept`, { body, ifMatch: found.etag }),
      await limits.app.send(local, 'POST', `${path}/withdraw`, {
        body: { reason: 'x' },
        ifMatch: found.etag,
      }),
      await limits.app.send(local, 'POST', `${path}/treat`, {
        body: { ownerId: limits.signer.id, plan: 'x', dueOn: '2027-03-31' },
        ifMatch: found.etag,
      }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await limits.findings('', local)).toEqual([]);
    const inside = await limits.app.person({ roles: ['auditor'], legalEntityIds: [limits.id['firm'] ?? ''] });
    expect((await limits.get(path, inside)).json).toEqual(found.json);
  });

  it('is read as it was, and listed by filters', async () => {
    await limits.limit();
    const before = await limits.only();
    const { rows } = await limits.app.owner.query<{ now: string }>('SELECT utc(clock_timestamp()) AS now');
    await limits.accept();
    const then = `asOf=${rows[0]?.now ?? ''}`;
    expect((await limits.get(`${FINDINGS}/${idOf(before)}?${then}`)).json).toEqual(before.json);
    expect((await limits.findings(`&${then}`))[0]?.['state']).toBe('open');
    for (const [query, count] of [
      ['state=accepted', 1],
      ['state=open', 0],
      ['measure=share', 1],
      ['measure=hhi', 0],
      [`legalEntityId=${limits.id['firm']}`, 1],
      [`legalEntityId=${limits.id['other']}`, 0],
    ] as const) {
      expect([query, (await limits.findings(`&${query}`)).length]).toEqual([query, count]);
    }
    const everything = (await limits.get(`${FINDINGS}?limit=200`)).json as unknown as {
      items: { id: string }[];
    };
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await limits.get(`${FINDINGS}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)).json;
      found.push(...(page as unknown as typeof everything).items.map((item) => item.id));
      cursor = page['nextCursor'] as unknown as string | null;
    }
    expect(found).toEqual(everything.items.map((item) => item.id));
    expect((await limits.get(`${FINDINGS}?state=lost`)).status).toBe(422);
    expect((await limits.get(`${FINDINGS}/${newId()}`)).status).toBe(404);
  });
});

/** A keeper of another process: the same database, its own memory and its own threads. */
async function startAnother(): Promise<LimitKeeper> {
  const keepers = await import('../../src/modules/scoring/limit-keeper.js');
  const graph = await import('../../src/modules/scoring/persistence/register-graph.read-model.js');
  const keeping = await import('../../src/modules/scoring/persistence/limit-keeping.repository.js');
  const methods = await import('../../src/modules/scoring/persistence/method.repository.js');
  const threads = await import('../../src/modules/scoring/engine-threads.js');
  const uow = await import('../../src/platform/database/unit-of-work.js');
  const clock = await import('../../src/kernel/clock.js');
  return new keepers.LimitKeeper(
    limits.app.nest.get(graph.RegisterGraphReadModel),
    limits.app.nest.get(keeping.LimitKeepingRepository),
    limits.app.nest.get(methods.MethodRepository),
    limits.app.nest.get(threads.EngineThreads),
    limits.app.nest.get(uow.UnitOfWork),
    limits.app.nest.get(clock.Clock),
  );
}
