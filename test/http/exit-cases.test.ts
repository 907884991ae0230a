import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { ExitApp, EXITS, STEPS } from '../harness/exit-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let exits: ExitApp;
beforeAll(async () => {
  exits = await ExitApp.start();
});
beforeEach(() => exits.app.setClock(NOW));
afterAll(() => exits.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const stepsOf = ({ json }: Reply): Record<string, unknown>[] =>
  json['steps'] as unknown as Record<string, unknown>[];
const count = async (): Promise<unknown> =>
  (await exits.app.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM exit_case')).rows[0]?.n;

describe('an exit case', () => {
  it('keeps everything that is said of it, and every step', async () => {
    const step = {
      ...{ step: 'keys_revoked', state: 'done', doneOn: '2026-12-01' },
      ...{ doneBy: exits.app.people.risk_officer, evidenceId: exits.evidenceId, reason: '金鑰已撤銷' },
    };
    const said = {
      ...exits.body({ reason: 'end_of_life', ...exits.replaced(), summary: '更換模型' }),
      subject: { type: 'component', id: await exits.component() },
    };
    const made = await exits.made({ ...said, steps: [step] });
    expect(made.headers.get('location')).toBe(`${EXITS}/${idOf(made)}`);
    expect(made.json).toMatchObject({
      ...{ ...said, state: 'open', preparedBy: [exits.app.people.procurement] },
      ...{ submittedBy: null, submittedAt: null, submittedHash: null, retiredAt: null },
      ...{ decidedBy: null, decidedAt: null, decisionReason: null },
    });
    expect(stepsOf(made).map((one) => one['step'])).toEqual(STEPS);
    expect(stepsOf(made)[1]).toEqual(step);
    expect(stepsOf(made)[0]).toEqual({
      ...{ step: 'successor_validated', state: 'unknown', doneOn: null, doneBy: null },
      ...{ evidenceId: null, reason: null },
    });
    expect((await exits.get(made)).json).toEqual(made.json);
    const { rows } = await exits.app.owner.query(
      `SELECT action, legal_entity_ids AS entities FROM audit.entry WHERE resource_id = $1`,
      [idOf(made)],
    );
    expect(rows).toEqual([{ action: 'exit_case.opened', entities: [exits.at.firm] }]);
  });

  it('is of what is unknown where nothing is said, and is opened once under one key', async () => {
    const sent = { headers: { 'idempotency-key': newId() } };
    const body = { subject: { type: 'component', id: await exits.component() } };
    const both = [await exits.made(body, sent), await exits.made(body, sent)];
    expect(idOf(both[0]!)).toBe(idOf(both[1]!));
    expect(both[0]!.json).toMatchObject({ reason: 'unknown', successorStatus: 'unknown', successor: null });
    expect(new Set(stepsOf(both[0]!).map(({ state }) => state))).toEqual(new Set(['unknown']));
  });

  it('is refused with what is wrong, and nothing is kept', async () => {
    const before = await count();
    const { model, vendor, host } = exits.at;
    const person = exits.app.people.procurement;
    const done = { state: 'done', doneOn: '2026-11-30', doneBy: person };
    const ending = await exits.component({ retiresOn: '2027-01-31' });
    const cases: [object, Record<string, string>][] = [
      [{ subject: undefined }, { '/subject': 'required' }],
      [{ subject: { type: 'use_case', id: model } }, { '/subject/type': 'code' }],
      [{ subject: { type: 'provider', id: model } }, { '/subject/id': 'unknown-reference' }],
      [{ legalEntityId: newId() }, { '/legalEntityId': 'unknown-reference' }],
      [{ reason: 'boredom' }, { '/reason': 'code' }],
      [{ summary: ' ' }, { '/summary': 'too-short' }],
      [{ summary: '長'.repeat(2001) }, { '/summary': 'too-long' }],
      [{ ownerId: newId() }, { '/ownerId': 'unknown-reference' }],
      [{ dueOn: '2026-02-30' }, { '/dueOn': 'date' }],
      [{ dueOn: '2026-11-30' }, { '/dueOn': 'within-two-years' }],
      [{ dueOn: '2029-12-01' }, { '/dueOn': 'within-two-years' }],
      [{ subject: { type: 'component', id: ending }, dueOn: '2027-02-01' }, { '/dueOn': 'contradiction' }],
      [{ successorStatus: 'named' }, { '/successor': 'needed-with' }],
      [{ successor: { type: 'component', id: exits.next } }, { '/successor': 'only-with' }],
      [
        { successorStatus: 'named', successor: { type: 'provider', id: vendor } },
        { '/successor/type': 'contradiction' },
      ],
      [
        { successorStatus: 'named', successor: { type: 'component', id: model } },
        { '/successor/id': 'self-reference' },
      ],
      [
        { successorStatus: 'named', successor: { type: 'component', id: newId() } },
        { '/successor/id': 'unknown-reference' },
      ],
      [{ steps: [{ step: 'party_held' }] }, { '/steps/0/step': 'code' }],
      [{ steps: [{ step: 'keys_revoked' }, { step: 'keys_revoked' }] }, { '/steps/1/step': 'unique' }],
      [
        { steps: [{ step: 'keys_revoked', state: 'done' }] },
        { '/steps/0/doneOn': 'needed-with', '/steps/0/doneBy': 'needed-with' },
      ],
      [
        { steps: [{ step: 'keys_revoked', state: 'open', doneOn: '2026-11-30' }] },
        { '/steps/0/doneOn': 'only-with' },
      ],
      [
        { steps: [{ step: 'keys_revoked', ...done, doneOn: '2026-12-02' }] },
        { '/steps/0/doneOn': 'not-in-future' },
      ],
      [
        { steps: [{ step: 'keys_revoked', ...done, doneBy: newId() }] },
        { '/steps/0/doneBy': 'unknown-reference' },
      ],
      [{ steps: [{ step: 'records_kept', ...done }] }, { '/steps/0/evidenceId': 'needed-with' }],
      [
        { steps: [{ step: 'deletion_certificate_received', ...done, evidenceId: newId() }] },
        { '/steps/0/evidenceId': 'unknown-reference' },
      ],
      [{ steps: [{ step: 'keys_revoked', state: 'not_applicable' }] }, { '/steps/0/reason': 'needed-with' }],
      [{ steps: [{ step: 'successor_validated', ...done }] }, { '/steps/0/state': 'contradiction' }],
    ];
    for (const [more, errors] of cases) {
      const refused = await exits.post(more);
      expect([more, refused.status, errorsOf(refused)]).toEqual([more, 422, errors]);
    }
    await exits.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [host]);
    const gone = await exits.post({ subject: { type: 'component', id: host } });
    expect(errorsOf(gone)).toEqual({ '/subject/id': 'retired-reference' });
    await exits.app.owner.query('UPDATE component SET retired_at = NULL WHERE id = $1', [host]);
    expect(await count()).toBe(before);
  });

  it('is complete on the last day of its component, or later where that has passed', async () => {
    const ending = await exits.component({ retiresOn: '2027-01-31' });
    expect(
      (await exits.post({ subject: { type: 'component', id: ending }, dueOn: '2027-01-31' })).status,
    ).toBe(201);
    const ended = await exits.component({ retiresOn: '2026-11-30' });
    expect((await exits.post({ subject: { type: 'component', id: ended } })).status).toBe(201);
  });

  it('is written by those who may, and of another legal entity is not there', async () => {
    for (const as of ['senior_manager', 'auditor', 'admin'] as const) {
      expect([as, (await exits.post({}, { as })).status]).toEqual([as, 403]);
    }
    const made = await exits.ofAnother({}, { as: 'service' });
    expect((await exits.get(made, exits.local)).status).toBe(404);
    for (const [method, path] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/restore'],
      ['POST', '/submit'],
      ['POST', '/close'],
      ['POST', '/abandon'],
    ] as const) {
      const body =
        path === '/abandon' ? { reason: 'x' } : method === 'PATCH' || path === '/close' ? {} : undefined;
      const reply = await exits.send(method, `/${idOf(made)}${path}`, body, {
        ...{ as: exits.local, ifMatch: made.etag },
      });
      expect([method, path, reply.status]).toEqual([method, path, 404]);
    }
    expect(errorsOf(await exits.post({}, { as: exits.local }))).toEqual({
      '/legalEntityId': 'unknown-reference',
    });
    expect(idsOf(await exits.send('GET', '', undefined, { as: exits.local }))).not.toContain(idOf(made));
    const contract = await exits.at.post();
    const foreign = await exits.post(
      { legalEntityId: exits.at.other, subject: { type: 'arrangement', id: idOf(contract) } },
      { as: 'risk_officer' },
    );
    expect(errorsOf(foreign)).toEqual({ '/legalEntityId': 'contradiction' });
  });

  it('goes on once at a time for what is left and who leaves it, also by two at once', async () => {
    const subject = { type: 'component', id: await exits.component() };
    const both = await Promise.all([exits.post({ subject }), exits.post({ subject })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [first] = both.filter(({ status }) => status === 201);
    expect(errorsOf(both.find(({ status }) => status === 409)!)).toEqual({ '/subject': 'unique' });
    expect((await exits.post({ subject, legalEntityId: exits.at.other })).status).toBe(201);
    expect((await exits.retire(first!)).status).toBe(204);
    const second = await exits.made({ subject });
    const back = await exits.send('POST', `/${idOf(first!)}/restore`);
    expect([back.status, errorsOf(back)]).toEqual([409, { '/subject': 'unique' }]);
    await exits.retire(second);
    expect((await exits.send('POST', `/${idOf(first!)}/restore`)).json).toMatchObject({ state: 'open' });
    expect(typeOf(await exits.send('POST', `/${idOf(first!)}/restore`))).toEqual([
      409,
      '/problems/not-retired',
    ]);
  });

  it('is changed under its version, step by step; another successor is validated anew', async () => {
    const made = await exits.ofAnother(exits.replaced());
    const [validated] = exits.complete();
    const changed = await exits.patch(made, { steps: [validated], reason: 'end_of_life' }, 'risk_officer');
    expect(changed.json).toMatchObject({ reason: 'end_of_life', summary: made.json['summary'] });
    expect(stepsOf(changed)[0]).toMatchObject({ state: 'done' });
    expect(changed.json['preparedBy']).toEqual([exits.app.people.procurement, exits.app.people.risk_officer]);
    const stale = await exits.send('PATCH', `/${idOf(made)}`, { summary: 'x' }, { ifMatch: made.etag });
    expect(stale.status).toBe(412);
    expect((await exits.send('PATCH', `/${idOf(made)}`, { summary: 'x' })).status).toBe(428);
    const same = await exits.patch(made, { steps: [validated], reason: 'end_of_life' });
    expect(same.etag).toBe(changed.etag);
    const none = await exits.patch(made, { successorStatus: 'none', successor: null });
    expect(stepsOf(none)[0]).toMatchObject({ state: 'open', doneOn: null });
    const again = await exits.patch(made, { ...exits.replaced(), steps: [validated] });
    expect(stepsOf(again)[0]).toMatchObject({ state: 'done' });
    const forgotten = await exits.patch(made, { steps: [{ step: 'successor_validated' }] });
    expect(stepsOf(forgotten)[0]).toMatchObject({ state: 'unknown', doneBy: null });
    expect(errorsOf(await exits.patch(made, { dueOn: '2026-11-30' }))).toEqual({
      '/dueOn': 'within-two-years',
    });
    // Its day has passed: what does not touch the day is still changed.
    await exits.app.setClock('2027-03-10T02:00:00Z');
    expect((await exits.patch(made, { summary: 'Late.' })).status).toBe(200);
    expect((await exits.patch(made, { dueOn: '2027-02-28' })).status).toBe(200);
  });

  it('is retired only while nothing of it is recorded', async () => {
    const made = await exits.ofAnother();
    await exits.patch(made, { steps: [{ step: 'keys_revoked', state: 'open' }] });
    expect(typeOf(await exits.retire(made))).toEqual([409, '/problems/exit-begun']);
    await exits.patch(made, { steps: [{ step: 'keys_revoked' }] });
    expect((await exits.retire(made)).status).toBe(204);
    expect(typeOf(await exits.patch(made, { summary: 'x' }))).toEqual([409, '/problems/retired']);
    expect(idsOf(await exits.send('GET', '?includeRetired=true&limit=200'))).toContain(idOf(made));
    expect(idsOf(await exits.send('GET', '?limit=200'))).not.toContain(idOf(made));
  });

  it('is listed by what it is, and read as of an instant, steps included', async () => {
    const contract = await exits.at.post();
    const subject = { type: 'arrangement', id: idOf(contract) };
    const made = await exits.made({
      subject,
      reason: 'termination_by_provider',
      dueOn: '2026-12-05',
      summary: '鯨 leaves',
    });
    const before = await exits.app.instant();
    await exits.patch(made, { steps: [{ step: 'keys_revoked', state: 'open' }], summary: 'Later.' });
    const list = async (query: string): Promise<unknown[]> => idsOf(await exits.send('GET', `?${query}`));
    for (const query of [
      `arrangementId=${subject.id}`,
      'reason=termination_by_provider',
      'dueBefore=2026-12-06',
      'q=later',
    ]) {
      expect([query, await list(query)]).toEqual([query, [idOf(made)]]);
    }
    expect(await list('dueBefore=2026-12-05')).toEqual([]);
    expect(await list(`ownerId=${exits.app.people.procurement}&state=open&limit=200`)).toContain(idOf(made));
    expect(await list(`legalEntityId=${exits.at.other}`)).not.toContain(idOf(made));
    expect((await exits.send('GET', '?state=gone')).status).toBe(422);
    const then = await exits.send('GET', `/${idOf(made)}?asOf=${before}`);
    expect(then.json).toEqual(made.json);
    expect(itemsOf(await exits.send('GET', `?arrangementId=${subject.id}&asOf=${before}`))).toEqual([
      made.json,
    ]);
    const pages = await exits.send('GET', '?limit=2&sort=dueOn');
    const next = await exits.send('GET', `?limit=2&sort=dueOn&cursor=${String(pages.json['nextCursor'])}`);
    expect(new Set([...idsOf(pages), ...idsOf(next)]).size).toBe(4);
  });

  it('has steps that say what they are based on, in both languages', async () => {
    const reply = await exits.app.send('auditor', 'GET', '/api/v1/exit-steps');
    expect(stepsOf(reply).map(({ step }) => step)).toEqual(STEPS);
    expect(stepsOf(reply)[0]).toEqual({
      ...{ step: 'successor_validated', name: 'Successor validated', nameZhHant: '已驗證替代者' },
      ...{ paragraph: '13(b)', basis: 'circular', needsProof: false },
    });
    expect(
      stepsOf(reply)
        .filter(({ needsProof }) => needsProof)
        .map(({ step }) => step),
    ).toEqual(STEPS.slice(-2));
  });
});
