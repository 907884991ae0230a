import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';
import { type Kind, SuspensionApp } from '../harness/suspension-app.js';

let at: SuspensionApp;
beforeAll(async () => {
  at = await SuspensionApp.start();
});
beforeEach(() => at.app.setClock(NOW));
afterAll(() => at.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];

describe.each(['providers', 'components'] as Kind[])('a suspension of %s', (kind) => {
  const subject = async (): Promise<string> => {
    const { provider, model } = await at.vendor();
    return kind === 'providers' ? provider : model;
  };

  it('is lifted by somebody else, and what it was comes back', async () => {
    const id = await subject();
    const before = await at.status(kind, id);
    await at.suspend(kind, id);
    expect(typeOf(await at.reinstate(kind, id, at.first))).toEqual([409, '/problems/four-eyes']);
    const key = await at.app.secondKey(at.firstId);
    expect(typeOf(await at.reinstate(kind, id, key))).toEqual([409, '/problems/four-eyes']);
    const none = await at.app.send(at.second, 'POST', `${at.path(kind, id)}/reinstate`, { body: {} });
    expect(errorsOf(none)).toEqual({ '/reason': 'required' });
    expect(await at.status(kind, id)).toBe('suspended');
    await at.app.setClock('2026-12-03T02:00:00Z');
    const back = await at.reinstate(kind, id);
    expect([back.status, back.json['status']]).toEqual([200, before]);
    expect((await at.latest(kind, id)).json).toMatchObject({
      ...{ open: false, reinstatedBy: at.secondId, reinstateReason: 'It is mended.', statusAfter: before },
      reinstatedAt: '2026-12-03T02:00:00.000000Z',
    });
    expect(typeOf(await at.reinstate(kind, id))).toEqual([409, '/problems/not-suspended']);
    // It may be suspended again, which is another suspension.
    expect((await at.suspend(kind, id, {}, at.second)).status).toBe(200);
    expect(idsOf(await at.get(`/api/v1/suspensions?${kind.slice(0, -1)}Id=${id}`))).toHaveLength(2);
    expect((await at.reinstate(kind, id, at.first)).status).toBe(200);
  });

  it('is lifted once by two at once', async () => {
    const id = await subject();
    await at.suspend(kind, id);
    const third = await at.app.person({ roles: ['risk_officer'] });
    const both = await Promise.all([at.reinstate(kind, id), at.reinstate(kind, id, third)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('gives back what is to be decided on anew to who has changed the record since', async () => {
    const id = await subject();
    await at.suspend(kind, id);
    const { etag } = await at.get(at.path(kind, id));
    const officer = await at.app.person({ roles: ['risk_officer'] });
    const body = { nameZhHant: '新名稱' };
    expect((await at.app.send(officer, 'PATCH', at.path(kind, id), { body, ifMatch: etag })).status).toBe(
      200,
    );
    expect((await at.reinstate(kind, id, officer)).json['status']).toBe('proposed');
    expect((await at.latest(kind, id)).json).toMatchObject({ statusAfter: 'proposed', open: false });
  });

  it('that is decided by a change of the status leaves a record as well, with what it stops', async () => {
    const { provider, model } = await at.vendor();
    const id = kind === 'providers' ? provider : model;
    const use = await at.use([model]);
    const before = await at.status(kind, id);
    const { seen } = (await at.foresee(kind, id)).json;
    expect((await at.decide(kind, id, 'suspended')).status).toBe(200);
    expect((await at.latest(kind, id)).json).toMatchObject({
      ...{ origin: 'status', reason: null, suspendedBy: at.firstId, statusBefore: before, seen, open: true },
      stops: { useCases: [{ id: use, stopped: true }] },
    });
    expect(typeOf(await at.decide(kind, id, 'proposed'))).toEqual([409, '/problems/four-eyes']);
    expect(await at.status(kind, id)).toBe('suspended');
    expect((await at.decide(kind, id, 'proposed', at.second)).status).toBe(200);
    expect((await at.latest(kind, id)).json).toMatchObject({
      ...{ open: false, reinstatedBy: at.secondId, reinstateReason: null, statusAfter: 'proposed' },
    });
    const { etag } = await at.get(at.path(kind, id));
    const patch = { body: { status: 'suspended' }, ifMatch: etag };
    expect((await at.app.send(at.first, 'PATCH', at.path(kind, id), patch)).status).toBe(200);
    expect((await at.reinstate(kind, id)).json['status']).toBe('proposed');
    const refused = await at.app.send(at.first, 'PATCH', at.path(kind, id), patch);
    expect([refused.status, (await at.latest(kind, id)).json['open']]).toEqual([412, false]);
  });

  it('of what is new stops nothing, and is lifted as any other', async () => {
    const body = {
      name: `New ${newId()}`,
      status: 'suspended',
      ...(kind === 'components' ? { kind: 'library' } : {}),
    };
    const made = await at.app.send('risk_officer', 'POST', `/api/v1/${kind}`, { body });
    expect(made.status).toBe(201);
    const id = made.json['id'] as unknown as string;
    expect((await at.latest(kind, id)).json).toMatchObject({
      seen: null,
      statusBefore: 'proposed',
      open: true,
    });
    expect((await at.reinstate(kind, id)).json['status']).toBe('proposed');
  });
});

describe('while a provider is suspended', () => {
  it('what it operates stops and comes back as it was, and stays its own meanwhile', async () => {
    const { provider, model, own } = await at.vendor();
    await at.suspend('providers', provider);
    expect(await at.status('components', model)).toBe('in_use');
    const change = async (id: string, body: object): Promise<Reply> => {
      const { etag } = await at.get(at.path('components', id));
      return at.app.send('procurement', 'PATCH', at.path('components', id), { body, ifMatch: etag });
    };
    for (const [field, body] of [
      ['/providerId', { providerId: null }],
      ['/providerId', { providerId: at.at.hoster }],
      ['/deployment', { deployment: 'self_hosted' }],
    ] as const) {
      const refused = await change(model, body);
      expect([typeOf(refused), errorsOf(refused)]).toEqual([
        [409, '/problems/adverse-finding'],
        { [field]: 'provider-suspended' },
      ]);
    }
    expect((await change(model, { deployment: 'unknown' })).status).toBe(200);
    expect((await change(own, { providerId: at.at.hoster })).status).toBe(200);
    const later = await at.model(provider);
    const use = await at.use([later]);
    const radius = await at.get(`/api/v1/components/${later}/blast-radius`);
    expect(radius.text).toContain(use);
    const stopped = async (): Promise<unknown> => {
      const body = { failed: [{ type: 'component', id: own }], hours: 1 };
      const outage = await at.app.send('auditor', 'POST', '/api/v1/simulations/outage', { body });
      return (outage.json['useCases'] as unknown as { id: string; stopped: boolean }[]).find(
        ({ id }) => id === use,
      )?.stopped;
    };
    expect(await stopped()).toBe(true);
    await at.reinstate('providers', provider);
    expect(await stopped()).toBe(false);
    expect((await change(model, { providerId: at.at.hoster })).status).toBe(200);
  });
});

describe('suspensions', () => {
  it('are listed by what they are of and whether they hold, the latest first, and read as of an instant', async () => {
    const { provider, model } = await at.vendor();
    await at.suspend('components', model);
    const held = await at.latest('components', model);
    const before = await at.app.instant();
    await at.app.setClock('2026-12-02T02:00:00Z');
    await at.suspend('providers', provider);
    await at.reinstate('components', model);
    const list = async (query: string): Promise<unknown[]> =>
      idsOf(await at.get(`/api/v1/suspensions?${query}`));
    const lifted = String(held.json['id']);
    const open = String((await at.latest('providers', provider)).json['id']);
    expect(await list(`componentId=${model}&open=false`)).toEqual([lifted]);
    expect(await list(`componentId=${model}&open=true`)).toEqual([]);
    expect(await list(`providerId=${provider}&open=true`)).toEqual([open]);
    expect((await list('limit=1&sort=-createdAt'))[0]).toBe(open);
    expect(await list('limit=200')).toEqual(expect.arrayContaining([open, lifted]));
    expect((await at.get('/api/v1/suspensions?open=perhaps')).status).toBe(422);
    expect(itemsOf(await at.get('/api/v1/suspensions'))[0]).not.toHaveProperty('stops');
    expect((await at.get(`/api/v1/suspensions/${lifted}?asOf=${before}`)).json).toEqual(held.json);
    expect(await list(`componentId=${model}&open=true&asOf=${before}`)).toEqual([lifted]);
    expect((await at.get(`/api/v1/suspensions/${newId()}`)).status).toBe(404);
  });

  it('tell what they stopped as far as somebody sees it', async () => {
    const { model } = await at.vendor();
    const [ours, theirs] = [await at.use([model]), await at.use([model], { entity: at.at.other })];
    await at.suspend('components', model);
    const seen = await at.latest('components', model, at.local);
    expect(seen.json['stops']).toMatchObject({
      useCases: [{ id: theirs }],
      hiddenUseCases: 1,
      hiddenStopped: 1,
    });
    expect(seen.text).not.toContain(ours);
  });
});
