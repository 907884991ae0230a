import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { METHOD_V1 } from '../../src/modules/scoring/engine/method-v1.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

const METHODS = '/api/v1/scoring/methods';
const { version: _version, ...V1 } = METHOD_V1;
const EQUAL = Object.fromEntries(
  Object.entries(V1.tiers).map(([tier, figures]) => [tier, { ...figures, weight: 1 }]),
);

let app: TestApp;
let model = '';
beforeAll(async () => {
  app = await startApp();
  const register = new RegisterWriter(app.owner);
  const firm = await register.legalEntity('Firm');
  model = await register.component('Model', 'language_model', await register.provider('Vendor'));
  const other = await register.component('Other', 'language_model', await register.provider('Second'));
  for (const [name, tier, component] of [
    ['High', 'T1', model],
    ['Low', 'T4', other],
  ] as const) {
    await register.requires({ useCase: await register.useCase(name, tier, firm) }, [{ component }]);
  }
});
afterAll(() => app.close());

const radius = async (asOf = ''): Promise<unknown> =>
  (await app.send('auditor', 'GET', `/api/v1/components/${model}/blast-radius${asOf}`)).json['share'];

it('a graph is weighed by the method in use, and the past by the one that was', async () => {
  expect(await radius()).toBeCloseTo(8 / 9, 12);
  const then = await app.instant();
  const { items } = (await app.send('auditor', 'GET', METHODS)).json as unknown as {
    items: { id: string }[];
  };
  const draft = await app.send('risk_officer', 'POST', METHODS, {
    body: { version: 'equal', name: 'All equal', basedOnId: items[0]?.id },
  });
  const path = `${METHODS}/${String(draft.json['id'])}`;
  const changed: Reply = await app.send('risk_officer', 'PATCH', path, {
    body: { method: { ...V1, tiers: EQUAL } },
    ifMatch: draft.etag,
  });
  expect(await radius()).toBeCloseTo(8 / 9, 12);
  const approved = await app.send('senior_manager', 'POST', `${path}/approve`, {
    body: {},
    ifMatch: changed.etag,
  });
  expect(approved.status).toBe(200);
  expect(await radius()).toBe(0.5);
  expect(await radius(`?asOf=${then}`)).toBeCloseTo(8 / 9, 12);
});
