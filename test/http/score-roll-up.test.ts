import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

/** U1 (T1) stands on models A and B of one vendor, U2 (T4) on A alone, and each on a library of which nobody is recorded: whoever provides that may be the vendor. */
let app: TestApp;
let keeper: ScoreKeeper;
const id: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp();
  keeper = app.nest.get(ScoreKeeper);
  const register = new RegisterWriter(app.owner);
  id['firm'] = await register.legalEntity('Firm');
  id['other'] = await register.legalEntity('Other');
  id['vendor'] = await register.provider('Vendor');
  id['a'] = await register.component('Model A', 'language_model', id['vendor']);
  id['b'] = await register.component('Model B', 'language_model', id['vendor']);
  id['library'] = await register.component('Library', 'library', null, { deployment: 'self_hosted' });
  for (const [name, tier, entity, models] of [
    ['U1', 'T1', 'firm', ['a', 'b', 'library']],
    ['U2', 'T4', 'other', ['a', 'library']],
  ] as const) {
    const useCase = (id[name] = await register.useCase(name, tier, id[entity]!));
    for (const model of models) await register.requires({ useCase }, [{ component: id[model]! }]);
  }
  await keeper.keep();
});
afterAll(() => app.close());

const get = (path: string): Promise<Reply> => app.send('auditor', 'GET', `/api/v1${path}`);
const rollUp = async (query: string): Promise<Record<string, unknown>> =>
  (await get(`/scores/roll-up?${query}`)).json;

describe('scores rolled up', () => {
  it('are the worst of those that the same filters list, and a count', async () => {
    for (const [query, scores] of [
      ['', 4],
      [`useCaseId=${id['U1']}`, 2],
      [`providerId=${id['vendor']}`, 2],
      [`componentId=${id['a']}`, 4],
      [`componentId=${id['b']}`, 2],
      [`componentId=${id['library']}`, 2],
      [`componentId=${id['a']}&tier=T4`, 2],
      [`legalEntityId=${id['other']}`, 2],
    ] as const) {
      const { items } = (await get(`/scores?${query}`)).json as unknown as {
        items: Record<string, unknown>[];
      };
      expect([query, items.length]).toEqual([query, scores]);
      const rolled = await rollUp(query);
      const worst = Math.max(...items.map(({ reported }) => Number(reported)));
      expect(rolled).toMatchObject({ scores, notComputed: 0, worst: { reported: worst } });
      const { useCaseId, useCaseName, useCaseNameZhHant, arrangementId, reported, band, error } = items[0]!;
      const { providerId, providerName, providerNameZhHant } = items[0]!;
      expect(rolled['worst']).toEqual({
        ...{ useCaseId, useCaseName, useCaseNameZhHant, arrangementId, reported, band, error },
        ...{ providerId, providerName, providerNameZhHant },
      });
      const bands = rolled['byBand'] as { band: string; scores: number }[];
      expect(bands.map(({ band: name }) => name)).toEqual(['low', 'medium', 'high', 'very_high']);
      for (const { band: name, scores: count } of bands) {
        expect(count).toBe(items.filter((item) => item['band'] === name).length);
      }
    }
  });

  it('of a component come with its own score, as the scores explain it', async () => {
    const { components } = (await get(`/scores/${id['U1']}/${id['vendor']}`)).json as unknown as {
      components: { id: string; score: number; factors: unknown[] }[];
    };
    const own = components.find((one) => one.id === id['b']);
    expect(own).toMatchObject({ name: 'Model B' });
    expect((await rollUp(`componentId=${id['b']}`))['component']).toEqual(own);
    expect((await rollUp(`useCaseId=${id['U1']}`))['component']).toBeNull();
  });

  it('follow a change, and tell what they were before', async () => {
    const before = await rollUp(`componentId=${id['b']}`);
    const then = new Date().toISOString();
    const path = `/api/v1/components/${id['b']}`;
    const { etag } = await app.send('risk_officer', 'GET', path);
    const body = { provenance: 'signed_verified', maintenance: 'active', privilege: 'offline' };
    expect((await app.send('risk_officer', 'PATCH', path, { body, ifMatch: etag })).status).toBe(200);
    await keeper.keep();
    const after = await rollUp(`componentId=${id['b']}`);
    const scoreOf = (rolled: Record<string, unknown>) => (rolled['component'] as { score: number }).score;
    expect(scoreOf(after)).toBeLessThan(scoreOf(before));
    expect(await rollUp(`componentId=${id['b']}&asOf=${then}`)).toEqual(before);
  });

  it('are of what one sees, and of nothing where there is nothing', async () => {
    const nothing = { scores: 0, notComputed: 0, worst: null, component: null };
    const outsider = await app.person({ roles: ['auditor'], legalEntityIds: [id['other'] as string] });
    const seen = (query: string) =>
      app.send({ key: outsider.key }, 'GET', `/api/v1/scores/roll-up?${query}`).then(({ json }) => json);
    expect(await seen(`componentId=${id['a']}`)).toMatchObject({ scores: 2, worst: { useCaseName: 'U2' } });
    expect(await seen(`componentId=${id['b']}`)).toMatchObject(nothing);
    expect(await rollUp(`componentId=${id['firm']}`)).toMatchObject(nothing);
  });

  it('count a score that cannot be computed apart, and hold it to be the worst when it never was', async () => {
    await app.owner.query(
      `UPDATE score SET error = 'RangeError', reported = NULL, band = NULL WHERE use_case_id = $1 AND provider_id = $2`,
      [id['U2'], id['vendor']],
    );
    expect(await rollUp(`componentId=${id['a']}`)).toMatchObject({
      scores: 4,
      notComputed: 1,
      worst: { useCaseName: 'U2', reported: null, error: 'RangeError' },
    });
  });

  it.each(['sort=reported', 'limit=5', 'componentId=x', 'band=purple', 'asOf=yesterday'])(
    'refuse %s',
    async (query) => {
      const refused = await get(`/scores/roll-up?${query}`);
      expect([refused.status, refused.json['code'] ?? refused.json['type']]).toEqual([
        422,
        expect.stringContaining('validation'),
      ]);
    },
  );
});
