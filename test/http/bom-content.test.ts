import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BomApp, documentOf, library, listOf, reasonsOf, startBomApp } from '../harness/bom-app.js';
import { itemsOf } from '../harness/replies.js';

let app: BomApp;
beforeAll(async () => {
  app = await startBomApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

describe('what a document lists', () => {
  it('becomes components of the kinds that the register has, at any depth', async () => {
    const id = await app.component();
    const model = library({
      type: 'machine-learning-model',
      purl: undefined,
      modelCard: { modelParameters: {} },
    });
    const parts = [
      library({ type: 'framework', components: [library({ components: [library({ type: 'data' })] })] }),
      library({ type: 'application' }),
      library({ type: 'platform' }),
      model,
    ];
    const imported = await app.import(id, documentOf(parts));
    const added = listOf(imported, 'added');
    const kinds = await Promise.all(
      added.map(async (a) => (await app.readComponent(a['componentId']))['kind']),
    );
    expect(kinds).toEqual(['library', 'library', 'dataset', 'application', 'library', 'language_model']);
    expect(added.map(({ pointer }) => pointer)).toEqual([
      '/components/0',
      '/components/0/components/0',
      '/components/0/components/0/components/0',
      '/components/1',
      '/components/2',
      '/components/3',
    ]);
    expect(added.map(({ modelCardAt }) => modelCardAt).at(-1)).toBe('/components/3/modelCard');
    expect(added[0]?.['modelCardAt']).toBeNull();
  });

  it('stays in the document, with its place and a reason, where the register has no place for it', async () => {
    const id = await app.component();
    const twice = library();
    const imported = await app.import(
      id,
      documentOf(
        [
          library({ type: 'container' }),
          library({ scope: 'excluded' }),
          twice,
          { ...twice, 'bom-ref': 'again' },
          library({ name: 'x'.repeat(201) }),
          library({ name: 'turned\u202eround' }),
          library({ purl: 'not a purl' }),
          library({ licenses: [{ license: { name: 'Terms of the house' } }] }),
        ],
        { services: [{ name: 'A service', 'bom-ref': 's' }], properties: [{ name: 'a', value: 'b' }] },
      ),
    );
    expect(reasonsOf(imported)).toEqual({
      '/components/0/type': 'type_not_kept',
      '/components/1/scope': 'excluded',
      '/components/3': 'listed_twice',
      '/components/4/name': 'text_not_kept',
      '/components/5/name': 'text_not_kept',
      '/components/6/purl': 'purl_not_valid',
      '/components/7/licenses/0': 'licence_not_an_expression',
      '/services': 'stored_only',
      '/properties': 'stored_only',
    });
    const added = listOf(imported, 'added');
    expect(added.map(({ pointer }) => pointer)).toEqual(['/components/2', '/components/6', '/components/7']);
    expect(await app.readComponent(added[1]?.['componentId'])).toMatchObject({ purl: null, licence: 'MIT' });
    expect(await app.readComponent(added[2]?.['componentId'])).toMatchObject({ licence: null });
    const again = await app.import(
      id,
      (await app.send('auditor', 'GET', `/api/v1/components/${id}/bom`)).json,
    );
    expect(again.json['unchanged']).toBe(true);
    expect(reasonsOf(again)).toEqual(reasonsOf(imported));
  });
});

describe('what the register has already', () => {
  it('is found by its package URL, however that is written and whatever it is called', async () => {
    const known = await app.register({
      name: 'Our client of the vendor',
      kind: 'vector_store',
      purl: 'pkg:npm/@Acme/client@2.0.0',
    });
    const part = library({
      name: 'client',
      group: '@acme',
      version: '2.0.0',
      purl: 'pkg:npm/%40acme/client@2.0.0',
    });
    const imported = await app.import(await app.component(), documentOf([part]));
    expect(listOf(imported, 'changed')).toMatchObject([
      {
        componentId: known.json['id'],
        name: 'Our client of the vendor',
        changes: { version: { from: null, to: '2.0.0' }, licence: { from: null, to: 'MIT' } },
      },
    ]);
    expect(await app.readComponent(known.json['id'])).toMatchObject({
      kind: 'vector_store',
      purl: 'pkg:npm/@Acme/client@2.0.0',
      version: '2.0.0',
      licence: 'MIT',
    });
  });

  it('is found by name and version where it has no package URL', async () => {
    const [one, two] = [library(), library()];
    const [a, b, c] = [
      await app.register({ name: String(one['name']).toUpperCase(), kind: 'library', version: '1.0.0' }),
      await app.register({ name: `${String(two['name'])}  1.0.0`, kind: 'library' }),
      await app.register({ name: String(two['name']), kind: 'library', version: '0.9.0' }),
    ];
    const imported = await app.import(await app.component(), documentOf([one, two]));
    const changed = listOf(imported, 'changed').map(({ componentId }) => componentId);
    expect(changed).toEqual([a.json['id'], b.json['id']]);
    expect(await app.readComponent(c.json['id'])).toMatchObject({ version: '0.9.0', purl: null });
  });

  it('is not taken for the same where another package URL has the name', async () => {
    const [npm, pypi] = [library({ name: 'flat' }), library({ name: 'flat', purl: 'pkg:pypi/flat@1.0.0' })];
    const first = await app.import(await app.component(), documentOf([npm]));
    const second = await app.import(await app.component(), documentOf([npm, pypi]));
    expect(listOf(second, 'existing')).toMatchObject([
      { componentId: listOf(first, 'added')[0]?.['componentId'] },
    ]);
    expect(listOf(second, 'added')).toMatchObject([{ name: 'flat 1.0.0 (pypi)' }]);
  });

  it('keeps what somebody recorded, and says where the document has it otherwise', async () => {
    const part = library();
    const known = await app.register({
      name: 'Judged by counsel',
      kind: 'library',
      purl: part['purl'],
      licence: 'LicenseRef-Vendor',
      version: '1',
    });
    const imported = await app.import(await app.component(), documentOf([part]));
    expect(reasonsOf(imported)).toEqual({
      '/components/0/version': 'register_says_otherwise',
      '/components/0/licenses': 'register_says_otherwise',
    });
    expect(listOf(imported, 'existing')).toHaveLength(1);
    expect(await app.readComponent(known.json['id'])).toMatchObject({
      licence: 'LicenseRef-Vendor',
      version: '1',
    });
  });

  it('is registered anew where it was retired', async () => {
    const part = library();
    const known = await app.register({ name: `${String(part['name'])} 1.0.0`, purl: part['purl'] });
    await app.retire(known);
    const imported = await app.import(await app.component(), documentOf([part]));
    expect(listOf(imported, 'added')).toHaveLength(1);
    expect(listOf(imported, 'added')[0]?.['componentId']).not.toBe(known.json['id']);
  });

  it('may be the component itself, which does not use itself', async () => {
    const part = library();
    const known = await app.register({ name: 'Itself', purl: part['purl'] });
    const id = String(known.json['id']);
    const imported = await app.import(id, documentOf([part]));
    expect(reasonsOf(imported)).toEqual({ '/components/0': 'the_component_itself' });
    expect(await app.uses(id)).toEqual([]);
  });
});

describe('vulnerabilities of a document', () => {
  const ratings = [
    { method: 'CVSSv2', score: 5 },
    { method: 'CVSSv31', score: 9.81, severity: 'critical' },
    { method: 'other', score: 0.42, source: { name: 'EPSS' } },
  ];
  const found = (overrides: object) => ({
    id: 'CVE-2026-5001',
    source: { name: 'NVD', url: 'https://nvd.nist.gov/' },
    ratings,
    analysis: {
      state: 'exploitable',
      detail: 'Reached by every request.',
      firstIssued: '2026-11-10T00:00:00Z',
    },
    ...overrides,
  });

  it('become records of what they affect, with what the document says of them', async () => {
    const id = await app.component();
    const [a, b] = [library(), library()];
    const vulnerabilities = [
      found({ affects: [{ ref: a['bom-ref'] }, { ref: 'subject' }, { ref: 'nowhere' }] }),
      found({ id: 'MAL-2026-77', analysis: undefined, ratings: [], affects: [{ ref: b['bom-ref'] }] }),
      found({
        id: 'internal 7',
        references: [{ id: 'GHSA-jfh8-c2jp-5v3q', source: { name: 'GitHub' } }],
        analysis: { state: 'false_positive', justification: 'code_not_present' },
        affects: [{ ref: `urn:cdx:fb219ded-b129-434e-ad21-1a1210dbdbbe/1#${String(b['bom-ref'])}` }],
      }),
      found({ id: 'nameless', affects: [{ ref: a['bom-ref'] }] }),
    ];
    const imported = await app.import(id, documentOf([a, b], { vulnerabilities }));
    expect(reasonsOf(imported)).toEqual({
      '/vulnerabilities/0/affects/2/ref': 'affects_nothing_listed',
      '/vulnerabilities/3/id': 'identifier_not_known',
    });
    const [ofA, ofB] = listOf(imported, 'added').map(({ componentId }) => String(componentId));
    const records = async (componentId = '') => itemsOf(await app.listFacts('vulnerabilities', componentId));
    expect(await records(ofA)).toMatchObject([
      {
        identifier: 'CVE-2026-5001',
        severity: { version: 'cvss_3_1', score: 9.9 },
        epss: 0.42,
        vex: 'affected',
        knownExploited: 'unknown',
        malicious: 'no',
        foundOn: '2026-11-10',
        source: 'https://nvd.nist.gov/',
        note: 'Reached by every request.',
      },
    ]);
    expect(await records(id)).toMatchObject([{ identifier: 'CVE-2026-5001' }]);
    expect(await records(ofB)).toMatchObject([
      {
        identifier: 'MAL-2026-77',
        malicious: 'yes',
        vex: 'unknown',
        foundOn: '2026-11-20',
        severity: { score: null },
      },
      { identifier: 'GHSA-jfh8-c2jp-5v3q', vex: 'not_affected', note: 'code_not_present' },
    ]);
    expect(listOf(imported, 'vulnerabilities').map(({ outcome }) => outcome)).toEqual([
      'added',
      'added',
      'added',
      'added',
    ]);
  });

  it('are of a malicious version where any of their names says so', async () => {
    const id = await app.component();
    const part = library();
    const affects = [{ ref: part['bom-ref'] }];
    const named = (...ids: string[]) => ids.map((other) => ({ id: other, source: { name: 'OSV' } }));
    const vulnerabilities = [
      found({ id: 'internal 8', references: named('MAL-2026-78'), affects }),
      found({ id: 'CVE-2026-5002', references: named('GHSA-jfh8-c2jp-5v3q', 'MAL-2026-79'), affects }),
      found({ id: 'CVE-2026-5003', references: named('GHSA-jfh8-c2jp-5v3r'), affects }),
    ];
    const imported = await app.import(id, documentOf([part], { vulnerabilities }));
    const componentId = String(listOf(imported, 'added')[0]?.['componentId']);
    const records = itemsOf(await app.listFacts('vulnerabilities', componentId));
    expect(Object.fromEntries(records.map(({ identifier, malicious }) => [identifier, malicious]))).toEqual({
      'MAL-2026-78': 'yes',
      'CVE-2026-5002': 'yes',
      'CVE-2026-5003': 'no',
    });
  });

  it('change what the document states anew, and leave the rest as somebody recorded it', async () => {
    const id = await app.component();
    const part = library();
    const at = { affects: [{ ref: part['bom-ref'] }] };
    const first = await app.import(id, documentOf([part], { vulnerabilities: [found(at)] }));
    const componentId = String(listOf(first, 'added')[0]?.['componentId']);
    const [record] = itemsOf(await app.listFacts('vulnerabilities', componentId));
    const path = `/api/v1/components/${componentId}/vulnerabilities/${String(record?.['id'])}`;
    const body = { knownExploited: 'yes', note: 'Seen in our logs.' };
    await app.send('procurement', 'PATCH', path, { body, ifMatch: '"1"' });
    const fixed = { id: 'cve-2026-5001', ratings: [], analysis: { state: 'resolved' }, ...at };
    const second = await app.import(id, documentOf([part], { vulnerabilities: [fixed] }));
    expect(listOf(second, 'vulnerabilities')).toMatchObject([
      { outcome: 'existing', warning: 'unexplained_vex' },
    ]);
    expect(itemsOf(await app.listFacts('vulnerabilities', componentId))[0]).not.toMatchObject({
      vex: 'fixed',
    });
    const explained = {
      ...{ ...fixed, source: { url: 'https://vendor.example/vex' } },
      analysis: { state: 'resolved', detail: 'Patched in this build.' },
    };
    const taken = await app.import(id, documentOf([part], { vulnerabilities: [explained] }));
    expect(listOf(taken, 'vulnerabilities')).toMatchObject([{ outcome: 'changed', warning: null }]);
    expect(itemsOf(await app.listFacts('vulnerabilities', componentId))).toMatchObject([
      {
        identifier: 'CVE-2026-5001',
        vex: 'fixed',
        severity: { score: 9.9 },
        knownExploited: 'yes',
        note: 'Patched in this build.',
        foundOn: '2026-11-10',
        remediatedOn: null,
      },
    ]);
    const third = await app.import(id, documentOf([part], { version: 3, vulnerabilities: [fixed] }));
    expect(listOf(third, 'vulnerabilities')).toMatchObject([{ outcome: 'existing' }]);
  });

  it('are dated by the day of the import where the document lies about its own', async () => {
    const part = library();
    const vulnerabilities = [{ id: 'CVE-2026-5002', affects: [{ ref: part['bom-ref'] }] }];
    const metadata = { timestamp: '2030-01-01T00:00:00Z' };
    const imported = await app.import(
      await app.component(),
      documentOf([part], { metadata, vulnerabilities }),
    );
    const componentId = String(listOf(imported, 'added')[0]?.['componentId']);
    expect(itemsOf(await app.listFacts('vulnerabilities', componentId))).toMatchObject([
      { foundOn: '2026-11-25' },
    ]);
  });
});
