import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docx, EvidenceApp, EVIDENCE, pdf, zip } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let at: EvidenceApp;
beforeAll(async () => {
  at = await EvidenceApp.start();
});
afterAll(() => at.app.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';
const ELF = Buffer.concat([Buffer.from('\u007fELF\u0002\u0001\u0001'), Buffer.alloc(57)]);
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
const state = async () => [
  itemsOf(await at.get('?limit=200')).length,
  (await at.kept()).length,
  await at.left(),
];

describe('a file that is not kept', () => {
  it.each([
    ['nothing at all', Buffer.alloc(0), 'a.pdf', 'empty-file'],
    ['a program with the name of a document', ELF, 'a.pdf', 'file-kind'],
    ['a program with the name of a text', EXE, 'a.txt', 'file-kind'],
    ['a program under its own name', ELF, 'a.elf', 'file-kind'],
    ['a script with the name of a text', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'a.txt', 'file-kind'],
    ['a page with the name of a text', Buffer.from(' <html><script>1</script>'), 'a.txt', 'file-kind'],
    ['a picture that is a page', Buffer.from('<svg xmlns="x"/>'), 'a.png', 'file-kind'],
    ['a page under its own name', Buffer.from('<html></html>'), 'a.html', 'file-kind'],
    ['a document with the name of another kind', pdf(), 'a.docx', 'file-kind'],
    ['a document without an ending', pdf(), 'report', 'file-kind'],
    ['text that is not UTF-8', Buffer.from([0x61, 0xff, 0xfe]), 'a.txt', 'file-kind'],
    ['text with control characters', Buffer.from('a\u0000b'), 'a.csv', 'file-kind'],
    ['an archive', zip({ 'a.txt': 'x' }), 'a.zip', 'file-kind'],
    ['an archive with the name of a document', zip({ 'a.txt': 'x' }), 'a.docx', 'file-kind'],
    [
      'a document that unpacks without end',
      docx({ 'word/media/x': 12 * 1024 * 1024 }),
      'a.docx',
      'harmful-archive',
    ],
    [
      'a document that writes outside of itself',
      docx({ '../../etc/passwd': 'x' }),
      'a.docx',
      'harmful-archive',
    ],
    [
      'a document that is cut off',
      docx({ 'word/media/x': 'y'.repeat(500) }).subarray(0, -40),
      'a.docx',
      'harmful-archive',
    ],
  ])('%s', async (_what, content, fileName, code) => {
    const before = await state();
    const reply = await at.upload(content, {}, { fileName });
    expect([reply.status, errorsOf(reply)]).toEqual([422, { '/file': code }]);
    expect(await state()).toEqual(before);
  });

  it('one that is larger than 100 MiB, whether its size is told or not', async () => {
    const before = await state();
    const large = Buffer.concat([pdf(), Buffer.alloc(100 * 1024 * 1024)]);
    const reply = await at.upload(large);
    expect([reply.status, reply.json['type']]).toEqual([413, '/problems/body-too-large']);
    expect(await state()).toEqual(before);
  });

  it.each([['../../etc/passwd.pdf'], ['a\u202egpj.pdf'], [`${'x'.repeat(200)}.pdf`]])(
    'one whose name is %j',
    async (fileName) => {
      const reply = await at.upload(pdf(), {}, { fileName });
      // A path is cut down to its last part before anything is made of it.
      if (fileName.startsWith('..')) expect(reply.json['fileName']).toBe('passwd.pdf');
      else expect([reply.status, Object.keys(errorsOf(reply))]).toEqual([422, ['/file']]);
    },
  );
});

describe('a form that is not taken', () => {
  it.each([
    [{ name: '' }, { '/name': 'required' }],
    [{ kind: 'rumour' }, { '/kind': 'code' }],
    [{ validTo: '2026-02-30' }, { '/validTo': 'date' }],
    [{ validFrom: '2026-12-02', validTo: '2026-12-01' }, { '/validTo': 'contradiction' }],
    [{ issuedOn: '2026-12-02' }, { '/issuedOn': 'not-in-future' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ supersedesId: NOBODY }, { '/supersedesId': 'unknown-reference' }],
    [{ sha256: '0'.repeat(64) }, { '/sha256': 'other-file' }],
    [{ sha256: 'no' }, { '/sha256': 'too-short' }],
    [{ subjectRefs: '[' }, { '/subjectRefs': 'list' }],
    [{ subjectRefs: '"all"' }, { '/subjectRefs': 'list' }],
    [{ subjectRefs: `[{"type":"planet","id":"${NOBODY}"}]` }, { '/subjectRefs/0/type': 'code' }],
    [
      { subjectRefs: `[{"type":"component","id":"${NOBODY}"}]` },
      { '/subjectRefs/0/id': 'unknown-reference' },
    ],
    [{ subjectRefs: `[{"type":"use_case","id":"${NOBODY}"}]` }, { '/subjectRefs/0/id': 'unknown-reference' }],
    [
      { subjectRefs: `[{"type":"arrangement","id":"${NOBODY}"}]` },
      { '/subjectRefs/0/id': 'unknown-reference' },
    ],
    [{ id: NOBODY }, { '/id': 'unknown-field' }],
    [{ __proto__x: '1' }, { '/__proto__x': 'unknown-field' }],
  ])('%j', async (fields, errors) => {
    const before = await state();
    const reply = await at.upload(pdf('refused'), fields);
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    expect(await state()).toEqual(before);
  });

  it('about the same record twice, or about one of somebody else', async () => {
    const twice = JSON.stringify([1, 2].map(() => ({ type: 'provider', id: at.vendor })));
    expect(errorsOf(await at.upload(pdf(), { subjectRefs: twice }))).toEqual({ '/subjectRefs/1': 'unique' });
    const useCase = await at.register.useCase('Theirs', 'T2', at.firm);
    const theirs = JSON.stringify([
      { type: 'use_case', id: useCase },
      { type: 'legal_entity', id: at.firm },
    ]);
    const fields = { legalEntityId: at.other, subjectRefs: theirs };
    expect(errorsOf(await at.upload(pdf(), fields, { as: at.local }))).toEqual({
      '/subjectRefs/0/id': 'unknown-reference',
      '/subjectRefs/1/id': 'unknown-reference',
    });
    expect((await at.upload(pdf(), { legalEntityId: at.firm, subjectRefs: theirs })).status).toBe(201);
    // Whoever sees the document would see what it is about.
    for (const whose of [{}, { legalEntityId: at.other }] as Record<string, string>[]) {
      expect(errorsOf(await at.upload(pdf(), { ...whose, subjectRefs: theirs }))).toEqual({
        '/subjectRefs/0/id': 'contradiction',
        '/subjectRefs/1/id': 'contradiction',
      });
    }
  });

  const form = (...parts: [string, string | Blob][]): FormData => {
    const made = new FormData();
    for (const [name, value] of parts) {
      if (typeof value === 'string') made.append(name, value);
      else made.append(name, value, 'a.pdf');
    }
    return made;
  };
  const file = new Blob([new Uint8Array(pdf())]);

  it('without a file, with two, with a field twice, or with a file elsewhere', async () => {
    const before = await state();
    const refused = async (body: FormData) => {
      const reply = await at.send('procurement', body);
      return [reply.status, errorsOf(reply)];
    };
    expect(await refused(form(['name', 'A']))).toEqual([422, { '/file': 'required' }]);
    expect(await refused(form(['name', 'A'], ['file', file], ['file', file]))).toEqual([
      422,
      { '/file': 'unique' },
    ]);
    expect(await refused(form(['name', 'A'], ['name', 'B'], ['file', file]))).toEqual([
      422,
      { '/name': 'unique' },
    ]);
    expect(await refused(form(['file', file], ['name', 'A'], ['name', 'B']))).toEqual([
      422,
      { '/name': 'unique' },
    ]);
    expect(await refused(form(['name', 'A'], ['photo', file]))).toEqual([422, { '/photo': 'unknown-field' }]);
    expect(await state()).toEqual(before);
  });

  it('that is no form, or is broken', async () => {
    const before = await state();
    const send = (body: string, contentType: string) =>
      at.send('procurement', body, { 'content-type': contentType });
    expect((await send('{}', 'application/json')).status).toBe(415);
    expect((await send('name=a', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await send('x', 'multipart/form-data')).status).toBe(415);
    const broken = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7';
    expect((await send(broken, 'multipart/form-data; boundary=x')).status).toBe(400);
    expect((await send('nothing', 'multipart/form-data; boundary=x')).status).toBe(400);
    expect(await state()).toEqual(before);
  });

  it('where no file is taken, or by whom no file is taken', async () => {
    const elsewhere = await fetch(`${at.app.url}/api/v1/providers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${at.app.keys.procurement}` },
      body: form(['name', 'A'], ['file', file]),
    });
    expect(elsewhere.status).toBe(415);
    for (const [as, status] of [
      ['auditor', 403],
      ['senior_manager', 403],
      ['admin', 403],
      [null, 401],
    ] as const) {
      expect((await at.upload(pdf(), {}, { as })).status).toBe(status);
    }
    expect((await at.upload(pdf(), {}, { as: 'service' })).status).toBe(201);
  });
});

describe('a document that was touched where it is kept', () => {
  it.each([
    ['small', 20],
    ['large', 3_000_000],
  ])('ends in an error, not in a file (%s)', async (_size, length) => {
    const bytes = Buffer.concat([pdf('touched'), Buffer.alloc(length)]);
    const made = await at.upload(bytes);
    const { id, sha256, size } = made.json as unknown as { id: string; sha256: string; size: number };
    const path = join(at.app.dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2));
    for (const instead of [Buffer.alloc(size, 'x'), Buffer.from('short')]) {
      await writeFile(path, instead);
      const outcome = await at.download(id).then(
        ({ status }) => status,
        () => 'broken off',
      );
      expect(['broken off', 500]).toContain(outcome);
    }
    expect((await at.get(`/${id}`)).status).toBe(200);
    // Who has it still uploads it once more.
    await writeFile(path, Buffer.alloc(size, 'x'));
    expect((await at.upload(bytes)).status).toBe(201);
    expect((await at.download(id)).status).toBe(200);
  });
});

describe('documents beyond the quota', () => {
  it('are not taken; the same one again takes no more room', async () => {
    const full = await EvidenceApp.start({ EVIDENCE_QUOTA_GIB: '1' });
    try {
      await full.app.owner.query(
        `INSERT INTO evidence_file (sha256, size, media_type, scan_state) VALUES ($1, $2, 'application/pdf', 'clean')`,
        ['a'.repeat(64), 1024 ** 3 - pdf().length],
      );
      expect((await full.upload()).status).toBe(201);
      const refused = await full.upload(pdf('more'));
      expect([refused.status, refused.json['type']]).toEqual([409, '/problems/quota-exceeded']);
      expect((await full.upload()).status).toBe(201);
      expect(EVIDENCE).toBe('/api/v1/evidence');
    } finally {
      await full.app.close();
    }
  });
});
