import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
let legalEntityId: unknown;
beforeAll(async () => {
  app = await startApp();
  const firm = await app.send('admin', 'POST', '/api/v1/legal-entities', {
    body: { name: 'Harbour Securities', kind: 'licensed_corporation' },
  });
  legalEntityId = firm.json['id'];
});
afterAll(() => app.close());

let counter = 0;
const KINDS = [
  {
    path: '/api/v1/providers',
    more: () => ({}),
    content: { website: 'https://example.com' },
    first: 'proposed',
    final: 'approved',
  },
  {
    path: '/api/v1/components',
    more: () => ({ kind: 'library' }),
    content: { licence: 'MIT' },
    first: 'proposed',
    final: 'in_use',
  },
  {
    path: '/api/v1/use-cases',
    more: () => ({ legalEntityIds: [legalEntityId] }),
    content: { benefit: 'Faster.' },
    first: 'planned',
    final: 'live',
  },
] as const;

describe.each(KINDS)('deciding at $path', ({ path, more, content, first, final }) => {
  type Who = Parameters<TestApp['send']>[0];
  const register = (as: Who = 'procurement') =>
    app.send(as, 'POST', path, { body: { name: `Decided ${++counter}`, ...more() } });
  const pathOf = ({ json }: Reply): string => `${path}/${String(json['id'])}`;
  const decide = (made: Reply, as: Who, status: string = final) =>
    app.send(as, 'POST', `${pathOf(made)}/status`, { body: { status }, ifMatch: made.etag });
  const change = (made: Reply, as: Who, body: object) =>
    app.send(as, 'PATCH', pathOf(made), { body, ifMatch: made.etag });
  const problem = ({ status, json }: Reply) => [status, json['type']];

  it('is for risk officers and senior managers, of a version that they read', async () => {
    const made = await register();
    for (const role of ['procurement', 'auditor', 'admin', 'service'] as const) {
      expect([role, (await decide(made, role)).status]).toEqual([role, 403]);
    }
    const unread = await app.send('senior_manager', 'POST', `${pathOf(made)}/status`, {
      body: { status: final },
    });
    expect(unread.status).toBe(428);
    expect((await decide({ ...made, etag: '"99"' }, 'senior_manager')).status).toBe(412);
    expect((await decide(made, 'senior_manager', 'retired')).status).toBe(422);

    const decided = await decide(made, 'senior_manager');
    expect(decided.json).toMatchObject({ id: made.json['id'], status: final });
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toEqual(decided.json);
    expect((await decide(decided, 'risk_officer', 'suspended')).json).toMatchObject({ status: 'suspended' });
    expect((await change(decided, 'senior_manager', content)).status).toBe(403);
  });

  it('is not for who registered the record, changed it since, or changes it at once', async () => {
    const own = await register('risk_officer');
    expect(problem(await decide(own, 'risk_officer'))).toEqual([409, '/problems/four-eyes']);

    const changed = await change(await register(), 'risk_officer', content);
    expect(problem(await decide(changed, 'risk_officer'))).toEqual([409, '/problems/four-eyes']);
    expect((await decide(changed, 'senior_manager')).status).toBe(200);

    const both = await change(await register(), 'risk_officer', { ...content, status: final });
    expect(problem(both)).toEqual([409, '/problems/four-eyes']);
  });

  it('begins anew after a decision: who changes the record then is its preparer', async () => {
    const made = await register('risk_officer');
    const decided = await decide(made, 'senior_manager');
    const suspended = await decide(decided, 'senior_manager', 'suspended');
    expect((await decide(suspended, 'risk_officer')).status).toBe(200);

    const other = await decide(await register('risk_officer'), 'senior_manager');
    const changed = await change(other, 'risk_officer', content);
    const stopped = await decide(changed, 'risk_officer', 'suspended');
    expect(problem(await decide(stopped, 'risk_officer'))).toEqual([409, '/problems/four-eyes']);
  });

  it('is made again for what comes back, and not by who brings it back', async () => {
    const made = await decide(await register(), 'senior_manager');
    await app.send('procurement', 'DELETE', pathOf(made), { ifMatch: made.etag });
    const back = await app.send('risk_officer', 'POST', `${pathOf(made)}/restore`);
    expect([back.status, back.json['status']]).toEqual([200, first]);
    const { rows } = await app.owner.query(
      `SELECT changes FROM audit.entry WHERE resource_id = $1 AND action LIKE '%.restored'`,
      [made.json['id']],
    );
    expect(rows).toEqual([{ changes: { status: { from: final, to: first } } }]);
    expect(problem(await decide(back, 'risk_officer'))).toEqual([409, '/problems/four-eyes']);
    expect((await decide(back, 'senior_manager')).json).toMatchObject({ status: final });
  });

  it('to suspend is not lifted by retiring and restoring', async () => {
    const made = await decide(await register(), 'risk_officer', 'suspended');
    await app.send('procurement', 'DELETE', pathOf(made), { ifMatch: made.etag });
    const back = await app.send('procurement', 'POST', `${pathOf(made)}/restore`);
    expect([back.status, back.json['status']]).toEqual([200, 'suspended']);
  });
});
