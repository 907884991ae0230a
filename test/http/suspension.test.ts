import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { errorsOf, idsOf } from '../harness/replies.js';
import { type Kind, SuspensionApp } from '../harness/suspension-app.js';
import { until } from '../harness/until.js';

let at: SuspensionApp;
beforeAll(async () => {
  at = await SuspensionApp.start();
});
beforeEach(() => at.app.setClock(NOW));
afterAll(() => at.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
interface Use {
  id: string;
  stopped: boolean;
  [field: string]: unknown;
}
const usesOf = ({ json }: Reply): Use[] => json['useCases'] as unknown as Use[];
/** What a suspension stopped that nothing else had stopped. */
const newlyStopped = ({ json }: Reply): string[] => {
  const { useCases } = json['stops'] as unknown as { useCases: Use[] };
  return useCases.filter(({ stopped, stopsAnyway }) => stopped && !stopsAnyway).map(({ id }) => id);
};
const suspensions = async (): Promise<unknown> =>
  (await at.app.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM suspension')).rows[0]?.n;

describe('what a suspension would stop', () => {
  it('is told first: use cases with what carries them, components, arrangements', async () => {
    const { provider, model, own } = await at.vendor();
    const [stopped, carried, slow, apart] = [
      await at.use([model], { tier: 'T1' }),
      await at.use([model, own]),
      await at.use([model, own], { evidence: 'tested_slow' }),
      await at.use([own]),
    ];
    const contract = await at.at.post({ providerId: provider });
    const foreseen = await at.foresee('providers', provider);
    expect(foreseen.json).toMatchObject({
      ...{ subject: { type: 'provider', id: provider }, status: 'approved', hiddenUseCases: 0 },
      ...{ hiddenStopped: 0, hiddenArrangements: 0, seen: expect.stringMatching(/^[0-9a-f]{64}$/) },
      arrangements: [{ id: idOf(contract), legalEntityId: at.at.firm }],
    });
    const parts = foreseen.json['components'] as unknown as { id: string; stops: boolean }[];
    expect(Object.fromEntries(parts.map(({ id, stops }) => [id, stops]))).toEqual({
      [model]: true,
      [own]: false,
    });
    const found = Object.fromEntries(usesOf(foreseen).map(({ id, ...use }) => [id, use]));
    expect(found[stopped]).toMatchObject({
      ...{ tier: 'T1', status: 'live', stopped: true, degraded: false, stopsAnyway: false, fallback: [] },
      ...{ planId: null, planState: 'none', recoveryHours: null, toleranceHours: 4, gapHours: null },
    });
    expect(found[carried]).toMatchObject({ stopped: false, degraded: false, gapHours: 0 });
    expect(found[carried]?.['fallback']).toMatchObject([
      { node: { id: own }, evidence: 'tested_in_tolerance' },
    ]);
    expect(found[slow]).toMatchObject({ stopped: false, degraded: true });
    expect(found).not.toHaveProperty(apart);
    const alone = await at.foresee('components', model);
    expect(alone.json['components']).toMatchObject([{ id: model, stops: true }]);
    expect(usesOf(alone).map(({ id }) => id)).toEqual(usesOf(foreseen).map(({ id }) => id));
    expect((await at.get(`/api/v1/components/${newId()}/suspension`)).status).toBe(404);
    expect((await at.get(`/api/v1/providers/${model}/suspension`)).status).toBe(404);
  });

  it('names the plan for the firm’s own suspension, and no plan for a failure', async () => {
    const { model } = await at.vendor();
    const use = await at.use([model]);
    const plan = async (covers: string[], recoveryHours: number): Promise<string> => {
      const body = {
        ...{ legalEntityId: at.at.firm, useCaseId: use, name: `Plan ${newId()}`, covers, recoveryHours },
        ...{ strategy: 'stop_service', ownerId: at.app.people.procurement, validTo: '2027-11-30' },
      };
      const made = await at.app.send('risk_officer', 'POST', '/api/v1/contingency-plans', { body });
      const path = `/api/v1/contingency-plans/${idOf(made)}`;
      const submitted = await at.app.send('risk_officer', 'POST', `${path}/submit`, { ifMatch: made.etag });
      await at.app.send('senior_manager', 'POST', `${path}/approve`, { body: {}, ifMatch: submitted.etag });
      return idOf(made);
    };
    await plan(['provider_failure'], 1);
    const before = await at.foresee('components', model);
    expect(usesOf(before)).toMatchObject([{ id: use, planId: null, planState: 'none' }]);
    const id = await plan(['own_suspension'], 10);
    const after = await at.foresee('components', model);
    expect(usesOf(after)).toMatchObject([
      { planId: id, planState: 'untested', recoveryHours: 10, toleranceHours: 4, gapHours: 6 },
    ]);
    expect(after.json['seen']).not.toBe(before.json['seen']);
  });

  it('is the same while nothing of it changes, whoever looks, and as of an instant', async () => {
    const { provider, model } = await at.vendor();
    const use = await at.use([model]);
    const seen = async (query = '', as: Parameters<typeof at.get>[1] = 'auditor'): Promise<unknown> =>
      (await at.get(`/api/v1/providers/${provider}/suspension${query}`, as)).json['seen'];
    const first = await seen();
    expect([await seen(), await seen('', at.local)]).toEqual([first, first]);
    await at.app.owner.query(`UPDATE use_case SET name = name || ' renamed' WHERE id = $1`, [use]);
    const elsewhere = await at.vendor();
    await at.use([elsewhere.model]);
    await at.suspend('providers', elsewhere.provider);
    expect(await seen()).toBe(first);
    await at.reinstate('providers', elsewhere.provider);
    const before = await at.app.instant();
    await at.use([model], { entity: at.at.firm });
    expect(await seen()).not.toBe(first);
    expect(await seen(`?asOf=${before}`)).toBe(first);
  });

  it('is told without what somebody does not see', async () => {
    const { model } = await at.vendor();
    const [ours, theirs] = [await at.use([model]), await at.use([model], { entity: at.at.other })];
    const contract = await at.at.post({ componentIds: [model], providerId: at.at.vendor });
    expect([contract.status, contract.text]).toEqual([201, expect.anything()]);
    const foreseen = await at.foresee('components', model, at.local);
    expect(usesOf(foreseen).map(({ id }) => id)).toEqual([theirs]);
    expect(foreseen.json).toMatchObject({
      hiddenUseCases: 1,
      hiddenStopped: 1,
      arrangements: [],
      hiddenArrangements: 1,
    });
    expect(foreseen.text).not.toContain(ours);
    expect(usesOf(await at.foresee('components', model))).toHaveLength(2);
  });
});

describe.each(['providers', 'components'] as Kind[])('suspending %s', (kind) => {
  const subject = async (): Promise<{ id: string; use: string; model: string }> => {
    const { provider, model } = await at.vendor();
    return { id: kind === 'providers' ? provider : model, use: await at.use([model]), model };
  };

  it('is one step of one person, and keeps what it stopped', async () => {
    const { id, use, model } = await subject();
    const { seen } = (await at.foresee(kind, id)).json;
    const before = await at.status(kind, id);
    const suspended = await at.suspend(kind, id);
    expect([suspended.status, suspended.json['status']]).toEqual([200, 'suspended']);
    expect((await at.get(at.path(kind, id))).etag).toBe(suspended.etag);
    const kept = await at.latest(kind, id);
    expect(kept.json).toMatchObject({
      ...{
        subject: { type: kind.slice(0, -1), id },
        origin: 'suspend',
        reason: 'It leaks.',
        seen,
        open: true,
      },
      ...{ statusBefore: before, suspendedBy: at.firstId, suspendedAt: '2026-12-01T02:00:00.000000Z' },
      ...{ reinstatedBy: null, reinstatedAt: null, reinstateReason: null, statusAfter: null },
      stops: { hiddenUseCases: 0 },
    });
    expect(newlyStopped(kept)).toEqual([use]);
    // What it stopped then stays, whatever is so now.
    await at.use([model]);
    expect((await at.latest(kind, id)).json['stops']).toEqual(kept.json['stops']);
    expect(usesOf(await at.foresee(kind, id)).find((one) => one.id === use)).toMatchObject({
      stopsAnyway: true,
    });
    const outage = await at.app.send('auditor', 'POST', '/api/v1/simulations/outage', {
      body: { failed: [{ type: 'component', id: at.at.host }], hours: 1 },
    });
    expect(usesOf(outage).find((one) => one.id === use)).toMatchObject({ stopped: true });
    const { rows } = await at.app.owner.query(
      `SELECT reason, changes FROM audit.entry WHERE resource_id = $1 AND action = $2`,
      [id, `${kind.slice(0, -1)}.suspended`],
    );
    expect(rows).toEqual([{ reason: 'It leaks.', changes: { status: { from: before, to: 'suspended' } } }]);
  });

  it('is refused where it would stop something else by now, and nothing is changed', async () => {
    const { id } = await subject();
    const { seen } = (await at.foresee(kind, id)).json;
    const model = kind === 'components' ? id : await at.model(id);
    await at.use([model]);
    const [before, kept] = [await at.get(at.path(kind, id)), await suspensions()];
    expect(typeOf(await at.suspend(kind, id, { seen }))).toEqual([409, '/problems/not-as-seen']);
    expect((await at.get(at.path(kind, id))).json).toEqual(before.json);
    expect(await suspensions()).toBe(kept);
    expect((await at.suspend(kind, id)).status).toBe(200);
    expect(typeOf(await at.suspend(kind, id))).toEqual([409, '/problems/already-suspended']);
  });

  it('says what is wrong with it', async () => {
    const { id } = await subject();
    const kept = await suspensions();
    for (const [more, errors] of [
      [{ reason: undefined }, { '/reason': 'required' }],
      [{ reason: '  ' }, { '/reason': 'too-short' }],
      [{ reason: '長'.repeat(2001) }, { '/reason': 'too-long' }],
      [{ seen: undefined }, { '/seen': 'required' }],
      [{ seen: 'A'.repeat(64) }, { '/seen': 'sha256' }],
      [{ until: 'tomorrow' }, { '/until': 'unknown-field' }],
    ] as [object, object][]) {
      const refused = await at.suspend(kind, id, more);
      expect([more, refused.status, errorsOf(refused)]).toEqual([more, 422, errors]);
    }
    const { seen } = (await at.foresee(kind, id)).json;
    const body = { reason: 'x', seen };
    const path = `${at.path(kind, id)}/suspend`;
    expect((await at.app.send(at.first, 'POST', path, { body })).status).toBe(428);
    expect((await at.app.send(at.first, 'POST', path, { body, ifMatch: '"99"' })).status).toBe(412);
    const gone = at.path(kind, newId());
    expect((await at.app.send(at.first, 'POST', `${gone}/suspend`, { body, ifMatch: '"1"' })).status).toBe(
      404,
    );
    expect((await at.app.send(at.first, 'POST', `${gone}/reinstate`, { body: { reason: 'x' } })).status).toBe(
      404,
    );
    await at.app.owner.query(`UPDATE ${kind.slice(0, -1)} SET retired_at = now() WHERE id = $1`, [id]);
    expect(typeOf(await at.suspend(kind, id))).toEqual([409, '/problems/retired']);
    expect(await suspensions()).toBe(kept);
  });

  it('is done once by two at once, and repeated under one key', async () => {
    const { id } = await subject();
    const { etag } = await at.get(at.path(kind, id));
    const { seen } = (await at.foresee(kind, id)).json;
    const send = (as: typeof at.first, headers = {}): Promise<Reply> =>
      at.app.send(as, 'POST', `${at.path(kind, id)}/suspend`, {
        ...{ body: { reason: 'x', seen }, ifMatch: etag, headers },
      });
    const both = await Promise.all([send(at.first), send(at.second)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const list = await at.get(`/api/v1/suspensions?${kind.slice(0, -1)}Id=${id}`);
    expect(idsOf(list)).toHaveLength(1);
    const other = await subject();
    const version = (await at.get(at.path(kind, other.id))).etag;
    const again = {
      body: { reason: 'x', seen: (await at.foresee(kind, other.id)).json['seen'] },
      ifMatch: version,
    };
    const headers = { 'idempotency-key': newId() };
    const path = `${at.path(kind, other.id)}/suspend`;
    const first = await at.app.send(at.first, 'POST', path, { ...again, headers });
    const repeated = await at.app.send(at.first, 'POST', path, { ...again, headers });
    expect([repeated.status, repeated.text]).toEqual([200, first.text]);
  });

  it('is for those who may decide, and no longer for who may no longer', async () => {
    const { id } = await subject();
    for (const as of ['procurement', 'auditor', 'admin', 'service'] as const) {
      expect([as, (await at.suspend(kind, id, {}, as)).status]).toEqual([as, 403]);
      expect([as, (await at.reinstate(kind, id, as)).status]).toEqual([as, 403]);
    }
    const person = await at.app.person({ roles: ['senior_manager'] });
    const probe = async (): Promise<boolean> => (await at.reinstate(kind, newId(), person)).status === 403;
    expect(await probe()).toBe(false);
    await at.app.owner.query(`UPDATE person SET roles = '{auditor}' WHERE id = $1`, [person.id]);
    await until('the role is gone', probe);
    expect((await at.suspend(kind, id, {}, person)).status).toBe(403);
    expect(await at.status(kind, id)).not.toBe('suspended');
  });
});
