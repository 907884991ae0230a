import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { cve, factPath, type FindingApp, startFindingApp } from '../harness/finding-app.js';
import { errorsOf } from '../harness/replies.js';

let app: FindingApp;
beforeAll(async () => {
  app = await startFindingApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

const EXPLAINED = { source: 'https://vendor.example/vex', note: 'The code is not reached.' };
const change = (made: Reply, body: object) => app.changeFact('vulnerabilities', made, body);
const recorded = async (body: object) => app.vulnerability(await app.component(), body);

const LEADING = ['/alternatives', '/baseModelId'];

function expectStands(refused: Reply, ...pointers: string[]): void {
  expect([refused.status, refused.json['type']]).toEqual([409, '/problems/adverse-finding']);
  const codeAt = (pointer: string) => (LEADING.includes(pointer) ? 'leads-to-finding' : 'not-remediated');
  expect(errorsOf(refused)).toEqual(
    Object.fromEntries(pointers.map((pointer) => [pointer, codeAt(pointer)])),
  );
}

describe.each(['knownExploited', 'malicious'])('a vulnerability with %s', (field) => {
  it.each(['no', 'unknown'])('does not become %s without a day of its remedy', async (milder) => {
    const made = await recorded({ [field]: 'yes' });
    expectStands(await change(made, { [field]: milder }), `/${field}`);
    const read = await app.send('auditor', 'GET', factPath('vulnerabilities', made));
    expect([read.json[field], read.etag]).toEqual(['yes', made.etag]);
    const closed = await change(made, { [field]: milder, remediatedOn: '2026-11-24' });
    expect(closed.json).toMatchObject({ [field]: milder, remediatedOn: '2026-11-24' });
  });

  it('becomes milder after its remedy was recorded', async () => {
    const remedied = await change(await recorded({ [field]: 'yes' }), { remediatedOn: '2026-11-24' });
    expect((await change(remedied, { [field]: 'no' })).json).toMatchObject({ [field]: 'no' });
  });

  it('is not retired without a day of its remedy', async () => {
    const made = await recorded({ [field]: 'yes' });
    expectStands(await app.retireFact('vulnerabilities', made), '/remediatedOn');
    const remedied = await change(made, { remediatedOn: '2026-11-24' });
    expect((await app.retireFact('vulnerabilities', remedied)).status).toBe(204);
  });

  it('does not become another vulnerability', async () => {
    const made = await recorded({ [field]: 'yes', identifier: 'CVE-2026-7777' });
    expectStands(await change(made, { identifier: 'CVE-2026-7778' }), '/identifier');
    expect((await change(made, { identifier: 'cve-2026-7777' })).status).toBe(200);
  });

  it('does not become milder by taking the day back afterwards', async () => {
    const made = await recorded({ [field]: 'yes' });
    const closed = await change(made, { [field]: 'no', remediatedOn: '2026-11-24' });
    expectStands(await change(closed, { remediatedOn: null }), '/remediatedOn');
    const reopened = await change(closed, { remediatedOn: null, [field]: 'yes' });
    expect(reopened.json).toMatchObject({ remediatedOn: null, [field]: 'yes' });
  });

  it('does not slip through between two changes at once', async () => {
    const made = await recorded({ [field]: 'yes', remediatedOn: '2026-11-24' });
    const [milder, takenBack] = await Promise.all([
      change(made, { [field]: 'no' }),
      change(made, { remediatedOn: null }),
    ]);
    expect([milder.status, takenBack.status].sort()).toEqual([200, 412]);
  });
});

it('a refusal says in Chinese what is to be done', async () => {
  const made = await recorded({ malicious: 'yes' });
  const refused = await app.send('procurement', 'DELETE', factPath('vulnerabilities', made), {
    ifMatch: made.etag,
    headers: { 'accept-language': 'zh-HK' },
  });
  expect(refused.json['title']).toBe('不利發現仍然成立');
  expect(refused.json['detail']).toContain('補救日期');
});

it('a known exploit is cleared by no VEX statement that does not say who says so, and why', async () => {
  const made = await recorded({ knownExploited: 'yes' });
  const refused = await change(made, { vex: 'not_affected' });
  expect([refused.status, errorsOf(refused)]).toEqual([
    422,
    { '/source': 'needed-with', '/note': 'needed-with' },
  ]);
  const cleared = await change(made, { vex: 'not_affected', ...EXPLAINED });
  expect(cleared.json).toMatchObject({ vex: 'not_affected', ...EXPLAINED });
  expect((await change(cleared, { note: null })).status).toBe(422);
  const body = { knownExploited: 'yes', vex: 'fixed', source: 'https://vendor.example/vex' };
  expect(errorsOf(await recorded(body))).toEqual({ '/note': 'needed-with' });
});

it('a finding is retired when it counts nowhere, and not before', async () => {
  const made = await recorded({ knownExploited: 'no', vex: 'affected' });
  expectStands(await app.retireFact('vulnerabilities', made), '/remediatedOn');
  const cleared = await change(made, { vex: 'not_affected' });
  expect((await app.retireFact('vulnerabilities', cleared)).status).toBe(204);
});

it('a vulnerability that turns out to be exploited is taken, and an unexplained clearance of it falls', async () => {
  const made = await recorded({ knownExploited: 'no', vex: 'not_affected' });
  const worse = await change(made, { knownExploited: 'yes' });
  expect(worse.json).toMatchObject({ knownExploited: 'yes', vex: 'unknown' });
  const explained = await recorded({ knownExploited: 'no', vex: 'not_affected', ...EXPLAINED });
  const still = await change(explained, { knownExploited: 'yes' });
  expect(still.json).toMatchObject({ knownExploited: 'yes', vex: 'not_affected' });
});

it('a finding that is named as one of malice is one, unless somebody says why not', async () => {
  const identifier = (): string => cve().replace('CVE', 'MAL');
  expect((await recorded({ identifier: identifier() })).json).toMatchObject({ malicious: 'yes' });
  const denied = await recorded({ identifier: identifier(), malicious: 'no' });
  expect(errorsOf(denied)).toEqual({ '/source': 'needed-with', '/note': 'needed-with' });
  const why = { source: 'https://osv.dev', note: 'Withdrawn by its publisher.' };
  const told = await recorded({ identifier: identifier(), malicious: 'no', ...why });
  expect(told.json).toMatchObject({ malicious: 'no' });
});

it('a component does not forget the model that it is built on while that has a finding, and may name another', async () => {
  const model = async () => String((await app.register({ kind: 'language_model' })).json['id']);
  const [base, other] = [await model(), await model()];
  const found = await app.vulnerability(base, { malicious: 'yes' });
  const built = await app.register({
    ...{ kind: 'application', baseModelStatus: 'known', baseModelId: base },
  });
  const path = `/api/v1/components/${String(built.json['id'])}`;
  const rebuild = (body: object, ifMatch: string) =>
    app.send('procurement', 'PATCH', path, { body, ifMatch });
  for (const baseModelStatus of ['unknown', 'none']) {
    expectStands(await rebuild({ baseModelStatus, baseModelId: null }, built.etag), '/baseModelId');
  }
  const need = await app.require(
    { dependentType: 'component', dependentId: await app.component() },
    built.json['id'],
  );
  const emptied = { body: { alternatives: [], upstreamDisclosed: 'unknown' }, ifMatch: need.etag };
  const requirement = `/api/v1/requirements/${String(need.json['id'])}`;
  expectStands(await app.send('procurement', 'PATCH', requirement, emptied), '/alternatives');
  const renamed = await rebuild({ baseModelId: other }, built.etag);
  expect(renamed.json).toMatchObject({ baseModelId: other });
  await change(found, { remediatedOn: '2026-11-24' });
  expect((await rebuild({ baseModelStatus: 'unknown', baseModelId: null }, renamed.etag)).status).toBe(200);
});

it('a finding that was never adverse may be withdrawn, and its day taken back', async () => {
  const made = await recorded({ knownExploited: 'unknown', remediatedOn: '2026-11-24' });
  const opened = await change(made, { remediatedOn: null });
  expect(opened.json).toMatchObject({ remediatedOn: null });
  expect((await change(opened, { knownExploited: 'no' })).status).toBe(200);
});

describe('a requirement for what has an adverse finding', () => {
  const REQUIREMENTS = '/api/v1/requirements';
  async function needing(componentId: unknown): Promise<{ path: string; ifMatch: string }> {
    const dependentId = await app.component();
    const made = await app.require({ dependentType: 'component', dependentId }, componentId);
    expect(made.status).toBe(201);
    return { path: `${REQUIREMENTS}/${String(made.json['id'])}`, ifMatch: made.etag };
  }
  it('does not say that nothing stands behind it either', async () => {
    const found = await recorded({ malicious: 'yes' });
    const need = await needing(found.json['componentId']);
    expectStands(await leaveOpen(need, { upstreamDisclosed: 'yes' }), '/alternatives');
  });

  const leaveOpen = ({ path, ifMatch }: { path: string; ifMatch: string }, more: object = {}) => {
    const body = { alternatives: [], upstreamDisclosed: 'unknown', ...more };
    return app.send('procurement', 'PATCH', path, { body, ifMatch });
  };

  it('does not leave open what it stands on until the finding is remedied, and may name another', async () => {
    const found = await recorded({ malicious: 'yes' });
    const need = await needing(found.json['componentId']);
    expectStands(await leaveOpen(need), '/alternatives');
    const other = await app.component();
    expect((await leaveOpen(need, { alternatives: [{ componentId: other }] })).status).toBe(200);
    const again = await needing(found.json['componentId']);
    await change(found, { remediatedOn: '2026-11-24' });
    expect((await leaveOpen(again)).status).toBe(200);
  });

  it('is not retired until the finding is remedied', async () => {
    const found = await recorded({ knownExploited: 'yes' });
    const { path, ifMatch } = await needing(found.json['componentId']);
    const refused = await app.send('procurement', 'DELETE', path, { ifMatch });
    expectStands(refused, '/alternatives');
    expect(refused.text).toContain(`Leads to ${String(found.json['identifier'])} in `);
    expect((await app.send('auditor', 'GET', path)).json).toMatchObject({ retiredAt: null });
    await change(found, { remediatedOn: '2026-11-24' });
    expect((await app.send('procurement', 'DELETE', path, { ifMatch })).status).toBe(204);
  });

  it('looks at what that stands on in turn, whoever operates it', async () => {
    const found = await recorded({ knownExploited: 'yes' });
    for (const deployment of ['self_hosted', 'multi_tenant_saas']) {
      const between = (await app.register({ deployment })).json['id'];
      await app.require({ dependentType: 'component', dependentId: between }, found.json['componentId']);
      expect((await leaveOpen(await needing(between))).status).toBe(409);
    }
    expect((await leaveOpen(await needing(await app.component()))).status).toBe(200);
  });

  it('forgets an exploit that a VEX statement has cleared, and no malice', async () => {
    for (const [body, status] of [
      [{ knownExploited: 'yes', vex: 'not_affected', ...EXPLAINED }, 200],
      [{ malicious: 'yes', vex: 'not_affected', ...EXPLAINED }, 409],
      [{ knownExploited: 'unknown', vex: 'affected' }, 409],
      [{ knownExploited: 'no', vex: 'affected' }, 200],
    ] as const) {
      const found = await recorded(body);
      expect((await leaveOpen(await needing(found.json['componentId']))).status).toBe(status);
    }
  });
});
