import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { FINDINGS, idOf, LimitApp, typeOf } from '../harness/limit-app.js';
import { errorsOf } from '../harness/replies.js';

let limits: LimitApp;
beforeAll(async () => {
  limits = await LimitApp.start();
});
beforeEach(() => limits.begin());
afterAll(() => limits.app.close());

describe('the acceptance of an excess', () => {
  it('says who, why, up to what and until when', async () => {
    await limits.limit();
    const reply = await limits.accept({ upTo: 0.75 });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ state: 'accepted', dueOn: '2027-03-31' });
    const { acceptance } = reply.json as unknown as { acceptance: Record<string, unknown> };
    expect(acceptance).toMatchObject({
      by: limits.signer.id,
      at: '2027-01-15T02:00:00.000000Z',
      reason: 'Second vendor starts in March.',
      upTo: 0.75,
      threshold: 0.5,
      excess: 0.25,
      until: '2027-03-31',
      endedAt: null,
    });
    expect((await limits.only()).json).toEqual(reply.json);
  });

  it.each([
    [{ reason: undefined }, { '/reason': 'required' }],
    [{ reason: '' }, { '/reason': 'too-short' }],
    [{ until: undefined }, { '/until': 'required' }],
    [{ until: '2027-01-15' }, { '/until': 'range' }],
    [{ until: '2028-01-17' }, { '/until': 'range' }],
    [{ until: '2027-02-30' }, { '/until': 'date' }],
    [{ upTo: 0.7 }, { '/upTo': 'range' }],
    [{ upTo: 1.5 }, { '/upTo': 'range' }],
    [{ upTo: null }, { '/upTo': 'number' }],
    [{ state: 'accepted' }, { '/state': 'unknown-field' }],
  ])('refuses %j', async (more, errors) => {
    await limits.limit();
    const reply = await limits.accept(more);
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    expect((await limits.only()).json['state']).toBe('open');
  });

  it('is nobody’s who set or changed the limit, whatever their functions', async () => {
    const setter = await limits.app.person({ roles: ['risk_officer'], functions: ['risk'] });
    await limits.limit();
    await limits.threshold(0.45, setter);
    await limits.keeper.keep();
    const own = await limits.accept({}, setter);
    expect([own.status, typeOf(own)]).toEqual([409, '/problems/four-eyes']);
    await limits.threshold(0.5);
    await limits.keeper.keep();
    expect(typeOf(await limits.accept({}, setter))).toBe('/problems/four-eyes');
    expect((await limits.accept()).status).toBe(200);
  });

  it('needs the right, and a signing function that may', async () => {
    await limits.limit();
    for (const role of ['procurement', 'auditor', 'admin', 'service'] as const) {
      expect([role, (await limits.accept({}, role)).status]).toEqual([role, 403]);
    }
    const without = await limits.app.person({ roles: ['senior_manager'], functions: ['business', 'legal'] });
    const refused = await limits.accept({}, without);
    expect([refused.status, typeOf(refused)]).toEqual([409, '/problems/function-needed']);
    const compliance = await limits.app.person({ roles: ['risk_officer'], functions: ['compliance'] });
    expect((await limits.accept({}, compliance)).status).toBe(200);
  });

  it('is of the version that was read, once', async () => {
    await limits.limit();
    const found = await limits.only();
    const path = `${FINDINGS}/${idOf(found)}/accept`;
    const body = { reason: 'Once', until: '2027-03-31' };
    expect((await limits.app.send(limits.signer, 'POST', path, { body })).status).toBe(428);
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() => limits.app.send(limits.signer, 'POST', path, { body, ifMatch: found.etag })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  it('ends after its last day where the legal entity is', async () => {
    await limits.limit();
    await limits.accept({ until: '2027-01-20' });
    await limits.app.setClock('2027-01-20T15:59:59Z');
    expect((await limits.keeper.keep()).lapsed).toBe(0);
    await limits.app.setClock('2027-01-20T16:00:00Z');
    expect((await limits.keeper.keep()).lapsed).toBe(1);
    expect((await limits.only()).json).toMatchObject({
      state: 'open',
      dueOn: '2027-02-20',
      acceptance: { endedAt: '2027-01-20T16:00:00.000000Z', endedBecause: 'expired', until: '2027-01-20' },
    });
    expect((await limits.keeper.keep()).lapsed).toBe(0);
  });

  it('ends when the excess grows beyond it, and not before', async () => {
    await limits.limit();
    await limits.accept({ upTo: 0.82 });
    const undo = await limits.another();
    await limits.keeper.keep(); // 18/22 = 0.818
    expect((await limits.only()).json['state']).toBe('accepted');
    const undoToo = await limits.another();
    await limits.keeper.keep(); // 26/30 = 0.867
    expect((await limits.only()).json).toMatchObject({
      state: 'open',
      dueOn: '2027-02-14',
      acceptance: { endedBecause: 'grown', upTo: 0.82 },
    });
    await undo();
    await undoToo();
    await limits.keeper.keep();
    expect((await limits.only()).json['state']).toBe('open');
  });

  it('ends when the limit is lowered, and holds when it is raised', async () => {
    await limits.limit();
    await limits.accept();
    await limits.threshold(0.55);
    await limits.keeper.keep();
    expect((await limits.only()).json).toMatchObject({ state: 'accepted', threshold: 0.55 });
    await limits.threshold(0.4);
    await limits.keeper.keep();
    expect((await limits.only()).json).toMatchObject({
      state: 'open',
      acceptance: { endedBecause: 'limit_tightened' },
    });
  });

  it('is taken back with a reason, once', async () => {
    await limits.limit();
    expect(typeOf(await limits.act('withdraw', { reason: 'No' }))).toBe('/problems/not-accepted');
    await limits.accept();
    const taken = await limits.act('withdraw', { reason: 'The vendor does not start.' });
    expect(taken.json).toMatchObject({ state: 'open', acceptance: { endedBecause: 'withdrawn' } });
    expect((await limits.act('withdraw', {})).status).toBe(422);
  });

  it('is too late when the excess is gone', async () => {
    await limits.limit();
    const found = await limits.only();
    await limits.threshold(0.9);
    await limits.keeper.keep();
    const { etag } = await limits.get(`${FINDINGS}/${idOf(found)}`);
    const late = await limits.app.send(limits.signer, 'POST', `${FINDINGS}/${idOf(found)}/accept`, {
      body: { reason: 'Late', until: '2027-03-31' },
      ifMatch: etag,
    });
    expect([late.status, typeOf(late)]).toEqual([409, '/problems/finding-closed']);
  });

  it('of a single point of failure counts the uses that it stops', async () => {
    await limits.limit({ measure: 'single_point', axis: null, layer: null, basis: null, threshold: null });
    const [first] = await limits.findings();
    const path = `${FINDINGS}/${String(first?.['id'])}/accept`;
    const body = { reason: 'Known', until: '2027-03-31' };
    const half = await limits.app.send(limits.signer, 'POST', path, {
      body: { ...body, upTo: 1.5 },
      ifMatch: '"1"',
    });
    expect([half.status, errorsOf(half)]).toEqual([422, { '/upTo': 'integer' }]);
    const done = await limits.app.send(limits.signer, 'POST', path, { body, ifMatch: '"1"' });
    expect(done.json).toMatchObject({ state: 'accepted', acceptance: { upTo: 1, excess: 1 } });
  });
});

describe('the treatment of an excess', () => {
  const plan = (more: object = {}) => ({
    ownerId: limits.signer.id,
    plan: 'Move two use cases to vendor B.',
    dueOn: '2027-02-28',
    ...more,
  });

  it('has an owner, a plan and a day', async () => {
    await limits.limit();
    const reply = await limits.act('treat', plan(), 'risk_officer');
    expect(reply.json).toMatchObject({
      state: 'treating',
      dueOn: '2027-02-28',
      treatment: {
        by: limits.app.people.risk_officer,
        ownerId: limits.signer.id,
        plan: 'Move two use cases to vendor B.',
        dueOn: '2027-02-28',
        endedAt: null,
      },
    });
    expect((await limits.act('treat', plan(), 'senior_manager')).status).toBe(403);
  });

  it.each([
    [{ ownerId: undefined }, { '/ownerId': 'required' }],
    [{ ownerId: newId() }, { '/ownerId': 'unknown-reference' }],
    [{ plan: '' }, { '/plan': 'too-short' }],
    [{ dueOn: '2027-01-15' }, { '/dueOn': 'range' }],
    [{ dueOn: undefined }, { '/dueOn': 'required' }],
  ])('refuses %j', async (more, errors) => {
    await limits.limit();
    const reply = await limits.act('treat', plan(more), 'risk_officer');
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
  });

  it('ends when its day has passed and the excess is still there', async () => {
    await limits.limit();
    await limits.act('treat', plan({ dueOn: '2027-01-20' }), 'risk_officer');
    await limits.app.setClock('2027-01-20T16:00:00Z');
    expect((await limits.keeper.keep()).lapsed).toBe(1);
    expect((await limits.only()).json).toMatchObject({
      state: 'open',
      dueOn: '2027-01-20',
      treatment: { endedAt: '2027-01-20T16:00:00.000000Z' },
    });
  });

  it('goes on behind an acceptance', async () => {
    await limits.limit();
    await limits.act('treat', plan(), 'risk_officer');
    expect((await limits.accept({ until: '2027-01-31' })).json['state']).toBe('accepted');
    await limits.app.setClock('2027-02-01T02:00:00Z');
    await limits.keeper.keep();
    expect((await limits.only()).json).toMatchObject({ state: 'treating', dueOn: '2027-02-28' });
  });
});
