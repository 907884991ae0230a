import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import {
  type As,
  errorsOf,
  harmless,
  pathOf,
  research,
  startUseCaseApp,
  unique,
  type UseCaseApp,
} from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

describe('the status of a use case', () => {
  it.each(['pilot', 'approved', 'live'])('%s is given by a second person who may approve', async (status) => {
    const made = await app.register({}, 'risk_officer');
    expect((await app.change(made, { status }, 'procurement')).status).toBe(403);
    expect((await app.change(made, { status }, 'risk_officer')).json).toMatchObject({
      type: '/problems/four-eyes',
    });
    expect((await app.register({ status }, 'risk_officer')).status).toBe(409);
    const second = await app.person({ roles: ['risk_officer'] });
    expect((await app.change(made, { status }, second)).json).toMatchObject({ status });
  });

  it('is not moved on by its preparer', async () => {
    const made = await app.register();
    expect((await app.change(made, { status: 'in_development' })).json).toMatchObject({
      status: 'in_development',
    });
  });

  it('is taken back only by somebody who may decide, and suspended by one person at once', async () => {
    const made = await app.register({}, 'risk_officer');
    const suspended = await app.change(made, { status: 'suspended' }, 'risk_officer');
    expect(suspended.json).toMatchObject({ status: 'suspended' });
    expect((await app.change(suspended, { status: 'planned' }, 'procurement')).status).toBe(403);
    expect((await app.change(suspended, { status: 'planned' }, 'risk_officer')).status).toBe(200);
  });
});

describe('designating a further high-risk use', () => {
  const act = (made: Reply, verb: string, as: As = 'risk_officer') =>
    app.send(as, 'POST', `${pathOf(made)}/${verb}`, { body: { reason: 'Advisers read it out to clients.' } });

  it('raises the tier, with a reason, and can be withdrawn', async () => {
    const made = await app.register(harmless);
    const raised = await act(made, 'designate');
    expect(raised.json).toMatchObject({
      ...{ tier: 'T1', lowestTier: 'T1', provisional: false, highRisk: 'yes' },
      designatedHighRisk: {
        by: app.people.risk_officer,
        reason: 'Advisers read it out to clients.',
        on: '2026-11-25',
      },
      highRiskReasons: [{ code: 'designated' }],
    });
    expect(raised.etag).not.toBe(made.etag);
    const withdrawn = await act(made, 'withdraw-designation');
    expect(withdrawn.json).toMatchObject({ tier: 'T4', highRisk: 'no', designatedHighRisk: null });
    const { rows } = await app.owner.query(
      `SELECT action, reason, changes->'tier' AS tier FROM audit.entry WHERE resource_id = $1 ORDER BY at OFFSET 1`,
      [made.json['id']],
    );
    const reason = 'Advisers read it out to clients.';
    expect(rows).toEqual([
      { action: 'use_case.designated_high_risk', reason, tier: { from: 'T4', to: 'T1' } },
      { action: 'use_case.designation_withdrawn', reason, tier: { from: 'T1', to: 'T4' } },
    ]);
  });

  it('takes nothing away from what the rules derive', async () => {
    const made = await app.register(research);
    const untouched = await act(made, 'withdraw-designation');
    expect(untouched.json).toMatchObject({ tier: 'T1', highRisk: 'yes', designatedHighRisk: null });
    expect(untouched.etag).toBe(made.etag);
    await act(made, 'designate');
    expect((await act(made, 'withdraw-designation')).json).toMatchObject({ tier: 'T1', highRisk: 'yes' });
  });

  it('survives a change of everything else', async () => {
    const made = await app.register(research);
    const designated = await act(made, 'designate');
    expect((await app.change(designated, harmless)).json).toMatchObject({ tier: 'T1', highRisk: 'yes' });
  });

  it('is for risk officers, with a reason', async () => {
    const made = await app.register(harmless);
    expect((await act(made, 'designate', 'procurement')).status).toBe(403);
    expect((await app.send('risk_officer', 'POST', `${pathOf(made)}/designate`, { body: {} })).status).toBe(
      422,
    );
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toMatchObject({
      tier: 'T4',
      designatedHighRisk: null,
    });
  });
});

describe('who sees and changes a use case', () => {
  it('any of its legal entities to read, all of them to write, none to find', async () => {
    const both = await app.register({ legalEntityIds: [app.firm, app.sister] });
    const mine = await app.register();
    const scoped = await app.person({ roles: ['risk_officer'], legalEntityIds: [app.firm] });
    const other = await app.person({ roles: ['risk_officer'], legalEntityIds: [newId()] });

    const seen = await app.send(scoped, 'GET', pathOf(both));
    expect(seen.json).toMatchObject({ legalEntityIds: [app.firm], otherLegalEntities: 1 });
    expect((await app.change(both, { benefit: 'x' }, scoped)).status).toBe(403);
    expect((await app.send(scoped, 'DELETE', pathOf(both), { ifMatch: both.etag })).status).toBe(403);
    expect(
      (await app.send(scoped, 'POST', `${pathOf(both)}/designate`, { body: { reason: 'x' } })).status,
    ).toBe(403);
    expect((await app.change(mine, { benefit: 'x' }, scoped)).status).toBe(200);

    expect((await app.send(other, 'GET', pathOf(both))).status).toBe(404);
    expect(await app.idsOf('sort=createdAt', other)).toEqual([]);
    const listed = await app.idsOf(`legalEntityId=${app.firm}`, scoped);
    expect(listed).toEqual(expect.arrayContaining([both.json['id'], mine.json['id']]));
    expect(await app.idsOf(`legalEntityId=${app.sister}`, other)).toEqual([]);
  });

  it('does not let one put a use case where one sees nothing', async () => {
    const scoped = await app.person({ roles: ['procurement'], legalEntityIds: [app.firm] });
    expect(errorsOf(await app.register({ legalEntityIds: [app.firm, app.sister] }, scoped))).toEqual([
      ['/legalEntityIds/1', 'unknown-reference'],
    ]);
    const mine = await app.register({}, scoped);
    expect((await app.change(mine, { legalEntityIds: [app.sister] }, scoped)).status).toBe(422);
  });
});

describe('retiring a use case', () => {
  it('frees its name, keeps its requirements, and can be undone', async () => {
    const name = unique('Leaving');
    const made = await app.register({ name });
    await app.owner.query(`INSERT INTO requirement (id, use_case_id, label) VALUES ($1, $2, 'Model')`, [
      newId(),
      made.json['id'],
    ]);
    expect((await app.send('procurement', 'DELETE', pathOf(made), { ifMatch: made.etag })).status).toBe(204);
    const retired = await app.send('auditor', 'GET', pathOf(made));
    expect(retired.json).toMatchObject({ status: 'retired', legalEntityIds: [app.firm] });
    expect(retired.json['configurationHash']).toMatch(/^[0-9a-f]{64}$/);
    expect(await app.idsOf(`legalEntityId=${app.firm}`)).not.toContain(made.json['id']);
    expect(await app.idsOf(`legalEntityId=${app.firm}&status=retired`)).toContain(made.json['id']);
    expect((await app.change(retired, { benefit: 'x' })).json).toMatchObject({ type: '/problems/retired' });
    const reused = await app.register({ name });
    expect(reused.status).toBe(201);
    const restore = () => app.send('procurement', 'POST', `${pathOf(made)}/restore`);
    expect((await restore()).json).toMatchObject({ type: '/problems/duplicate-name' });
    await app.send('procurement', 'DELETE', pathOf(reused), { ifMatch: reused.etag });
    expect((await restore()).json).toMatchObject({ status: 'planned', retiredAt: null });
    expect((await restore()).json).toMatchObject({ type: '/problems/not-retired' });
  });
});
