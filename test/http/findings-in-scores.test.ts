import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

/** A use case on an application on the firm's own machines, and that on a library, whose version was found to be malicious. */
let app: TestApp;
const id: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp();
  const register = new RegisterWriter(app.owner);
  const firm = await register.legalEntity('Firm');
  id['maker'] = await register.provider('Maker');
  id['project'] = await register.provider('Project');
  const own = { deployment: 'self_hosted' };
  id['application'] = await register.component('Application', 'application', id['maker'], own);
  id['library'] = await register.component('Library', 'library', id['project'], own);
  id['useCase'] = await register.useCase('Use', 'T3', firm);
  await register.requires({ useCase: id['useCase'] }, [{ component: id['application'] }]);
  await register.requires({ component: id['application'] }, [{ component: id['library'] }]);
  const path = `/api/v1/components/${id['library']}/vulnerabilities`;
  const found = await app.send('procurement', 'POST', path, {
    body: { identifier: 'MAL-2026-100', foundOn: '2026-01-05', malicious: 'yes' },
  });
  expect(found.status).toBe(201);
  id['finding'] = String(found.json['id']);
});
afterAll(() => app.close());

/** What the scores with an open G1 are about. */
async function open(): Promise<unknown[]> {
  await app.nest.get(ScoreKeeper).keep();
  const { json } = await app.send('auditor', 'GET', '/api/v1/scores?gate=G1');
  const items = json['items'] as unknown as { useCaseId: string; arrangementId: string }[];
  const explained = await Promise.all(
    items.map(async ({ useCaseId, arrangementId }) => {
      const score = await app.send('auditor', 'GET', `/api/v1/scores/${useCaseId}/${arrangementId}`);
      const gates = score.json['gates'] as unknown as { because: { about: string }[] }[];
      return gates[0]?.because.map(({ about }) => about);
    }),
  );
  return [...new Set(explained.flat())];
}

async function change(path: string, body: object): Promise<void> {
  const { etag } = await app.send('risk_officer', 'GET', path);
  expect((await app.send('risk_officer', 'PATCH', path, { body, ifMatch: etag })).status).toBe(200);
}

it('a leaf names the scan that is the newest, also when its facts are those of the one before', async () => {
  const scan = async (scannedOn: string, tool: string): Promise<string> => {
    const path = `/api/v1/components/${id['application']}/scans`;
    const made = await app.send('procurement', 'POST', path, { body: { scannedOn, tool, result: 'clean' } });
    await app.nest.get(ScoreKeeper).keep();
    return String(made.json['id']);
  };
  const leaf = async () => {
    const path = `/api/v1/scores/${id['useCase']}/${id['maker']}`;
    const { components } = (await app.send('auditor', 'GET', path)).json as unknown as {
      components: { factors: { code: string; sources: { type: string }[] }[] }[];
    };
    const factor = components[0]?.factors.find(({ code }) => code === 'vulnerability');
    return factor?.sources.filter(({ type }) => type === 'component_scan');
  };
  const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const first = await scan(day(5), 'old-tool');
  expect(await leaf()).toMatchObject([{ id: first, name: 'old-tool', observedOn: day(5) }]);
  const second = await scan(day(2), 'new-tool');
  await change(`/api/v1/use-cases/${id['useCase']}`, { dataClasses: ['internal'] });
  await app.nest.get(ScoreKeeper).keep();
  expect(await leaf()).toMatchObject([
    { id: second, name: 'new-tool', observedOn: day(2), componentId: id['application'], version: 1 },
  ]);
});

it('a malicious version stays in the score, whatever is said of who operates or made what', async () => {
  expect(await open()).toEqual([id['library']]);
  await change(`/api/v1/components/${id['application']}`, { deployment: 'multi_tenant_saas' });
  expect(await open()).toEqual([id['library']]);
  await change(`/api/v1/providers/${id['project']}`, { kind: 'in_house' });
  expect(await open()).toEqual([id['library']]);
  const path = `/api/v1/components/${id['library']}/vulnerabilities/${id['finding']}`;
  await change(path, { remediatedOn: '2026-02-01' });
  expect(await open()).toEqual([]);
});
