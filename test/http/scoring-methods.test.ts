import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METHOD_V1 } from '../../src/modules/scoring/engine/method-v1.js';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

const METHODS = '/api/v1/scoring/methods';
const { version: _version, ...V1 } = METHOD_V1;
/** A method that weighs what is not known about the supply chain, and nothing else, less. */
const STRICTER = { ...V1, caps: { ...V1.caps, D: 0.1 }, bands: { ...V1.bands, very_high: 99 } };

let app: TestApp;
let keeper: ScoreKeeper;
let scorePath = '';
let v1 = '';
/** A legal entity that has no use case. */
let elsewhere = '';
beforeAll(async () => {
  app = await startApp();
  keeper = app.nest.get(ScoreKeeper);
  const register = new RegisterWriter(app.owner);
  const firm = await register.legalEntity('Firm');
  elsewhere = await register.legalEntity('Elsewhere');
  const vendor = await register.provider('Vendor');
  const model = await register.component('Model', 'language_model', vendor);
  await register.endsAt(model);
  const useCase = await register.useCase('Use', 'T2', firm);
  await register.requires({ useCase }, [{ component: model }]);
  scorePath = `/api/v1/scores/${useCase}/${vendor}`;
  await keeper.keep();
  const { items } = (await send('auditor', 'GET', METHODS)).json as unknown as { items: { id: string }[] };
  v1 = items[0]?.id ?? '';
});
afterAll(() => app.close());

const send = (
  as: Parameters<TestApp['send']>[0],
  method: string,
  path: string,
  body?: unknown,
  ifMatch?: string,
): Promise<Reply> =>
  app.send(as, method, path, { ...(body === undefined ? {} : { body }), ...(ifMatch ? { ifMatch } : {}) });
const copy = (version: string, more: object = {}): Promise<Reply> =>
  send('risk_officer', 'POST', METHODS, { version, name: `Method ${version}`, basedOnId: v1, ...more });
const idOf = (reply: Reply): string => reply.json['id'] as unknown as string;
const band = async (): Promise<[unknown, unknown]> => {
  const { json } = await send('auditor', 'GET', scorePath);
  return [json['methodVersion'], json['band']];
};

describe('methods of scoring', () => {
  it('begin with the first version, in use, as the engine has it', async () => {
    const reply = await send('auditor', 'GET', `${METHODS}/${v1}`);
    expect(reply.json).toMatchObject({ version: 'v1', status: 'approved', inUse: true, method: V1 });
  });

  it('are copied, changed, looked at, approved by a second person, used, and taken back', async () => {
    const draft = await copy('v1.1', { reason: 'Trial' });
    expect(draft.status).toBe(201);
    const id = idOf(draft);
    const changed = await send('risk_officer', 'PATCH', `${METHODS}/${id}`, { method: STRICTER }, '"1"');
    expect(changed.json).toMatchObject({ status: 'draft', inUse: false, basedOn: 'v1' });

    const effect = await send('auditor', 'GET', `${METHODS}/${id}/effect`);
    expect(effect.json).toMatchObject({
      methodVersion: 'v1.1',
      comparedWith: 'v1',
      subjects: 1,
      moved: 0,
      bandsDown: 1,
    });
    expect(await band()).toEqual(['v1', 'very_high']);

    const moving = await copy('v1.0-moving', { reason: 'Moves every score' });
    const caps = { ...V1.caps, D: 0 };
    await send(
      'risk_officer',
      'PATCH',
      `${METHODS}/${idOf(moving)}`,
      { method: { ...V1, caps, total: { worst: 0.4, mean: 0.6 } } },
      '"1"',
    );
    const outsider = await app.person({ roles: ['auditor'], legalEntityIds: [elsewhere] });
    const seen = await send('auditor', 'GET', `${METHODS}/${idOf(moving)}/effect`);
    expect(seen.json).toMatchObject({ moved: 1, hidden: 0, items: [{ useCaseName: 'Use' }] });
    const unseen = await send({ key: outsider.key }, 'GET', `${METHODS}/${idOf(moving)}/effect`);
    expect(unseen.json).toMatchObject({ moved: 1, hidden: 1, items: [] });
    expect(
      (await send('risk_officer', 'DELETE', `${METHODS}/${idOf(moving)}`, undefined, '"2"')).status,
    ).toBe(204);

    const own = await send('risk_officer', 'POST', `${METHODS}/${id}/approve`, {}, changed.etag);
    expect([own.status, own.json['type']]).toEqual([409, '/problems/four-eyes']);
    const approved = await send(
      'senior_manager',
      'POST',
      `${METHODS}/${id}/approve`,
      { reason: 'Board' },
      changed.etag,
    );
    expect(approved.json).toMatchObject({ status: 'approved', inUse: true });

    expect(effect.json['laxer']).toEqual([{ pointer: '/bands/very_high', first: 60, value: 99 }]);
    expect(await keeper.keep()).toMatchObject({ subjects: 1, changed: 1 });
    expect(await band()).toEqual(['v1.1', 'high']);
    const progress = await send('auditor', 'GET', '/api/v1/scoring/progress');
    expect(progress.json).toMatchObject({
      state: 'idle',
      methodVersion: 'v1.1',
      subjects: 1,
      done: 1,
      changed: 1,
    });

    const late = await send('risk_officer', 'PATCH', `${METHODS}/${id}`, { name: 'Other' }, approved.etag);
    expect([late.status, late.json['type']]).toEqual([409, '/problems/already-approved']);

    const back = await send('senior_manager', 'POST', `${METHODS}/${v1}/use`, { reason: 'Back' });
    expect(back.json).toMatchObject({ version: 'v1', inUse: true });
    await keeper.keep();
    expect(await band()).toEqual(['v1', 'very_high']);
    const { items } = (await send('auditor', 'GET', `${scorePath}/history`)).json as unknown as {
      items: { methodVersion: string; methodChanged: boolean; movedBy: unknown[] }[];
    };
    expect(items.map(({ methodVersion, methodChanged }) => [methodVersion, methodChanged])).toEqual([
      ['v1', true],
      ['v1.1', true],
      ['v1', false],
    ]);
    const versions = { code: 'method_version', name: 'Version of the method' };
    expect(items.map(({ movedBy }) => movedBy[0])).toEqual([
      { ...versions, from: 'v1.1', to: 'v1', fromText: 'v1.1', toText: 'v1' },
      { ...versions, from: 'v1', to: 'v1.1', fromText: 'v1', toText: 'v1.1' },
      undefined,
    ]);
  });

  it('can be tried on facts of a request before they are approved', async () => {
    await copy('trial', { method: { ...V1, weights: { ...V1.weights, D: 0.1, S: 0.25 } } });
    const facts = { tier: 'T1', exposures: { D: 1, M: 0, L: 0, S: 0, R: 0, C: 0, P: 0 }, controlEffects: {} };
    const evaluate = async (more: object): Promise<unknown> =>
      (await send('auditor', 'POST', '/api/v1/scoring/evaluate', { ...facts, ...more })).json['residual'];
    expect(await evaluate({})).toBeCloseTo(60, 9);
    expect(await evaluate({ methodVersion: 'trial' })).toBeCloseTo(55, 9);
    const unknown = await send('auditor', 'POST', '/api/v1/scoring/evaluate', {
      ...facts,
      methodVersion: 'none',
    });
    expect(unknown.status).toBe(422);
  });

  it('are refused with the place of each mistake, and nothing is stored', async () => {
    const wrong = {
      ...V1,
      weights: { ...V1.weights, D: 0.5 },
      tables: { ...V1.tables, chain: { ...V1.tables.chain, unknown: 0 } },
    };
    const reply = await copy('wrong', { method: wrong });
    expect(reply.status).toBe(422);
    const errors = reply.json['errors'] as unknown as { pointer: string; code: string }[];
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/method/weights', 'adds-up'],
      ['/method/tables/chain/unknown', 'unknown-is-worst'],
    ]);
    const floors = {
      ...V1.floors,
      G6: { T1: 15, other: 35 },
      G9: { T1: 35, T2: 60 },
      G10: { upper: 15, lower: 35 },
    };
    const rising = await copy('rising', { method: { ...V1, floors } });
    const found = rising.json['errors'] as unknown as { pointer: string; code: string }[];
    expect(found.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/method/floors/G6/other', 'falling'],
      ['/method/floors/G9/T2', 'falling'],
      ['/method/floors/G10/lower', 'falling'],
    ]);
    for (const body of [
      { version: 'v1', name: 'Again', basedOnId: v1 },
      { version: 'V1', name: 'Again, louder', basedOnId: v1 },
      { version: 'a b', name: 'Space', basedOnId: v1 },
      { version: 'x', name: 'Nothing' },
      { version: 'x', name: 'Unknown base', basedOnId: '01935a00-0000-7000-8000-0000000000ff' },
      { version: 'x', name: 'No method', method: null },
      { version: 'x', name: 'A list', method: [] },
    ]) {
      expect((await send('risk_officer', 'POST', METHODS, body)).status).toBeGreaterThanOrEqual(409);
    }
    const { items } = (await send('auditor', 'GET', METHODS)).json as unknown as {
      items: { version: string }[];
    };
    expect(items.map(({ version }) => version).sort()).toEqual(['trial', 'v1', 'v1.1']);
  });

  it('are retired as drafts alone, and used when approved alone', async () => {
    const draft = await copy('short-lived');
    const path = `${METHODS}/${idOf(draft)}`;
    const early = await send('senior_manager', 'POST', `${path}/use`, { reason: 'Now' });
    expect([early.status, early.json['type']]).toEqual([409, '/problems/not-approved']);
    expect((await send('risk_officer', 'DELETE', path, undefined, draft.etag)).status).toBe(204);
    expect((await send('risk_officer', 'DELETE', `${METHODS}/${v1}`, undefined, '"1"')).status).toBe(409);
    expect((await send('senior_manager', 'POST', `${path}/use`, { reason: 'Now' })).status).toBe(404);
  });

  it('are written by risk officers alone', async () => {
    for (const role of ['procurement', 'auditor', 'admin', 'senior_manager'] as const) {
      expect((await send(role, 'POST', METHODS, { version: role, name: 'No', basedOnId: v1 })).status).toBe(
        403,
      );
    }
    expect((await send('procurement', 'POST', `${METHODS}/${v1}/use`, { reason: 'No' })).status).toBe(403);
  });

  it('have a published schema that the first version fits', async () => {
    const { json } = await send('auditor', 'GET', `${METHODS}/schema`);
    expect(json).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
    expect(Object.keys(json['properties'] as unknown as object).sort()).toEqual(Object.keys(V1).sort());
  });
});
