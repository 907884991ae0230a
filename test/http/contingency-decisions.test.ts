import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { PlanApp } from '../harness/plan-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';
import { until } from '../harness/until.js';

let plans: PlanApp;
beforeAll(async () => {
  plans = await PlanApp.start();
});
beforeEach(() => plans.app.setClock(NOW));
afterAll(() => plans.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const UNDECIDED = {
  ...{ state: 'draft', approvedBy: null, approvedAt: null, approvedHash: null, exerciseDueOn: null },
};

describe('the decision on a plan', () => {
  it('is an approval of what it says, by a second person, at an instant', async () => {
    const made = await plans.post();
    const submitted = await plans.decide(made, 'submit', undefined, 'risk_officer');
    expect(submitted.json).toMatchObject({
      ...{ state: 'submitted', planState: 'draft', submittedBy: plans.app.people.risk_officer },
      submittedAt: '2026-12-01T02:00:00.000000Z',
    });
    const approved = await plans.decide(made, 'approve', { reason: 'Agreed.' }, 'senior_manager');
    expect(approved.json).toMatchObject({
      ...{ state: 'approved', planState: 'untested', approvedBy: plans.app.people.senior_manager },
      ...{
        approvedAt: '2026-12-01T02:00:00.000000Z',
        decisionReason: 'Agreed.',
        exerciseDueOn: '2027-03-01',
      },
      approvedHash: made.json['hash'],
    });
    expect((await plans.get(made)).json).toEqual(approved.json);
    const log = await plans.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    const entry = itemsOf(log).find(({ action }) => action === 'contingency_plan.approved');
    expect(entry).toMatchObject({ changes: { hash: made.json['hash'] }, reason: 'Agreed.' });
  });

  it('is for nobody who prepared it: wrote, changed or submitted it, by whatever key', async () => {
    const [writer, changer, sender, approver] = await Promise.all(
      [1, 2, 3, 4].map(() => plans.app.person({ roles: ['risk_officer'] })),
    );
    // A second key of the same person.
    const keys = await plans.app.send(writer!, 'POST', '/api/v1/api-keys', {
      body: { name: 'Other', scopes: ['register.read', 'plans.write', 'plans.approve'] },
    });
    expect(keys.status).toBe(201);
    const other = { key: String(keys.json['secret']) };
    const made = await plans.post({}, { as: writer! });
    await plans.patch(made, { steps: 'Changed.' }, changer);
    expect((await plans.decide(made, 'submit', undefined, sender!)).status).toBe(200);
    for (const as of [writer!, other, changer!, sender!]) {
      expect(typeOf(await plans.decide(made, 'approve', {}, as))).toEqual([409, '/problems/four-eyes']);
    }
    expect((await plans.get(made)).json).toMatchObject({ state: 'submitted' });
    const approved = await plans.decide(made, 'approve', {}, approver!);
    expect(approved.json).toMatchObject({ state: 'approved', approvedBy: approver!.id });
    // Who prepared it once does not decide on it, however long ago.
    await plans.patch(made, { steps: 'Again.' }, changer);
    await plans.decide(made, 'submit', undefined, changer!);
    expect(typeOf(await plans.decide(made, 'approve', {}, writer!))).toEqual([409, '/problems/four-eyes']);
  });

  it('is gone when a fact changes, whichever it is, and stays in history and in the log', async () => {
    const at = plans.at;
    const made = await plans.approved();
    const before = await plans.app.instant();
    for (const change of [
      ...[
        { name: 'Another' },
        { nameZhHant: '另一計劃' },
        { providerId: at.vendor },
        { covers: ['own_suspension'] },
      ],
      ...[
        { strategy: 'degrade_service' },
        { manualProcedure: 'By hand.' },
        { steps: 'Steps.' },
        { recoveryHours: 1 },
      ],
      ...[{ ownerId: plans.app.people.auditor }, { validTo: '2027-10-31' }],
    ]) {
      const changed = await plans.patch(made, change);
      expect([change, changed.status]).toEqual([change, 200]);
      expect(changed.json).toMatchObject({ ...change, ...UNDECIDED, submittedBy: null });
      const approved = await plans.approve(made);
      const field = Object.keys(change)[0]!;
      const same = await plans.patch(made, { [field]: approved.json[field] });
      expect(same.json).toMatchObject({ state: 'approved', approvedHash: approved.json['hash'] });
      expect(same.etag).toBe(approved.etag);
    }
    const then = await plans.send('GET', `/${idOf(made)}?asOf=${before}`);
    expect(then.json).toMatchObject({ state: 'approved', approvedHash: made.json['approvedHash'] });
    await plans.patch(made, { steps: 'Last.' });
    const log = await plans.app.send(
      'auditor',
      'GET',
      `/api/v1/audit-entries?limit=200&resourceId=${idOf(made)}`,
    );
    const changed = itemsOf(log).filter(({ action }) => action === 'contingency_plan.changed');
    expect(changed).toContainEqual(
      expect.objectContaining({
        changes: expect.objectContaining({
          state: { from: 'approved', to: 'draft' },
          steps: expect.anything(),
        }),
      }),
    );
  });

  it('is gone too when somebody changes a fact behind the API, and with what was approved then', async () => {
    const made = await plans.approved();
    await plans.app.owner.query(`UPDATE contingency_plan SET steps = 'Other' WHERE id = $1`, [idOf(made)]);
    const after = await plans.get(made);
    expect(after.json).toMatchObject({ ...UNDECIDED, steps: 'Other', planState: 'draft' });
    expect(after.etag).not.toBe(made.etag);
    const again = await plans.approve(made);
    expect(again.json['approvedHash']).not.toBe(made.json['approvedHash']);
    const forged = plans.app.owner.query(
      `UPDATE contingency_plan SET steps = 'Forged', approved_hash = 'x' WHERE id = $1`,
      [idOf(made)],
    );
    await expect(forged).rejects.toThrow('contingency_plan_approved_hash_check');
  });

  it('returns it to be submitted again as it is, or rejects it until it is another', async () => {
    const made = await plans.post();
    await plans.decide(made, 'submit', undefined, 'risk_officer');
    const returned = await plans.decide(
      made,
      'return',
      { reason: 'Who tells the clients?' },
      'senior_manager',
    );
    expect(returned.json).toMatchObject({
      ...{ ...UNDECIDED, decisionReason: 'Who tells the clients?' },
      ...{ decidedBy: plans.app.people.senior_manager, decidedAt: '2026-12-01T02:00:00.000000Z' },
    });
    const submitted = await plans.decide(made, 'submit', undefined, 'risk_officer');
    expect(submitted.json).toMatchObject({ state: 'submitted', decisionReason: null, decidedBy: null });
    const rejected = await plans.decide(made, 'reject', { reason: 'No.' }, 'senior_manager');
    expect(rejected.json).toMatchObject({ state: 'rejected', decisionReason: 'No.', planState: 'draft' });
    expect(typeOf(await plans.decide(made, 'submit', undefined, 'risk_officer'))).toEqual([
      ...[409, '/problems/not-a-draft'],
    ]);
    const changed = await plans.patch(made, { steps: 'Better.' });
    expect(changed.json).toMatchObject({ state: 'draft', decisionReason: null });
    expect((await plans.approve(made)).json['state']).toBe('approved');
  });

  it('takes place only on what was submitted, once', async () => {
    const made = await plans.post();
    const bodies = { approve: {}, return: { reason: 'x' }, reject: { reason: 'x' } };
    const refused = async (): Promise<void> => {
      for (const [verb, body] of Object.entries(bodies)) {
        expect(typeOf(await plans.decide(made, verb, body, 'senior_manager'))).toEqual([
          ...[409, '/problems/not-submitted'],
        ]);
      }
    };
    await refused();
    await plans.approve(made);
    await refused();
    expect(typeOf(await plans.decide(made, 'submit', undefined, 'risk_officer'))).toEqual([
      ...[409, '/problems/not-a-draft'],
    ]);
    await plans.patch(made, { steps: 'Other.' });
    await plans.decide(made, 'submit', undefined, 'risk_officer');
    await plans.patch(made, { steps: 'While it was looked at.' });
    await refused();
    await plans.retire(made);
    for (const [verb, body] of Object.entries(bodies)) {
      expect(typeOf(await plans.decide(made, verb, body, 'senior_manager'))).toEqual([
        409,
        '/problems/retired',
      ]);
    }
  });

  it('needs the version that was looked at, and a reason where it is against the plan', async () => {
    const made = await plans.post();
    const path = `/${idOf(made)}`;
    expect((await plans.send('POST', `${path}/submit`)).status).toBe(428);
    expect((await plans.send('POST', `${path}/submit`, undefined, { ifMatch: '"9"' })).status).toBe(412);
    await plans.decide(made, 'submit', undefined, 'risk_officer');
    for (const [verb, body] of [
      ['approve', {}],
      ['return', { reason: 'x' }],
      ['reject', { reason: 'x' }],
    ] as const) {
      const sent = { as: 'senior_manager' } as const;
      expect((await plans.send('POST', `${path}/${verb}`, body, sent)).status).toBe(428);
      expect(
        (await plans.send('POST', `${path}/${verb}`, body, { ...sent, ifMatch: made.etag })).status,
      ).toBe(412);
    }
    for (const verb of ['return', 'reject']) {
      for (const [reason, code] of [
        [undefined, 'required'],
        ['', 'too-short'],
        ['x'.repeat(2001), 'too-long'],
        [null, 'string'],
      ]) {
        const refused = await plans.decide(made, verb, { reason }, 'senior_manager');
        expect([refused.status, errorsOf(refused)]).toEqual([422, { '/reason': code }]);
      }
    }
    expect((await plans.get(made)).json['state']).toBe('submitted');
  });

  it('lets one of two through who decide at once', async () => {
    const made = await plans.post();
    const submitted = await plans.decide(made, 'submit', undefined, 'risk_officer');
    const officers = await Promise.all([1, 2].map(() => plans.app.person({ roles: ['risk_officer'] })));
    const replies = await Promise.all(
      [...officers, 'senior_manager' as const].map((as) =>
        plans.send('POST', `/${idOf(made)}/approve`, {}, { as, ifMatch: submitted.etag }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const log = await plans.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    expect(itemsOf(log).filter(({ action }) => action === 'contingency_plan.approved')).toHaveLength(1);
  });

  it('is not of a plan that somebody changes at the same time', async () => {
    const made = await plans.post({ steps: 'Looked at.' });
    const { etag } = await plans.decide(made, 'submit', undefined, 'risk_officer');
    const replies = await Promise.all([
      plans.send('POST', `/${idOf(made)}/approve`, {}, { as: 'senior_manager', ifMatch: etag }),
      plans.send('PATCH', `/${idOf(made)}`, { steps: 'Changed.' }, { ifMatch: etag }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { state, steps } = (await plans.get(made)).json as unknown as Record<string, unknown>;
    expect([state, steps]).toEqual(
      replies[0].status === 200 ? ['approved', 'Looked at.'] : ['draft', 'Changed.'],
    );
  });

  it('is given again to who repeats it under one Idempotency-Key', async () => {
    const made = await plans.post();
    const headers = { 'idempotency-key': 'submit-once' };
    const sent = { headers, ifMatch: made.etag };
    const first = await plans.send('POST', `/${idOf(made)}/submit`, undefined, sent);
    const again = await plans.send('POST', `/${idOf(made)}/submit`, undefined, sent);
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
  });

  it('is not for who may not, nor for who may no longer', async () => {
    const made = await plans.post();
    for (const as of ['procurement', 'senior_manager', 'auditor', 'admin', 'service'] as const) {
      expect([as, (await plans.decide(made, 'submit', undefined, as)).status]).toEqual([as, 403]);
    }
    await plans.decide(made, 'submit', undefined, 'risk_officer');
    for (const as of ['procurement', 'auditor', 'admin', 'service'] as const) {
      for (const verb of ['approve', 'return', 'reject']) {
        expect([as, verb, (await plans.decide(made, verb, { reason: 'x' }, as)).status]).toEqual([
          as,
          verb,
          403,
        ]);
      }
    }
    const officer = await plans.app.person({ roles: ['risk_officer'] });
    expect((await plans.get(made, officer)).status).toBe(200); // it is known, with its rights
    const user = await plans.app.send('admin', 'GET', `/api/v1/users/${officer.id}`);
    const narrowed = await plans.app.send('admin', 'PATCH', `/api/v1/users/${officer.id}`, {
      body: { roles: ['procurement'] },
      ifMatch: user.etag,
    });
    expect(narrowed.status).toBe(200);
    const { etag } = await plans.get(made);
    // Every process hears of it within a second, and refuses from then on.
    await until('the officer may approve no longer', async () => {
      const sent = { as: officer, ifMatch: '"999"' };
      return (await plans.send('POST', `/${idOf(made)}/approve`, {}, sent)).status === 403;
    });
    const refused = await plans.send('POST', `/${idOf(made)}/approve`, {}, { as: officer, ifMatch: etag });
    expect(refused.status).toBe(403);
    expect((await plans.get(made)).json['state']).toBe('submitted');
  });

  it('does not approve a plan of which nobody says how it works', async () => {
    const made = await plans.post({ strategy: 'unknown' });
    const refused = await plans.decide(made, 'submit', undefined, 'risk_officer');
    expect([refused.status, errorsOf(refused)]).toEqual([422, { '/strategy': 'to-be-known' }]);
  });

  it('looks again at what may have gone since: its day, its fallback, its owner, its use case', async () => {
    const fallback = await plans.register.component('Spare', 'gateway', null);
    const owner = await plans.app.person({ roles: ['procurement'] });
    const useCaseId = await plans.register.useCase('Shifting', 'T2', plans.at.firm);
    const made = await plans.post({
      ...{ useCaseId, validTo: '2026-12-31', ownerId: owner.id },
      ...{ strategy: 'switch_to_fallback', fallbackComponentId: fallback },
    });
    await plans.decide(made, 'submit', undefined, 'risk_officer');
    await plans.app.setClock('2026-12-31T02:00:00Z');
    await plans.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [fallback]);
    await plans.app.owner.query(`UPDATE person SET status = 'disabled' WHERE id = $1`, [owner.id]);
    await plans.app.owner.query(
      'UPDATE use_case_legal_entity SET legal_entity_id = $1 WHERE use_case_id = $2',
      [...[plans.at.other, useCaseId]],
    );
    const refused = await plans.decide(made, 'approve', {}, 'senior_manager');
    expect([refused.status, errorsOf(refused)]).toEqual([
      422,
      {
        ...{ '/validTo': 'ahead-within-two-years', '/fallbackComponentId': 'retired-reference' },
        ...{ '/ownerId': 'retired-reference', '/useCaseId': 'contradiction' },
      },
    ]);
  });

  it('holds until the day of its review, and not on the next; a plan that comes back needs another', async () => {
    const made = await plans.approved({ validTo: '2027-01-15' });
    await plans.app.setClock('2027-01-15T15:00:00Z');
    expect((await plans.get(made)).json).toMatchObject({ state: 'approved', planState: 'untested' });
    await plans.app.setClock('2027-01-15T16:00:00Z');
    expect((await plans.get(made)).json).toMatchObject({ state: 'approved', planState: 'draft' });
    await plans.app.setClock(NOW);
    await plans.retire(made);
    const back = await plans.send('POST', `/${idOf(made)}/restore`);
    expect(back.json).toMatchObject({ ...UNDECIDED, retiredAt: null });
  });
});
