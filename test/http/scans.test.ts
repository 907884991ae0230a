import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { factPath, factsPath, type FindingApp, startFindingApp } from '../harness/finding-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let app: FindingApp;
beforeAll(async () => {
  app = await startFindingApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('recording a scan', () => {
  it('keeps every field, and takes a result that nobody gave for unknown', async () => {
    const componentId = await app.component();
    const body = {
      scannedOn: '2026-11-25',
      tool: 'osv-scanner 2.2.4',
      result: 'clean',
      note: '只掃描正式環境',
    };
    const made = await app.scan(componentId, body);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...body, componentId, retiredAt: null });
    expect((await app.send('auditor', 'GET', made.headers.get('location') ?? '')).json).toEqual(made.json);
    expect((await app.scan(componentId)).json).toMatchObject({ result: 'unknown', note: null });
  });

  it('names every wrong place of the input', async () => {
    const componentId = await app.component();
    const of = async (body: object) => errorsOf(await app.scan(componentId, body));
    expect(
      await of({ scannedOn: 'today', tool: 'x'.repeat(201), result: 'good', note: 1, ranBy: 'me' }),
    ).toEqual({
      '/scannedOn': 'date',
      '/tool': 'too-long',
      '/result': 'code',
      '/note': 'string',
      '/ranBy': 'unknown-field',
    });
    expect(await of({ scannedOn: undefined, tool: undefined })).toEqual({
      '/scannedOn': 'required',
      '/tool': 'required',
    });
    expect(await of({ scannedOn: '2026-11-26' })).toEqual({ '/scannedOn': 'not-in-future' });
    expect(idsOf(await app.listFacts('scans', componentId))).toEqual([]);
    expect((await app.scan(NOBODY)).status).toBe(404);
  });

  it('creates many, all or none', async () => {
    const componentId = await app.component();
    const items = ['2026-11-01', '2026-11-02'].map((scannedOn) => ({ scannedOn, tool: 'trivy' }));
    const send = (body: object) =>
      app.send('procurement', 'POST', `${factsPath('scans', componentId)}/batch`, { body });
    const late = await send({ items: [...items, { scannedOn: '2026-12-01', tool: 'trivy' }] });
    expect(errorsOf(late)).toEqual({ '/items/2/scannedOn': 'not-in-future' });
    expect(idsOf(await app.listFacts('scans', componentId))).toEqual([]);
    expect(itemsOf(await send({ items }))).toMatchObject(items);
  });

  it('gives twins under one key one row', async () => {
    const componentId = await app.component();
    const options = {
      body: { scannedOn: '2026-11-01', tool: 'grype' },
      headers: { 'idempotency-key': 'one-scan' },
    };
    const path = factsPath('scans', componentId);
    const twins = await Promise.all([1, 2, 3].map(() => app.send('procurement', 'POST', path, options)));
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
    expect(idsOf(await app.listFacts('scans', componentId))).toHaveLength(1);
  });
});

describe('a recorded scan', () => {
  it('is changed under its version, by those who write the register, and audited', async () => {
    const made = await app.scan(await app.component());
    const path = factPath('scans', made);
    expect((await app.send('procurement', 'PATCH', path, { body: {} })).status).toBe(428);
    expect((await app.changeFact('scans', made, { result: 'clean' }, 'auditor')).status).toBe(403);
    expect(errorsOf(await app.changeFact('scans', made, { scannedOn: '2026-11-26' }))).toEqual({
      '/scannedOn': 'not-in-future',
    });
    expect((await app.changeFact('scans', made, { result: 'unknown' })).etag).toBe(made.etag);
    const changed = await app.changeFact('scans', made, { result: 'findings' });
    expect(changed.json).toMatchObject({ result: 'findings', tool: 'osv-scanner' });
    expect((await app.changeFact('scans', made, { result: 'clean' })).status).toBe(412);
    const { rows } = await app.owner.query<{ action: string }>(
      'SELECT action FROM audit.entry WHERE resource_id = $1 ORDER BY at, id',
      [made.json['id']],
    );
    expect(rows.map(({ action }) => action)).toEqual(['component_scan.registered', 'component_scan.changed']);
  });

  it('is filtered by result, ordered by day, and shown as it was', async () => {
    const componentId = await app.component();
    const [late, early] = [
      await app.scan(componentId, { scannedOn: '2026-11-20', result: 'clean' }),
      await app.scan(componentId, { scannedOn: '2026-11-10', result: 'failed' }),
    ];
    await app.scan(await app.component(), { result: 'clean' });
    const then = await app.instant();
    const listed = async (query: string) => idsOf(await app.listFacts('scans', componentId, query));
    const [lateId, earlyId] = [late.json['id'], early.json['id']];
    expect(await listed('result=clean')).toEqual([lateId]);
    expect(await listed('sort=scannedOn')).toEqual([earlyId, lateId]);
    expect(await listed('sort=-scannedOn')).toEqual([lateId, earlyId]);
    expect((await app.retireFact('scans', late)).status).toBe(204);
    expect(await listed('')).toEqual([earlyId]);
    expect(await listed('includeRetired=true')).toEqual([lateId, earlyId]);
    expect(await listed(`asOf=${then}`)).toEqual([lateId, earlyId]);
    expect((await app.restoreFact('scans', late)).json).toMatchObject({ retiredAt: null });
    expect((await app.listFacts('scans', componentId, 'result=x')).status).toBe(422);
    expect((await app.listFacts('scans', NOBODY)).status).toBe(404);
  });

  it('is found within its own component alone', async () => {
    const made = await app.scan(await app.component());
    const elsewhere = `${factsPath('scans', await app.component())}/${String(made.json['id'])}`;
    expect((await app.send('auditor', 'GET', elsewhere)).status).toBe(404);
    expect((await app.send('procurement', 'DELETE', elsewhere, { ifMatch: made.etag })).status).toBe(404);
  });
});
