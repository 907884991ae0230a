import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METHOD_V1 } from '../../src/modules/scoring/engine/method-v1.js';
import { idOf, LimitApp } from '../harness/limit-app.js';

const { version: _version, ...V1 } = METHOD_V1;
const CHINESE = { u1: '研究', 'Vendor A': '甲商', A: '甲模型', Hoster: '主機商', host: '主機' } as const;

/** U1 stands on A or B, U2 on B, U3 on A; some have a name in Traditional Chinese. */
let limits: LimitApp;
beforeAll(async () => {
  limits = await LimitApp.start();
  await limits.begin();
  for (const [table, keys] of [
    ['use_case', ['u1']],
    ['provider', ['Vendor A', 'Hoster']],
    ['component', ['A', 'host']],
  ] as const) {
    for (const key of keys) {
      await limits.app.owner.query(`UPDATE ${table} SET name_zh_hant = $1 WHERE id = $2`, [
        CHINESE[key],
        limits.id[key],
      ]);
    }
  }
});
afterAll(() => limits.app.close());

const named = (key: keyof typeof CHINESE, name: string) => ({
  ...{ id: limits.id[key], name, nameZhHant: CHINESE[key] },
});
const send = (method: string, path: string, body?: object, acceptLanguage?: string) =>
  limits.app.send('risk_officer', method, `/api/v1/${path}`, {
    ...(body ? { body } : {}),
    headers: { 'accept-language': acceptLanguage ?? 'en' },
  });

describe('names in Traditional Chinese stand beside the others', () => {
  it('in what an outage stops and why, and in its sentences', async () => {
    const failed = [{ type: 'component', id: limits.id['host'] }];
    const { json } = await send('POST', 'simulations/outage', { failed, hours: 2 }, 'zh-Hant');
    const stopped = (json['useCases'] as unknown as { id: string; because: { text: string }[] }[]).find(
      ({ id }) => id === limits.id['u1'],
    );
    expect(stopped).toMatchObject({
      ...named('u1', 'Research'),
      because: expect.arrayContaining([
        expect.objectContaining({ node: { type: 'component', ...named('A', 'Model A') } }),
      ]),
    });
    expect(stopped?.because.map(({ text }) => text).join()).toContain('主機');
  });

  it('in a blast radius, cut sets and a concentration', async () => {
    const radius = await send('GET', `components/${limits.id['host']}/blast-radius`);
    expect(radius.json['node']).toEqual({ type: 'component', ...named('host', 'Host') });
    const sets = await send('GET', `use-cases/${limits.id['u1']}/cut-sets`);
    expect(sets.json['cutSets']).toContainEqual({
      nodes: [{ type: 'provider', ...named('Hoster', 'Hoster') }],
    });
    const concentration = await send('GET', 'concentration?axis=provider&layer=language_model');
    expect(concentration.json['shares']).toContainEqual(
      expect.objectContaining({ node: { type: 'provider', ...named('Vendor A', 'Vendor A') } }),
    );
  });

  it('in what a scenario and a method would change', async () => {
    const scenario = await send('POST', 'scenarios/compare', {
      removeComponentIds: [limits.id['host']],
    });
    expect(scenario.status).toBe(200);
    const useCase = {
      ...{ useCaseId: limits.id['u1'], useCaseName: 'Research', useCaseNameZhHant: CHINESE.u1 },
    };
    const vendor = { providerName: 'Vendor A', providerNameZhHant: CHINESE['Vendor A'] };
    expect(scenario.json['stopped']).toContainEqual(expect.objectContaining(useCase));
    expect(scenario.json['cutSets']).toContainEqual(expect.objectContaining(useCase));
    const without = await send('POST', 'scenarios/compare', { removeComponentIds: [limits.id['A']] });
    expect(without.json['scores']).toContainEqual(expect.objectContaining({ ...useCase, ...vendor }));

    const methods = await send('GET', 'scoring/methods');
    const [v1] = methods.json['items'] as unknown as { id: string }[];
    const draft = await send('POST', 'scoring/methods', {
      ...{ version: 'v1.1', name: 'Other', reason: 'Trial', basedOnId: v1?.id },
    });
    const moved = { ...V1, total: { worst: 0.4, mean: 0.6 } };
    await limits.app.send('risk_officer', 'PATCH', `/api/v1/scoring/methods/${idOf(draft)}`, {
      ...{ body: { method: moved }, ifMatch: '"1"' },
    });
    const effect = await send('GET', `scoring/methods/${idOf(draft)}/effect`);
    expect(effect.json['items']).toContainEqual(expect.objectContaining({ ...useCase, ...vendor }));
  });

  it('in a finding, and in its explanation', async () => {
    await limits.limit();
    const found = await limits.only();
    expect(found.json).toMatchObject({
      node: { type: 'provider', ...named('Vendor A', 'Vendor A') },
      useCases: expect.arrayContaining([{ ...named('u1', 'Research'), tier: 'T1' }]),
    });
    const { en, zhHant } = found.json['explanation'] as unknown as Record<'en' | 'zhHant', string>;
    expect(zhHant).toContain('「甲商」佔');
    expect(zhHant).toContain('研究');
    expect(en).toContain('Vendor A carries');
    const [listed] = await limits.findings();
    expect(listed).toMatchObject({ node: { nameZhHant: '甲商' } });
  });
});
