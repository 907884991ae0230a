import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf, EVIDENCE } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';
import { ServiceApp, SERVICES } from '../harness/service-app.js';

let services: ServiceApp;
beforeAll(async () => {
  services = await ServiceApp.start();
});
beforeEach(() => services.app.setClock(NOW));
afterAll(() => services.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const rowsOf = async (table: string): Promise<number> =>
  (await services.app.owner.query(`SELECT FROM ${table}`)).rowCount ?? 0;
const days = (from: string, to: string) => ({ period: { from, to } });
const OVERLAPS = [409, '/problems/conflict', { '/period': 'overlapping' }];
const told = (reply: Reply): unknown[] => [...typeOf(reply), errorsOf(reply)];

describe('a service record', () => {
  it('keeps everything that is said of it', async () => {
    const said = {
      ...{
        arrangementId: await services.arrangement(),
        componentId: services.at.model,
        ...days('2026-01-01', '2026-12-01'),
      },
      ...{
        availability: 0.99925,
        availabilityTarget: 1,
        quality: 'partly',
        timeliness: 'met',
        source: 'monitoring',
      },
      ...{
        breaches: [{ text: '三小時沒有回應', onDay: '2026-12-01', handled: 'yes' }],
        summary: 'One.\nTwo.',
      },
      evidenceIds: [await documentOf(services.app)],
    };
    const made = await services.made(said, { as: 'service' });
    expect(made.json).toMatchObject({ ...said, legalEntityId: services.at.firm, retiredAt: null });
    expect(made.headers.get('location')).toBe(`${SERVICES}/${idOf(made)}`);
    expect((await services.get(made)).json).toEqual(made.json);
  });

  it('is of what is unknown where nothing is said, and is said once under one key', async () => {
    const headers = { 'idempotency-key': newId() };
    const body = { arrangementId: await services.arrangement() };
    const made = await services.made(body, { headers });
    expect(made.json).toMatchObject({
      ...{ componentId: null, availability: null, availabilityTarget: null, quality: 'unknown' },
      ...{ timeliness: 'unknown', breaches: [], source: 'typed', evidenceIds: [], summary: null },
    });
    expect(idOf(await services.made(body, { headers }))).toBe(idOf(made));
    const breach = { text: 'Late.', onDay: '2026-10-02' };
    const breached = await services.patch(made, { breaches: [breach] });
    expect(breached.json['breaches']).toEqual([{ ...breach, handled: 'unknown' }]);
  });

  it('is refused with what is wrong, and nothing is kept', async () => {
    const { at, app } = services;
    const foreign = await documentOf(app, { legalEntityId: at.other });
    const uncovered = await at.register.component(`Part ${newId()}`, 'library', at.vendor);
    const breach = { text: 'Late.', onDay: '2026-10-02' };
    const [before, entries] = [await rowsOf('service_record'), await rowsOf('audit.entry')];
    for (const [more, errors] of [
      [{ arrangementId: undefined }, { '/arrangementId': 'required' }],
      [{ arrangementId: newId() }, { '/arrangementId': 'unknown-reference' }],
      [{ componentId: uncovered }, { '/componentId': 'not-among' }],
      [{ componentId: newId() }, { '/componentId': 'not-among' }],
      [{ period: undefined }, { '/period': 'required' }],
      [{ period: { from: '2026-10-01' } }, { '/period/to': 'required' }],
      [days('2026-10-01', '2026-10-32'), { '/period/to': 'date' }],
      [days('2026-10-02', '2026-10-01'), { '/period/to': 'contradiction' }],
      [days('2026-11-01', '2026-12-02'), { '/period/to': 'not-in-future' }],
      [days('2025-10-01', '2026-10-01'), { '/period/to': 'at-most-months' }],
      [{ availability: 1.01 }, { '/availability': 'range' }],
      [{ availability: -0.01 }, { '/availability': 'range' }],
      [{ availability: '1' }, { '/availability': 'number' }],
      [{ availabilityTarget: 99.9 }, { '/availabilityTarget': 'range' }],
      [{ quality: 'good' }, { '/quality': 'code' }],
      [{ timeliness: null }, { '/timeliness': 'code' }],
      [{ source: 'unknown' }, { '/source': 'code' }],
      [{ breaches: [{ ...breach, onDay: '2026-09-30' }] }, { '/breaches/0/onDay': 'contradiction' }],
      [{ breaches: [{ ...breach, onDay: '2026-11-01' }] }, { '/breaches/0/onDay': 'contradiction' }],
      [{ breaches: [breach, { ...breach, handled: 'yes' }] }, { '/breaches/1/text': 'unique' }],
      [{ breaches: [{ ...breach, handled: 'later' }] }, { '/breaches/0/handled': 'code' }],
      [{ breaches: [{ onDay: '2026-10-02' }] }, { '/breaches/0/text': 'required' }],
      [{ breaches: [{ ...breach, text: 'x'.repeat(501) }] }, { '/breaches/0/text': 'too-long' }],
      [{ summary: 'a\u0000' }, { '/summary': 'plain-text' }],
      [{ evidenceIds: [foreign] }, { '/evidenceIds/0': 'contradiction' }],
      [{ legalEntityId: at.firm }, { '/legalEntityId': 'unknown-field' }],
    ] as const) {
      const reply = await services.post(more);
      expect([more, reply.status, errorsOf(reply)]).toEqual([more, 422, errors]);
    }
    expect([await rowsOf('service_record'), await rowsOf('audit.entry')]).toEqual([before, entries]);
    // Twelve months to the day, over a leap day.
    await services.madeAlone(days('2024-02-29', '2025-02-27'));
    expect(errorsOf(await services.post(days('2024-02-29', '2025-02-28')))).toEqual({
      '/period/to': 'at-most-months',
    });
  });

  it('is written by those who may, and of another legal entity is not there', async () => {
    for (const as of ['senior_manager', 'auditor', 'admin'] as const) {
      expect(typeOf(await services.post({}, { as }))).toEqual([403, '/problems/forbidden']);
    }
    const made = await services.madeAlone();
    const { local } = services.at;
    for (const [method, part, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { summary: 'Mine.' }],
      ['DELETE', '', undefined],
      ['POST', '/restore', undefined],
    ] as const) {
      const sent = { as: local, ifMatch: made.etag };
      const reply = await services.send(method, `/${idOf(made)}${part}`, body, sent);
      expect([method, part, ...typeOf(reply)]).toEqual([method, part, 404, '/problems/not-found']);
    }
    expect(errorsOf(await services.post({}, { as: local }))).toEqual({
      '/arrangementId': 'unknown-reference',
    });
  });

  it('has its days to itself, of the whole and of each component', async () => {
    const arrangementId = await services.arrangement();
    const of = (from: string, to: string, more: object = {}) =>
      services.post({ arrangementId, ...days(from, to), ...more });
    const october = await of('2026-10-01', '2026-10-31');
    expect(october.status).toBe(201);
    for (const [from, to] of [
      ['2026-10-31', '2026-11-30'],
      ['2026-09-01', '2026-10-01'],
      ['2026-10-10', '2026-10-10'],
      ['2026-09-01', '2026-11-30'],
    ] as const) {
      expect(told(await of(from, to))).toEqual(OVERLAPS);
    }
    const november = await of('2026-11-01', '2026-11-30');
    expect(november.status).toBe(201);
    for (const componentId of [services.at.model, services.at.host]) {
      expect((await of('2026-10-01', '2026-10-31', { componentId })).status).toBe(201);
      expect(told(await of('2026-10-31', '2026-11-01', { componentId }))).toEqual(OVERLAPS);
    }
    expect(told(await services.patch(november, days('2026-10-31', '2026-11-30')))).toEqual(OVERLAPS);
    // What is retired leaves its days, and comes back only where they are free.
    await services.retire(october);
    expect((await services.patch(november, days('2026-10-31', '2026-11-30'))).status).toBe(200);
    expect(told(await services.restore(october))).toEqual(OVERLAPS);
    await services.retire(november);
    expect((await services.restore(october)).json['retiredAt']).toBe(null);
  });

  it('has its days to itself also among several that come at once', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const arrangementId = await services.arrangement();
      const replies = await Promise.all(
        ['2026-10-01', '2026-10-15', '2026-10-31'].map((from) =>
          services.post({ arrangementId, ...days(from, '2026-10-31') }),
        ),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const listed = await services.send('GET', `?arrangementId=${arrangementId}`);
      expect(itemsOf(listed)).toHaveLength(1);
    }
  });

  it('is recorded with others, all or none', async () => {
    const arrangementId = await services.arrangement();
    const month = (from: string, to: string) => services.body({ arrangementId, ...days(from, to) });
    const before = await rowsOf('service_record');
    const months = [month('2026-10-01', '2026-10-31'), month('2026-11-01', '2026-11-30')];
    const overlapping = await services.send('POST', '/batch', {
      items: [...months, month('2026-11-30', '2026-12-01')],
    });
    const [[pointer, code] = []] = Object.entries(errorsOf(overlapping));
    expect([...typeOf(overlapping), code]).toEqual([409, '/problems/conflict', 'overlapping']);
    expect(pointer).toMatch(/^\/items\/[12]\/period$/);
    const wrong = await services.send('POST', '/batch', {
      items: [months[0], services.body({ arrangementId: services.foreign, quality: 'bad' })],
    });
    expect(errorsOf(wrong)).toEqual({ '/items/1/quality': 'code' });
    expect(await rowsOf('service_record')).toBe(before);
    const made = await services.send('POST', '/batch', { items: months });
    expect([made.status, itemsOf(made).length]).toEqual([201, 2]);
  });

  it('is changed in the version that was read, and tells the log what changed', async () => {
    const made = await services.madeAlone();
    const path = `/${idOf(made)}`;
    expect((await services.send('PATCH', path, { quality: 'met' })).status).toBe(428);
    const replies = await Promise.all(
      ['met', 'partly'].map((quality) =>
        services.send(
          'PATCH',
          path,
          { quality, ...days('2026-09-30', '2026-10-31') },
          { ifMatch: made.etag },
        ),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    const once = replies.find(({ status }) => status === 200) as Reply;
    expect((await services.patch(made, days('2026-09-30', '2026-10-31'))).etag).toBe(once.etag);
    const moved = await services.patch(made, { arrangementId: services.foreign });
    expect(errorsOf(moved)).toEqual({ '/arrangementId': 'unknown-field' });
    expect(errorsOf(await services.patch(made, days('2026-09-30', '2026-12-02')))).toEqual({
      '/period/to': 'not-in-future',
    });
    const entries = await services.app.send(
      'auditor',
      'GET',
      `/api/v1/audit-entries?resourceId=${idOf(made)}`,
    );
    expect(itemsOf(entries)).toMatchObject([
      {
        action: 'service_record.changed',
        legalEntityIds: [services.at.firm],
        changes: { periodFrom: { from: '2026-10-01', to: '2026-09-30' } },
      },
      { action: 'service_record.registered' },
    ]);
  });

  it('is read as it was', async () => {
    const made = await services.madeAlone({ summary: 'Before' });
    const then = await services.app.instant();
    await services.patch(made, { summary: 'After' });
    await services.retire(made);
    expect((await services.get(made, 'auditor', `?asOf=${then}`)).json).toEqual(made.json);
    const arrangement = `?arrangementId=${String(made.json['arrangementId'])}`;
    expect(itemsOf(await services.send('GET', `${arrangement}&asOf=${then}`))).toEqual([made.json]);
    expect(itemsOf(await services.send('GET', arrangement))).toEqual([]);
    expect(idsOf(await services.send('GET', `${arrangement}&includeRetired=true`))).toEqual([idOf(made)]);
    expect(typeOf(await services.patch(made, { summary: 'x' }))).toEqual([409, '/problems/retired']);
    expect(typeOf(await services.retire(made))).toEqual([409, '/problems/retired']);
  });

  it('comes back with its arrangement and its documents, or not', async () => {
    const document = await documentOf(services.app);
    const made = await services.madeAlone({ evidenceIds: [document] });
    const { etag } = await services.app.send('procurement', 'GET', `${EVIDENCE}/${document}`);
    const retire = () =>
      services.app.send('procurement', 'DELETE', `${EVIDENCE}/${document}`, { ifMatch: etag });
    expect(typeOf(await retire())).toEqual([409, '/problems/in-use']);
    await services.retire(made);
    expect((await retire()).status).toBe(204);
    const arrangement = `/${String(made.json['arrangementId'])}`;
    const path = `/api/v1/arrangements${arrangement}`;
    const gone = await services.app.send('procurement', 'DELETE', path, {
      ifMatch: (await services.at.get(arrangement)).etag,
    });
    // What was delivered once does not keep a contract.
    expect(gone.status).toBe(204);
    expect(told(await services.restore(made))).toEqual([
      ...[409, '/problems/retired'],
      { '/arrangementId': 'retired-reference', '/evidenceIds/0': 'retired-reference' },
    ]);
    const { arrangementId } = made.json;
    expect(errorsOf(await services.post({ arrangementId }))).toEqual({
      '/arrangementId': 'retired-reference',
    });
  });
});
