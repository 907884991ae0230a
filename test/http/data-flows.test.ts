import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf } from '../harness/evidence-app.js';
import { FlowApp, FLOWS } from '../harness/flow-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let flows: FlowApp;
beforeAll(async () => {
  flows = await FlowApp.start();
  await flows.app.owner.query(`UPDATE legal_entity SET jurisdiction = 'HK' WHERE id = $1`, [flows.at.firm]);
});
beforeEach(() => flows.app.setClock(NOW));
afterAll(() => flows.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const rowsOf = async (table: string): Promise<number> =>
  (await flows.app.owner.query(`SELECT FROM ${table}`)).rowCount ?? 0;

describe('a data flow', () => {
  it('keeps everything that is said of it', async () => {
    const { at, changes, app } = flows;
    const said = {
      ...{
        legalEntityId: at.firm,
        useCaseId: changes.useCase,
        purpose: '研究報告的節錄',
        description: 'One.\nTwo.',
      },
      ...{ dataClasses: ['confidential', 'personal'], encryptedAtRest: 'yes', encryptedInTransit: 'no' },
      ...{
        crossBorder: 'yes',
        destinationJurisdiction: 'US',
        retention: 'over_30_days',
        deletion: 'at_exit',
      },
      ...{ deletionNote: 'On the last day.', evidenceIds: [await documentOf(app)], reviewedOn: '2026-12-01' },
      ...{ endedOn: '2026-11-30', ownerId: app.people.procurement },
    };
    const flow = await flows.made(said);
    expect(flow.json).toMatchObject({ ...flows.body(said), retiredAt: null });
    expect(flow.headers.get('location')).toBe(`${FLOWS}/${idOf(flow)}`);
    expect((await flows.get(flow)).json).toEqual(flow.json);
    expect((await flows.get(flow)).etag).toBe(flow.etag);
  });

  it('is of what is unknown where nothing is said, and is said once under one key', async () => {
    const headers = { 'idempotency-key': newId() };
    const flow = await flows.made({ dataClasses: [] }, { headers });
    expect(flow.json).toMatchObject({
      ...{ legalEntityId: flows.at.firm, useCaseId: flows.changes.useCase, dataClasses: ['unknown'] },
      ...{ encryptedAtRest: 'unknown', encryptedInTransit: 'unknown', crossBorder: 'unknown' },
      ...{ destinationJurisdiction: null, retention: 'unknown', deletion: 'unknown', evidenceIds: [] },
      ...{ reviewedOn: null, endedOn: null, ownerId: null, purpose: null },
    });
    expect(idOf(await flows.made({ dataClasses: [] }, { headers }))).toBe(idOf(flow));
    expect(typeOf(await flows.post({ purpose: 'Other' }, { headers }))).toEqual([
      422,
      '/problems/idempotency-key-reused',
    ]);
  });

  it('is of the legal entity that its ends lead to, as far as one alone does', async () => {
    const { at, changes, app } = flows;
    const [model, host] = [
      { type: 'component', id: at.model },
      { type: 'component', id: at.host },
    ];
    const between = { from: model, to: host };
    expect(errorsOf(await flows.post(between))).toEqual({ '/legalEntityId': 'required' });
    expect((await flows.made({ ...between, legalEntityId: at.other })).json).toMatchObject({
      ...{ legalEntityId: at.other, useCaseId: null, from: model, to: host },
    });
    expect((await flows.made({ ...between, useCaseId: changes.otherUse })).json['legalEntityId']).toBe(
      at.other,
    );
    const entity = { type: 'legal_entity', id: at.other };
    const vendor = { type: 'provider', id: at.vendor };
    expect((await flows.made({ from: vendor, to: entity })).json['legalEntityId']).toBe(at.other);
    const shared = await changes.register.useCase(`Shared ${newId()}`, 'T2', at.firm);
    await app.owner.query(
      'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
      [shared, at.other, `Shared ${shared}`],
    );
    const sharing = { from: { type: 'use_case', id: shared } };
    expect(errorsOf(await flows.post(sharing))).toEqual({ '/legalEntityId': 'needed-with' });
    // Who sees one of them alone means that one.
    const seen = await flows.made(sharing, { as: changes.local });
    expect(seen.json['legalEntityId']).toBe(at.other);
  });

  it('is refused with what is wrong, and nothing is kept', async () => {
    const { at, changes, app } = flows;
    const foreign = await documentOf(app, { legalEntityId: at.other });
    const model = { type: 'component', id: at.model };
    const entity = (id: string) => ({ type: 'legal_entity', id });
    const use = (id: string) => ({ type: 'use_case', id });
    const [before, told] = [await rowsOf('data_flow'), await rowsOf('audit.entry')];
    for (const [more, errors] of [
      [{ from: undefined }, { '/from': 'required' }],
      [{ to: null }, { '/to': 'object' }],
      [{ to: [] }, { '/to': 'object' }],
      [{ to: { type: 'arrangement', id: at.model } }, { '/to/type': 'code' }],
      [{ to: { type: 'component', id: 'x' } }, { '/to/id': 'id' }],
      [{ to: { ...model, name: 'x' } }, { '/to/name': 'unknown-field' }],
      [{ to: entity(at.firm) }, { '/to/type': 'code' }],
      [{ from: model, legalEntityId: at.firm }, { '/to/id': 'contradiction' }],
      [{ to: { type: 'provider', id: newId() } }, { '/to/id': 'unknown-reference' }],
      [{ to: { type: 'component', id: at.vendor } }, { '/to/id': 'unknown-reference' }],
      [{ from: use(newId()) }, { '/from/id': 'unknown-reference' }],
      [{ from: use(newId()), legalEntityId: at.firm }, { '/from/id': 'unknown-reference' }],
      [{ from: use(changes.otherUse), legalEntityId: at.firm }, { '/from/id': 'contradiction' }],
      [{ from: entity(at.other), legalEntityId: at.firm }, { '/from/id': 'contradiction' }],
      [{ from: entity(newId()) }, { '/from/id': 'unknown-reference' }],
      [{ useCaseId: changes.otherUse }, { '/useCaseId': 'contradiction' }],
      [
        { from: { type: 'provider', id: at.vendor }, useCaseId: newId() },
        { '/useCaseId': 'unknown-reference' },
      ],
      [{ legalEntityId: newId() }, { '/legalEntityId': 'unknown-reference' }],
      [{ dataClasses: ['secret'] }, { '/dataClasses': 'code' }],
      [{ dataClasses: ['unknown', 'public'] }, { '/dataClasses': 'unknown-alone' }],
      [{ dataClasses: ['public', 'public'] }, { '/dataClasses': 'unique' }],
      [{ encryptedAtRest: true }, { '/encryptedAtRest': 'code' }],
      [{ encryptedInTransit: null }, { '/encryptedInTransit': 'code' }],
      [{ crossBorder: 'no', destinationJurisdiction: 'SG' }, { '/destinationJurisdiction': 'contradiction' }],
      [{ destinationJurisdiction: 'hk' }, { '/destinationJurisdiction': 'jurisdiction' }],
      [{ destinationJurisdiction: 'HKG' }, { '/destinationJurisdiction': 'too-long' }],
      [{ retention: 'none', deletion: 'never' }, { '/deletion': 'contradiction' }],
      [{ retention: '30' }, { '/retention': 'code' }],
      [{ deletion: 'later' }, { '/deletion': 'code' }],
      [{ purpose: 'x'.repeat(201) }, { '/purpose': 'too-long' }],
      [{ purpose: '   ' }, { '/purpose': 'too-short' }],
      [{ purpose: 'a\nb' }, { '/purpose': 'plain-text' }],
      [{ reviewedOn: '2026-12-02' }, { '/reviewedOn': 'not-in-future' }],
      [{ endedOn: '2026-12-02' }, { '/endedOn': 'not-in-future' }],
      [{ reviewedOn: '2026-02-30' }, { '/reviewedOn': 'date' }],
      [{ evidenceIds: [foreign] }, { '/evidenceIds/0': 'contradiction' }],
      [{ evidenceIds: [newId()] }, { '/evidenceIds/0': 'unknown-reference' }],
      [{ ownerId: newId() }, { '/ownerId': 'unknown-reference' }],
    ] as const) {
      const reply = await flows.post(more);
      expect([more, reply.status, errorsOf(reply)]).toEqual([more, 422, errors]);
    }
    expect([await rowsOf('data_flow'), await rowsOf('audit.entry')]).toEqual([before, told]);
    // The place of the legal entity itself is not elsewhere, and where nobody knows the place nothing is.
    await flows.made({ crossBorder: 'no', destinationJurisdiction: 'HK' });
    const otherUse = { from: use(changes.otherUse) };
    await flows.made({ ...otherUse, crossBorder: 'no', destinationJurisdiction: 'SG' });
  });

  it('names nothing that is retired', async () => {
    const { register } = flows.changes;
    const component = await register.component(`Gone ${newId()}`, 'library', null);
    const useCase = await register.useCase(`Gone ${newId()}`, 'T2', flows.at.firm);
    for (const [table, id] of [
      ['component', component],
      ['use_case', useCase],
    ]) {
      await flows.app.owner.query(`UPDATE ${table} SET retired_at = now() WHERE id = $1`, [id]);
    }
    const reply = await flows.post({
      ...{ from: { type: 'component', id: component }, useCaseId: useCase, legalEntityId: flows.at.firm },
    });
    expect(errorsOf(reply)).toEqual({ '/from/id': 'retired-reference', '/useCaseId': 'retired-reference' });
  });

  it('is written by those who may, and of another legal entity is not there', async () => {
    for (const as of ['senior_manager', 'auditor', 'admin'] as const) {
      expect(typeOf(await flows.post({}, { as }))).toEqual([403, '/problems/forbidden']);
    }
    const flow = await flows.made({}, { as: 'service' });
    const path = `/${idOf(flow)}`;
    const { local } = flows.changes;
    for (const [method, part, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { purpose: 'Mine.' }],
      ['DELETE', '', undefined],
      ['POST', '/restore', undefined],
    ] as const) {
      const reply = await flows.send(method, path + part, body, { as: local, ifMatch: flow.etag });
      expect([method, part, ...typeOf(reply)]).toEqual([method, part, 404, '/problems/not-found']);
    }
    expect(errorsOf(await flows.post({}, { as: local }))).toEqual({ '/from/id': 'unknown-reference' });
    expect((await flows.get(flow)).json).toEqual(flow.json);
  });

  it('is changed in the version that was read, and tells the log what changed', async () => {
    const flow = await flows.made();
    const path = `/${idOf(flow)}`;
    expect((await flows.send('PATCH', path, { purpose: 'x' })).status).toBe(428);
    const once = await flows.patch(flow, { purpose: 'Ｆｕｌｌ  é'.normalize('NFD'), crossBorder: 'no' });
    expect([once.status, once.json['purpose']]).toEqual([200, 'Ｆｕｌｌ  é'.normalize('NFC')]);
    expect((await flows.send('PATCH', path, { purpose: 'y' }, { ifMatch: flow.etag })).status).toBe(412);
    expect((await flows.send('DELETE', path, undefined, { ifMatch: flow.etag })).status).toBe(412);
    expect((await flows.patch(flow, { crossBorder: 'no' })).etag).toBe(once.etag);
    for (const [body, errors] of [
      [{ from: { type: 'component', id: flows.at.host } }, { '/from': 'unknown-field' }],
      [{ legalEntityId: flows.at.other }, { '/legalEntityId': 'unknown-field' }],
      [{ useCaseId: null }, { '/useCaseId': 'contradiction' }],
      [{ destinationJurisdiction: 'SG' }, { '/destinationJurisdiction': 'contradiction' }],
    ] as const) {
      const reply = await flows.patch(flow, body);
      expect([body, reply.status, errorsOf(reply)]).toEqual([body, 422, errors]);
    }
    const entries = await flows.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(flow)}`);
    expect(itemsOf(entries)).toMatchObject([
      {
        action: 'data_flow.changed',
        legalEntityIds: [flows.at.firm],
        changes: { crossBorder: { from: 'unknown', to: 'no' } },
      },
      { action: 'data_flow.registered' },
    ]);
  });

  it('is changed by one of two who change the same version at once', async () => {
    const flow = await flows.made();
    const replies = await Promise.all(
      ['One', 'Two'].map((purpose) =>
        flows.send('PATCH', `/${idOf(flow)}`, { purpose }, { ifMatch: flow.etag }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('may be said to serve a use case later', async () => {
    const { at, changes } = flows;
    const vendor = { from: { type: 'provider', id: at.vendor }, legalEntityId: at.firm };
    const flow = await flows.made(vendor);
    expect(errorsOf(await flows.patch(flow, { useCaseId: changes.otherUse }))).toEqual({
      '/useCaseId': 'contradiction',
    });
    const serving = await flows.patch(flow, { useCaseId: changes.useCase });
    expect([serving.status, serving.json['useCaseId']]).toEqual([200, changes.useCase]);
  });

  it('is read as it was', async () => {
    const flow = await flows.made({ purpose: 'Before' });
    const then = await flows.app.instant();
    await flows.patch(flow, { purpose: 'After' });
    await flows.retire(flow);
    expect((await flows.get(flow, 'auditor', `?asOf=${then}`)).json).toEqual(flow.json);
    const listed = await flows.send('GET', `?q=Before&asOf=${then}`);
    expect(itemsOf(listed)).toEqual([flow.json]);
    expect(itemsOf(await flows.send('GET', '?q=Before'))).toEqual([]);
  });

  it('is registered with others, all or none', async () => {
    const before = await rowsOf('data_flow');
    const items = [flows.body(), flows.body({ crossBorder: 'maybe' }), flows.body()];
    const wrong = await flows.send('POST', '/batch', { items });
    expect([wrong.status, errorsOf(wrong)]).toEqual([422, { '/items/1/crossBorder': 'code' }]);
    const missing = flows.body({ to: { type: 'component', id: newId() } });
    const refused = await flows.send('POST', '/batch', { items: [flows.body(), missing] });
    expect([refused.status, errorsOf(refused)]).toEqual([422, { '/items/1/to/id': 'unknown-reference' }]);
    expect(await rowsOf('data_flow')).toBe(before);
    const made = await flows.send('POST', '/batch', { items: [flows.body(), flows.body()] });
    expect([made.status, itemsOf(made).length]).toEqual([201, 2]);
  });
});
