import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pathOf } from '../harness/component-app.js';
import { cve, factPath, factsPath, type FindingApp, startFindingApp } from '../harness/finding-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let app: FindingApp;
beforeAll(async () => {
  app = await startFindingApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('recording a vulnerability', () => {
  it('keeps every field', async () => {
    const componentId = await app.component();
    const body = {
      identifier: 'GHSA-jfh8-c2jp-5v3q',
      severity: { version: 'cvss_3_1', score: 9.8 },
      epss: 0.97432,
      knownExploited: 'no',
      malicious: 'unknown',
      vex: 'under_investigation',
      foundOn: '2026-11-01',
      remediatedOn: '2026-11-25',
      source: 'https://osv.dev',
      note: '已於新版本修正。\nPatched.',
    };
    const made = await app.vulnerability(componentId, body);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...body, componentId, retiredAt: null });
    expect(made.headers.get('location')).toBe(factPath('vulnerabilities', made));
    const read = await app.send('auditor', 'GET', factPath('vulnerabilities', made));
    expect(read.json).toEqual(made.json);
    expect(read.etag).toBe(made.etag);
    expect(itemsOf(await app.listFacts('vulnerabilities', componentId))).toEqual([made.json]);
  });

  it('takes what nobody said for unknown, but not for a finding of malice', async () => {
    const made = await app.vulnerability(await app.component());
    expect(made.json).toMatchObject({
      severity: { version: 'unknown', score: null },
      epss: null,
      knownExploited: 'unknown',
      malicious: 'no',
      vex: 'unknown',
      remediatedOn: null,
    });
    const half = await app.vulnerability(await app.component(), { severity: { score: 0 } });
    expect(half.json['severity']).toEqual({ version: 'unknown', score: 0 });
  });

  it('names every wrong place of the input', async () => {
    const componentId = await app.component();
    const refused = await app.vulnerability(componentId, {
      identifier: 'CVE-24-1',
      severity: { version: 'cvss_5', score: 10.1, vector: 'AV:N' },
      epss: 1.5,
      knownExploited: true,
      malicious: 'maybe',
      vex: 'harmless',
      foundOn: '2026-02-30',
      remediatedOn: 20261101,
      source: 'x'.repeat(501),
      note: '',
      id: NOBODY,
    });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual({
      '/identifier': 'vulnerability-id',
      '/severity/version': 'code',
      '/severity/score': 'range',
      '/severity/vector': 'unknown-field',
      '/epss': 'range',
      '/knownExploited': 'code',
      '/malicious': 'code',
      '/vex': 'code',
      '/foundOn': 'date',
      '/remediatedOn': 'date',
      '/source': 'too-long',
      '/note': 'too-short',
      '/id': 'unknown-field',
    });
    const of = async (body: object) => errorsOf(await app.vulnerability(componentId, body));
    expect(await of({ identifier: undefined, foundOn: undefined })).toEqual({
      '/identifier': 'required',
      '/foundOn': 'required',
    });
    expect(await of({ identifier: '漏洞-2026-1' })).toEqual({ '/identifier': 'vulnerability-id' });
    expect(await of({ severity: { score: 9.85 } })).toEqual({ '/severity/score': 'decimals' });
    expect(await of({ severity: { score: '9.8' } })).toEqual({ '/severity/score': 'number' });
    expect(await of({ severity: null })).toEqual({ '/severity': 'object' });
    expect(idsOf(await app.listFacts('vulnerabilities', componentId))).toEqual([]);
  });

  it('refuses days that lie ahead, where the day is that of Hong Kong, and a remedy before the finding', async () => {
    await app.setClock('2026-11-25T16:30:00Z');
    const componentId = await app.component();
    const of = async (body: object) => errorsOf(await app.vulnerability(componentId, body));
    expect(await of({ foundOn: '2026-11-26', remediatedOn: '2026-11-26' })).toEqual({});
    expect(await of({ foundOn: '2026-11-27' })).toEqual({ '/foundOn': 'not-in-future' });
    expect(await of({ remediatedOn: '2026-11-27' })).toEqual({ '/remediatedOn': 'not-in-future' });
    expect(await of({ remediatedOn: '2026-10-31' })).toEqual({ '/remediatedOn': 'contradiction' });
  });

  it('keeps one record of an id for each component, whatever its case', async () => {
    const [componentId, other] = [await app.component(), await app.component()];
    const made = await app.vulnerability(componentId, { identifier: 'CVE-2026-0001' });
    const twice = await app.vulnerability(componentId, { identifier: 'cve-2026-0001' });
    expect([twice.status, twice.json['type']]).toEqual([409, '/problems/conflict']);
    expect(errorsOf(twice)).toEqual({ '/identifier': 'unique' });
    expect((await app.vulnerability(other, { identifier: 'CVE-2026-0001' })).status).toBe(201);
    const closed = await app.changeFact('vulnerabilities', made, { remediatedOn: '2026-11-02' });
    await app.retireFact('vulnerabilities', closed);
    expect((await app.vulnerability(componentId, { identifier: 'CVE-2026-0001' })).status).toBe(201);
    expect((await app.restoreFact('vulnerabilities', made)).json['type']).toBe('/problems/conflict');
  });

  it('is refused for a component that is not there, or retired', async () => {
    expect((await app.vulnerability(NOBODY)).status).toBe(404);
    expect((await app.vulnerability('nothing')).status).toBe(404);
    expect((await app.listFacts('vulnerabilities', NOBODY)).status).toBe(404);
    const component = await app.register();
    const id = String(component.json['id']);
    const made = await app.vulnerability(id);
    await app.retire(component);
    expect((await app.vulnerability(id)).json['type']).toBe('/problems/retired');
    const changed = await app.changeFact('vulnerabilities', made, { note: 'Late' });
    expect(changed.json['type']).toBe('/problems/retired');
    expect(idsOf(await app.listFacts('vulnerabilities', id))).toEqual([made.json['id']]);
  });

  it('creates many, all or none, and names the item that failed', async () => {
    const componentId = await app.component();
    const path = `${factsPath('vulnerabilities', componentId)}/batch`;
    const items = [1, 2, 3].map(() => ({ identifier: cve(), foundOn: '2026-11-01' }));
    const send = (body: object) => app.send('procurement', 'POST', path, { body });
    const late = await send({ items: [items[0], { ...items[1], foundOn: '2026-12-01' }] });
    expect(errorsOf(late)).toEqual({ '/items/1/foundOn': 'not-in-future' });
    const twice = await send({ items: [...items, items[0]] });
    expect([twice.status, errorsOf(twice)]).toEqual([409, { '/items/3/identifier': 'unique' }]);
    expect(errorsOf(await send({ items: [] }))).toEqual({ '/items': 'too-few' });
    expect(idsOf(await app.listFacts('vulnerabilities', componentId))).toEqual([]);
    const made = await send({ items });
    expect(made.status).toBe(201);
    expect(itemsOf(made).map(({ identifier }) => identifier)).toEqual(items.map((i) => i.identifier));
    const absent = await app.send('procurement', 'POST', path.replace(componentId, NOBODY), {
      body: { items },
    });
    expect(absent.status).toBe(404);
  });

  it('gives twins under one key one row, and refuses the key for something else', async () => {
    const componentId = await app.component();
    const body = { identifier: cve(), foundOn: '2026-11-01' };
    const path = factsPath('vulnerabilities', componentId);
    const headers = { 'idempotency-key': 'one-vulnerability' };
    const twins = await Promise.all(
      Array.from({ length: 10 }, () => app.send('procurement', 'POST', path, { body, headers })),
    );
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(idsOf(await app.listFacts('vulnerabilities', componentId))).toHaveLength(1);
    const other = { ...body, foundOn: '2026-11-02' };
    expect((await app.send('procurement', 'POST', path, { body: other, headers })).status).toBe(422);
  });

  it('is allowed to those who write the register alone', async () => {
    const componentId = await app.component();
    expect((await app.vulnerability(componentId, {}, 'auditor')).status).toBe(403);
    expect((await app.vulnerability(componentId, {}, 'senior_manager')).status).toBe(403);
    expect((await app.vulnerability(componentId, {}, null)).status).toBe(401);
    const made = await app.vulnerability(componentId, {}, 'service');
    expect(made.status).toBe(201);
    expect((await app.changeFact('vulnerabilities', made, { vex: 'fixed' }, 'auditor')).status).toBe(403);
    expect((await app.retireFact('vulnerabilities', made, 'auditor')).status).toBe(403);
    expect((await app.send('auditor', 'GET', factPath('vulnerabilities', made))).status).toBe(200);
  });
});

describe('changing a vulnerability', () => {
  it('lets one of many writers of the same version win', async () => {
    const made = await app.vulnerability(await app.component());
    const path = factPath('vulnerabilities', made);
    expect((await app.send('procurement', 'PATCH', path, { body: {} })).status).toBe(428);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) => app.changeFact('vulnerabilities', made, { note: `Note ${i}` })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  it('changes what was sent and nothing else, and nothing at all where all is as it was', async () => {
    const made = await app.vulnerability(await app.component(), {
      severity: { version: 'cvss_4_0', score: 7.1 },
      epss: 0.1,
    });
    const same = await app.changeFact('vulnerabilities', made, {
      severity: { score: 7.1, version: 'cvss_4_0' },
    });
    expect([same.status, same.etag]).toEqual([200, made.etag]);
    const changed = await app.changeFact('vulnerabilities', made, { epss: null, vex: 'affected' });
    expect(changed.json).toMatchObject({
      epss: null,
      vex: 'affected',
      severity: { version: 'cvss_4_0', score: 7.1 },
    });
    const { rows } = await app.owner.query<{ action: string; changes: object }>(
      'SELECT action, changes FROM audit.entry WHERE resource_id = $1 ORDER BY at, id',
      [made.json['id']],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'component_vulnerability.registered',
      'component_vulnerability.changed',
    ]);
    expect(rows[1]?.changes).toEqual({
      epss: { from: 0.1, to: null },
      vex: { from: 'unknown', to: 'affected' },
    });
  });

  it('holds the days together, whichever of them is sent', async () => {
    const made = await app.vulnerability(await app.component(), { remediatedOn: '2026-11-10' });
    expect(errorsOf(await app.changeFact('vulnerabilities', made, { foundOn: '2026-11-11' }))).toEqual({
      '/remediatedOn': 'contradiction',
    });
    expect((await app.changeFact('vulnerabilities', made, { foundOn: '2026-11-10' })).status).toBe(200);
  });

  it('finds a record within its own component alone', async () => {
    const made = await app.vulnerability(await app.component());
    const elsewhere = `${factsPath('vulnerabilities', await app.component())}/${String(made.json['id'])}`;
    expect((await app.send('auditor', 'GET', elsewhere)).status).toBe(404);
    const options = { body: { note: 'x' }, ifMatch: made.etag };
    expect((await app.send('procurement', 'PATCH', elsewhere, options)).status).toBe(404);
    expect((await app.send('procurement', 'DELETE', elsewhere, { ifMatch: made.etag })).status).toBe(404);
    expect((await app.send('procurement', 'POST', `${elsewhere}/restore`)).status).toBe(404);
  });
});

describe('listing vulnerabilities', () => {
  it('filters by VEX, exploitation, malice and remediation', async () => {
    const componentId = await app.component();
    const of = async (body: object) => (await app.vulnerability(componentId, body)).json['id'];
    const [fixed, exploited, bad, done] = [
      await of({ vex: 'fixed', knownExploited: 'no' }),
      await of({ knownExploited: 'yes' }),
      await of({ malicious: 'yes', knownExploited: 'no' }),
      await of({ remediatedOn: '2026-11-02', knownExploited: 'no' }),
    ];
    const listed = async (query: string) => idsOf(await app.listFacts('vulnerabilities', componentId, query));
    expect(await listed('vex=fixed')).toEqual([fixed]);
    expect(await listed('knownExploited=yes')).toEqual([exploited]);
    expect(await listed('malicious=yes')).toEqual([bad]);
    expect(await listed('remediated=yes')).toEqual([done]);
    expect(await listed('remediated=no')).toEqual([fixed, exploited, bad]);
    for (const wrong of ['vex=x', 'remediated=unknown', 'q=CVE', 'limit=0', 'cursor=x', 'sort=severity']) {
      expect((await app.listFacts('vulnerabilities', componentId, wrong)).status).toBe(422);
    }
  });

  it('pages through everything of one component once, in every order', async () => {
    const [componentId, other] = [await app.component(), await app.component()];
    await app.vulnerability(other);
    for (let i = 1; i <= 7; i++) await app.vulnerability(componentId, { foundOn: `2026-11-0${8 - i}` });
    for (const sort of ['createdAt', '-updatedAt', 'foundOn', '-foundOn', 'identifier', '-identifier']) {
      const seen: Record<string, unknown>[] = [];
      let cursor = '';
      do {
        const path = `${factsPath('vulnerabilities', componentId)}?limit=3&sort=${sort}${cursor}`;
        const page = await app.send('auditor', 'GET', path);
        seen.push(...itemsOf(page));
        cursor = page.json['nextCursor'] === null ? '' : `&cursor=${String(page.json['nextCursor'])}`;
      } while (cursor !== '');
      const values = seen.map((item) => String(item[sort.replace('-', '')]));
      const inOrder = [...values].sort();
      expect([sort, values]).toEqual([sort, sort.startsWith('-') ? inOrder.reverse() : inOrder]);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
    }
  });

  it('hides what is retired, shows it when asked, and shows the past as it was', async () => {
    const component = await app.register();
    const componentId = String(component.json['id']);
    const before = await app.instant();
    const made = await app.vulnerability(componentId, { vex: 'affected', knownExploited: 'no' });
    const then = await app.instant();
    const changed = await app.changeFact('vulnerabilities', made, { vex: 'not_affected' });
    expect((await app.retireFact('vulnerabilities', changed)).status).toBe(204);
    const listed = async (query: string) =>
      itemsOf(await app.listFacts('vulnerabilities', componentId, query));
    expect(await listed('')).toEqual([]);
    expect(await listed('includeRetired=true')).toMatchObject([{ retiredAt: expect.any(String) }]);
    expect(await listed(`asOf=${then}`)).toEqual([made.json]);
    expect(await listed(`asOf=${before}`)).toEqual([]);
    const past = await app.send('auditor', 'GET', `${factPath('vulnerabilities', made)}?asOf=${then}`);
    expect([past.json, past.etag]).toEqual([made.json, made.etag]);
    const early = `${factPath('vulnerabilities', made)}?asOf=${before}`;
    expect((await app.send('auditor', 'GET', early)).status).toBe(404);
    const beforeAll = String(component.json['createdAt']).replace(/^\d{4}/, '2020');
    expect((await app.listFacts('vulnerabilities', componentId, `asOf=${beforeAll}`)).status).toBe(404);
    const restored = await app.restoreFact('vulnerabilities', made);
    expect(restored.json).toMatchObject({ vex: 'not_affected', retiredAt: null });
    expect((await app.restoreFact('vulnerabilities', made)).json['type']).toBe('/problems/not-retired');
  });

  it('leaves the version of the component itself alone', async () => {
    const component = await app.register();
    await app.vulnerability(String(component.json['id']));
    expect((await app.send('auditor', 'GET', pathOf(component))).etag).toBe(component.etag);
  });
});
