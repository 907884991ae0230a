import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BomApp, documentOf, library, listOf, startBomApp } from '../harness/bom-app.js';
import { errorsOf } from '../harness/replies.js';

let app: BomApp;
beforeAll(async () => {
  app = await startBomApp();
});
afterAll(() => app.close());

const MEBIBYTE = 1024 * 1024;
const registered = async (): Promise<number> =>
  (await app.owner.query('SELECT FROM component')).rowCount ?? 0;

describe('a document', () => {
  it('is CycloneDX of a version that is understood', async () => {
    const id = await app.component();
    const of = async (body: unknown) => errorsOf(await app.import(id, body));
    expect(await of({})).toEqual({ '/bomFormat': 'code', '/specVersion': 'code' });
    expect(await of({ spdxVersion: 'SPDX-2.3' })).toEqual({ '/bomFormat': 'code', '/specVersion': 'code' });
    for (const specVersion of ['1.4', '1.8', 1.6, null, '１.６']) {
      expect(await of(documentOf([], { specVersion }))).toEqual({ '/specVersion': 'code' });
    }
    for (const specVersion of ['1.5', '1.6', '1.7']) {
      expect((await app.import(id, documentOf([], { specVersion }))).status).toBe(200);
    }
    expect(await of([])).toEqual({ '': 'object' });
    expect(await of('null')).toEqual({ '': 'object' });
  });

  it('is as its version has it, and each wrong place is named', async () => {
    const id = await app.component();
    const of = async (components: object[], rest = {}) =>
      errorsOf(await app.import(id, documentOf(components as Record<string, unknown>[], rest)));
    expect(await of([{ type: 'library' }])).toEqual({ '/components/0': 'cyclonedx' });
    expect(await of([{ type: 'gadget', name: 'x' }])).toEqual({ '/components/0/type': 'cyclonedx' });
    expect(await of([{ type: 'library', name: 7 }])).toEqual({ '/components/0/name': 'cyclonedx' });
    expect(await of([], { serialNumber: 'seven' })).toEqual({ '/serialNumber': 'cyclonedx' });
    expect(await of([], { surprise: true })).toEqual({ '': 'cyclonedx' });
    const one = library();
    expect(await of([one, one])).toEqual({ '/components': 'cyclonedx' });
    const wrong = await app.import(id, documentOf([{ type: 'library' }]), 'procurement', {
      'accept-language': 'zh-HK',
    });
    expect(wrong.text).toContain('不符合 CycloneDX 1.6 的規格');
    expect((await app.send('auditor', 'GET', `/api/v1/components/${id}/boms`)).json['items']).toEqual([]);
  });

  it('may be as large as five mebibytes, and no larger', async () => {
    const id = await app.component();
    const filled = (bytes: number): string => {
      const empty = JSON.stringify(documentOf([library({ description: '' })]));
      return empty.replace('"description":""', `"description":"${'x'.repeat(bytes - empty.length)}"`);
    };
    expect((await app.import(id, filled(5 * MEBIBYTE))).status).toBe(200);
    expect((await app.import(id, filled(5 * MEBIBYTE + 1))).status).toBe(413);
    const elsewhere = await app.send('procurement', 'POST', '/api/v1/components', {
      body: filled(4 * MEBIBYTE + 1),
    });
    expect(elsewhere.status).toBe(413);
  });

  it('is neither deeper nor longer than the register takes', async () => {
    const id = await app.component();
    let nested = library();
    for (let depth = 0; depth < 20; depth++) nested = library({ components: [nested] });
    expect((await app.import(id, documentOf([nested]))).status).toBe(400);
    const many = Array.from({ length: 2001 }, () => library());
    expect(errorsOf(await app.import(id, documentOf(many)))).toEqual({ '/components': 'too-many' });
    const vulnerabilities = Array.from({ length: 2001 }, (_, i) => ({
      id: `CVE-2026-${9000 + i}`,
      affects: [{ ref: 'subject' }],
    }));
    expect(errorsOf(await app.import(id, documentOf([], { vulnerabilities })))).toEqual({
      '/vulnerabilities': 'too-many',
    });
  });

  it('is refused with characters that the database cannot hold, and leaves nothing', async () => {
    const id = await app.component();
    const before = await registered();
    for (const poison of ['\u0000', '\ud800']) {
      const refused = await app.import(id, documentOf([library({ description: `a${poison}b` })]));
      expect([poison, refused.status]).toEqual([poison, 422]);
    }
    expect((await app.import(id, '{"bomFormat":"CycloneDX","__proto__":{}}')).status).toBe(400);
    expect((await app.import(id, '{"bomFormat":"CycloneDX"')).status).toBe(400);
    expect(await registered()).toBe(before);
  });

  it('is taken whole or not at all', async () => {
    const id = await app.component();
    const parts = [library(), library(), library()];
    const before = await registered();
    // A rule of the database that only the last of them breaks.
    await app.owner.query(
      `ALTER TABLE component ADD CONSTRAINT component_name_check CHECK (name <> '${String(parts[2]?.['name'])} 1.0.0')`,
    );
    const refused = await app.import(id, documentOf(parts));
    await app.owner.query('ALTER TABLE component DROP CONSTRAINT component_name_check');
    expect(refused.status).toBe(422);
    expect(await registered()).toBe(before);
    expect(await app.uses(id)).toEqual([]);
    expect(listOf(await app.import(id, documentOf(parts)), 'added')).toHaveLength(3);
  });
});
