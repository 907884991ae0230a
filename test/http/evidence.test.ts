import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { EVIDENCE, EvidenceApp, docx, pdf } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';
import { until } from '../harness/until.js';

let at: EvidenceApp;
beforeAll(async () => {
  at = await EvidenceApp.start();
});
afterAll(() => at.app.close());

const idOf = (reply: { json: object }): string => (reply.json as { id: string }).id;
const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

describe('a document', () => {
  it('is kept as it was sent, with what is said of it, and given back to the byte', async () => {
    const content = pdf('whole');
    const made = await at.upload(content, {
      name: 'SOC 2 report',
      nameZhHant: 'SOC 2 報告',
      kind: 'assurance_report',
      legalEntityId: at.firm,
      issuedBy: 'Example Assurance LLP',
      issuedOn: '2026-06-30',
      source: 'https://example.com/trust',
      description: 'Scope: the API.',
      validFrom: '2026-07-01',
      validTo: '2027-06-30',
      subjectRefs: JSON.stringify([{ type: 'provider', id: at.vendor }]),
      sha256: hashOf(content),
    });
    expect([made.status, made.json]).toEqual([
      201,
      {
        id: expect.any(String),
        ...{
          legalEntityId: at.firm,
          name: 'SOC 2 report',
          nameZhHant: 'SOC 2 報告',
          kind: 'assurance_report',
        },
        ...{
          fileName: 'report.pdf',
          mediaType: 'application/pdf',
          size: content.length,
          sha256: hashOf(content),
        },
        ...{ scanState: 'not_scanned', issuedBy: 'Example Assurance LLP', issuedOn: '2026-06-30' },
        ...{ source: 'https://example.com/trust', description: 'Scope: the API.' },
        ...{ validFrom: '2026-07-01', validTo: '2027-06-30', state: 'in_date' },
        ...{ supersedesId: null, supersededById: null, subjectRefs: [{ type: 'provider', id: at.vendor }] },
        ...{ createdAt: expect.any(String), updatedAt: expect.any(String), retiredAt: null },
      },
    ]);
    expect(made.headers.get('location')).toBe(`${EVIDENCE}/${idOf(made)}`);
    const read = await at.get(`/${idOf(made)}`);
    expect([read.json, read.etag]).toEqual([made.json, '"1"']);
    const { status, bytes, headers } = await at.download(idOf(made));
    expect([status, bytes.equals(content)]).toEqual([200, true]);
    expect(headers.get('content-disposition')).toBe('attachment; filename=report.pdf');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-length')).toBe(String(content.length));
    expect(await at.left()).toEqual([]);
  });

  it('whose download is in the log', async () => {
    const made = await at.upload();
    await at.download(idOf(made));
    const entries = await at.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    expect(
      itemsOf(entries)
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['evidence.downloaded', 'evidence.registered']);
  });

  it('is stored once, however often and under whatever names it is uploaded', async () => {
    const content = pdf(newId());
    const before = (await at.kept()).length;
    const made = await Promise.all(
      ['a.pdf', 'b.pdf', 'c.pdf'].map((fileName) => at.upload(content, {}, { fileName })),
    );
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(made.map(idOf)).size).toBe(3);
    expect((await at.kept()).length).toBe(before + 1);
    const same = itemsOf(await at.get(`?sha256=${hashOf(content)}&sort=createdAt`));
    expect(same.map(({ fileName }) => fileName).sort()).toEqual(['a.pdf', 'b.pdf', 'c.pdf']);
  });

  it.each([
    ['a.pdf', pdf(), 'application/pdf'],
    ['a.PDF', pdf(), 'application/pdf'],
    ['a.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['報告 (最終).txt', Buffer.from('驗證結果\n'), 'text/plain'],
    ['a.csv', Buffer.from('a;b\n1;2\n'), 'text/csv'],
    ['a.json', Buffer.from('{"a":1}'), 'application/json'],
  ])('may be %s', async (fileName, content, mediaType) => {
    const made = await at.upload(content, {}, { fileName });
    expect([made.status, (made.json as { mediaType?: string }).mediaType]).toEqual([201, mediaType]);
    const { headers, bytes } = await at.download(idOf(made));
    expect(bytes.equals(content)).toBe(true);
    const named = headers.get('content-disposition') ?? '';
    expect(named).toMatch(/^attachment;/);
    expect(decodeURIComponent(named)).toContain(fileName);
  });

  it('changes in what is said of it, and not in its file', async () => {
    const made = await at.upload(pdf(), { validTo: '2026-12-31' });
    const path = `${EVIDENCE}/${idOf(made)}`;
    const change = (body: object, ifMatch: string) =>
      at.app.send('risk_officer', 'PATCH', path, { body, ifMatch });
    const changed = await change(
      { name: 'Renamed', validTo: '2027-01-31', subjectRefs: [{ type: 'provider', id: at.vendor }] },
      '"1"',
    );
    expect([changed.status, changed.etag, changed.json]).toEqual([
      200,
      '"2"',
      {
        ...made.json,
        ...{ name: 'Renamed', validTo: '2027-01-31', subjectRefs: [{ type: 'provider', id: at.vendor }] },
        updatedAt: expect.any(String),
      },
    ]);
    expect((await change({ name: 'Again' }, '"1"')).status).toBe(412);
    expect((await change({ name: 'Renamed' }, '"2"')).etag).toBe('"2"');
    expect(errorsOf(await change({ sha256: 'x' }, '"2"'))).toEqual({ '/sha256': 'unknown-field' });
  });

  it.each([
    [{ validTo: '2026-11-30' }, 'expired'],
    [{ validTo: '2026-12-01' }, 'in_date'],
    [{ validFrom: '2026-12-02' }, 'future'],
    [{}, 'in_date'],
  ])('with %j is %s', async (fields, state) => {
    expect((await at.upload(pdf(), fields as Record<string, string>)).json['state']).toBe(state);
  });

  it('that has expired is renewed by a day or by another document, not by having no end', async () => {
    const old = await at.upload(pdf(), { validTo: '2026-11-30' });
    const path = `${EVIDENCE}/${idOf(old)}`;
    const forgotten = await at.app.send('procurement', 'PATCH', path, {
      body: { validTo: null },
      ifMatch: '"1"',
    });
    expect([forgotten.status, errorsOf(forgotten)]).toEqual([409, { '/validTo': 'has-passed' }]);
    const next = await at.upload(pdf('next'), { supersedesId: idOf(old), validTo: '2027-11-30' });
    expect([next.status, next.json['supersedesId']]).toEqual([201, idOf(old)]);
    expect((await at.get(`/${idOf(old)}`)).json).toMatchObject({
      state: 'superseded',
      supersededById: idOf(next),
    });
    const second = await at.upload(pdf('third'), { supersedesId: idOf(old) });
    expect([second.status, second.json['type']]).toEqual([409, '/problems/conflict']);
  });

  it('is taken out of use, and comes back', async () => {
    const made = await at.upload();
    const path = `${EVIDENCE}/${idOf(made)}`;
    expect((await at.app.send('procurement', 'DELETE', path, { ifMatch: made.etag })).status).toBe(204);
    expect((await at.app.send('procurement', 'DELETE', path, { ifMatch: '"2"' })).json['type']).toBe(
      '/problems/retired',
    );
    expect(itemsOf(await at.get('?limit=200')).map(({ id }) => id)).not.toContain(idOf(made));
    expect((await at.download(idOf(made))).status).toBe(200);
    expect((await at.app.send('procurement', 'POST', `${path}/restore`)).json['retiredAt']).toBeNull();
    expect((await at.app.send('procurement', 'POST', `${path}/restore`)).json['type']).toBe(
      '/problems/not-retired',
    );
  });

  it('is uploaded once, however often it is sent under one key; another file under it is refused', async () => {
    const headers = { 'idempotency-key': `document-${newId()}` };
    const content = pdf(newId());
    const twins = await Promise.all([
      at.upload(content, {}, { headers }),
      at.upload(content, {}, { headers }),
    ]);
    expect(twins.map(({ status }) => status)).toEqual([201, 201]);
    expect(idOf(twins[0])).toBe(idOf(twins[1]));
    const other = await at.upload(pdf(newId()), {}, { headers });
    expect([other.status, other.json['type']]).toEqual([422, '/problems/idempotency-key-reused']);
    const renamed = await at.upload(content, { name: 'Other' }, { headers });
    expect(renamed.json['type']).toBe('/problems/idempotency-key-reused');
  });

  it('of a legal entity is for those who see it; one of the installation is for everybody', async () => {
    const own = await at.upload(pdf(), { legalEntityId: at.firm });
    const everybodys = await at.upload();
    expect((await at.get(`/${idOf(own)}`, at.local)).status).toBe(404);
    expect((await at.download(idOf(own), at.local)).status).toBe(404);
    expect((await at.get(`/${idOf(everybodys)}`, at.local)).status).toBe(200);
    const ids = itemsOf(await at.get('?limit=200', at.local)).map(({ id }) => id);
    expect([ids.includes(idOf(own)), ids.includes(idOf(everybodys))]).toEqual([false, true]);
    expect((await at.upload(pdf(), {}, { as: at.local })).status).toBe(403);
    expect(errorsOf(await at.upload(pdf(), { legalEntityId: at.firm }, { as: at.local }))).toEqual({
      '/legalEntityId': 'unknown-reference',
    });
    expect((await at.upload(pdf(), { legalEntityId: at.other }, { as: at.local })).status).toBe(201);
    const body = { name: 'Mine' };
    const path = `${EVIDENCE}/${idOf(everybodys)}`;
    expect((await at.app.send(at.local, 'PATCH', path, { body, ifMatch: '"1"' })).status).toBe(403);
  });

  it('is read as it was', async () => {
    const made = await at.upload(pdf(), { validTo: '2026-12-31' });
    const { rows } = await at.app.owner.query<{ now: string }>('SELECT utc(clock_timestamp()) AS now');
    const path = `${EVIDENCE}/${idOf(made)}`;
    await at.app.send('procurement', 'PATCH', path, {
      body: { name: 'Later', validTo: '2027-12-31' },
      ifMatch: '"1"',
    });
    expect((await at.get(`/${idOf(made)}?asOf=${rows[0]?.now}`)).json).toMatchObject({
      name: 'Report',
      validTo: '2026-12-31',
    });
  });

  it('is found by what it is about, what kind it is, and when it expires', async () => {
    const vendor = await at.register.provider(`Vendor ${newId()}`);
    const about = { subjectRefs: JSON.stringify([{ type: 'provider', id: vendor }]) };
    const one = await at.upload(pdf('1'), {
      ...about,
      kind: 'certificate',
      validTo: '2027-02-01',
      name: 'One',
    });
    const two = await at.upload(pdf('2'), {
      ...about,
      validTo: '2027-01-01',
      name: 'Two',
      nameZhHant: '證書',
    });
    const three = await at.upload(pdf('3'), { ...about, name: 'Three' });
    const list = async (query: string) =>
      itemsOf(await at.get(`?subjectId=${vendor}&${query}`)).map(({ id }) => id);
    const [a, b, c] = [one, two, three].map(idOf);
    expect(await list('sort=validTo')).toEqual([b, a, c]);
    expect(await list('sort=-name')).toEqual([b, c, a]);
    expect(await list('kind=certificate')).toEqual([a]);
    expect(await list('expiresBefore=2027-02-01')).toEqual([b]);
    expect(await list(`q=${encodeURIComponent('證書')}`)).toEqual([b]);
  });
});

describe('an upload that breaks off', () => {
  it('leaves nothing, and the program goes on', async () => {
    const before = [await at.kept(), itemsOf(await at.get('?limit=200')).length];
    const { hostname, port } = new URL(at.app.url);
    const socket = createConnection({ host: hostname, port: Number(port) });
    const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
    socket.write(
      `POST ${EVIDENCE} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${at.app.keys.procurement}\r\n` +
        `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n${head}%PDF-1.7`,
    );
    await until('the file comes in', async () => (await at.left()).length === 1);
    socket.destroy();
    await until('what came in is dropped', async () => (await at.left()).length === 0);
    expect([await at.kept(), itemsOf(await at.get('?limit=200')).length]).toEqual(before);
  });
});
