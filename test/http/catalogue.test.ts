import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const list = async (
  query: string,
): Promise<{ items: { id: string; kind: string; form: string }[]; nextCursor: string | null }> =>
  (await app.send('auditor', 'GET', `/api/v1/catalogue${query}`)).json as never;
const ids = async (query: string): Promise<string[]> => (await list(query)).items.map(({ id }) => id);

describe('the reference catalogue', () => {
  it('is searched in either language and by package, and narrowed by kind and form', async () => {
    expect(await ids(`?q=${encodeURIComponent('邊緣網絡')}`)).toEqual(['cloudflare']);
    expect(await ids('?q=pkg:npm/promptfoo')).toEqual(['promptfoo']);
    expect(await ids('?q=no+such+thing')).toEqual([]);
    const gateways = await list('?kind=gateway&form=open_source');
    expect(gateways.items.length).toBeGreaterThan(0);
    expect(gateways.items.every(({ kind, form }) => kind === 'gateway' && form === 'open_source')).toBe(true);
    expect((await app.send('auditor', 'GET', '/api/v1/catalogue?kind=gadget')).status).toBe(422);
  });

  it('pages through every entry once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list(`?limit=7${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
    expect((await app.send('auditor', 'GET', '/api/v1/catalogue?cursor=nothing')).status).toBe(422);
  });

  it('shows every fact of an entry with source, date and confidence', async () => {
    const entry = await app.send('auditor', 'GET', '/api/v1/catalogue/anthropic-api');
    expect(entry.json).toMatchObject({
      id: 'anthropic-api',
      kind: 'language_model',
      provider: { kind: 'third_party' },
    });
    expect(entry.json['facts']).toContainEqual(
      expect.objectContaining({
        field: 'territorySupport',
        value: { jurisdiction: 'HK', status: 'unsupported' },
        appliesTo: null,
        source: expect.objectContaining({ id: 'gs-claude-hk', url: expect.stringMatching(/^https:/) }),
        asOf: '2026-04',
        confidence: 'secondary',
      }),
    );
    expect(entry.json['upstream']).toContainEqual(
      expect.objectContaining({ catalogueId: 'cloudflare', role: 'network_edge', kind: 'network_edge' }),
    );
  });

  it('names the versions never to install, and the parent of a provider', async () => {
    const litellm = await app.send('auditor', 'GET', '/api/v1/catalogue/litellm');
    expect(litellm.json['events']).toEqual([
      expect.objectContaining({
        code: 'malicious_release',
        affectedPurls: ['pkg:pypi/litellm@1.82.7', 'pkg:pypi/litellm@1.82.8'],
      }),
    ]);
    const voyage = await app.send('auditor', 'GET', '/api/v1/catalogue/voyage');
    expect(voyage.json['providerFacts']).toContainEqual(
      expect.objectContaining({ field: 'ultimateParent', value: 'mongodb' }),
    );
  });

  it('knows no other entry, and is for those who are signed in', async () => {
    expect((await app.send('auditor', 'GET', '/api/v1/catalogue/no-such-thing')).status).toBe(404);
    expect((await app.send('auditor', 'GET', '/api/v1/catalogue/__proto__')).status).toBe(404);
    expect((await app.send(null, 'GET', '/api/v1/catalogue')).status).toBe(401);
  });
});
