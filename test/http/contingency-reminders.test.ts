import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner, ReminderSweeper } from '../../src/modules/obligations/obligations.public.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { PlanApp } from '../harness/plan-app.js';
import { itemsOf } from '../harness/replies.js';

let plans: PlanApp;
let owner: { id: string; key: string };
beforeAll(async () => {
  plans = await PlanApp.start();
  owner = await plans.app.person({ roles: ['procurement'] });
});
beforeEach(() => plans.app.setClock(NOW));
afterAll(() => plans.app.close());

/** What a worker does. */
async function round(instant?: string): Promise<void> {
  if (instant) await plans.app.setClock(instant);
  await plans.app.nest.get(ObligationPlanner).planChanged();
  await plans.app.nest.get(ReminderSweeper).run();
}

/** What is asked for because of a plan, the oldest first. */
async function asked(of: Reply, kind: string): Promise<[unknown, unknown, unknown][]> {
  await round();
  const path = `/api/v1/obligations?kind=${kind}&sourceType=contingency_plan&sourceId=${idOf(of)}&sort=createdAt`;
  return itemsOf(await plans.app.send('auditor', 'GET', path)).map(({ dueOn, state, ownerId }) => [
    ...([dueOn, state, ownerId] as const),
  ]);
}
const open = async (of: Reply, kind: string): Promise<unknown[][]> =>
  (await asked(of, kind)).filter(([, state]) => state !== 'cancelled');

async function told(person: { key: string }): Promise<string[]> {
  const reply = await plans.app.send(person, 'GET', '/api/v1/reminders?limit=200');
  return itemsOf(reply).flatMap(({ steps }) =>
    (steps as { kind: string; step: string; because: string; source: { name: string; nameZhHant: string } }[])
      .filter(({ kind }) => kind.startsWith('plan_'))
      .map(
        ({ kind, step, because, source }) => `${kind} ${step} ${because} ${source.name} ${source.nameZhHant}`,
      ),
  );
}
const change = (assignment: string, table = 'use_case', id = plans.useCase): Promise<unknown> =>
  plans.app.owner.query(`UPDATE ${table} SET ${assignment} WHERE id = $1`, [id]);

describe('the review of a plan', () => {
  it('asks its owner in time, moves with its day, and goes with the plan', async () => {
    const plan = await plans.post({
      ownerId: owner.id,
      validTo: '2027-02-28',
      name: 'Reviewed',
      nameZhHant: '檢討',
    });
    expect(await asked(plan, 'plan_review')).toEqual([['2027-02-28', 'scheduled', owner.id]]);
    await round('2027-02-21T02:00:00Z');
    expect(await told(owner)).toContain('plan_review before_7 owner Reviewed 檢討');
    await round('2027-02-28T02:00:00Z');
    expect(await asked(plan, 'plan_review')).toEqual([['2027-02-28', 'due', owner.id]]);
    await round('2027-03-07T02:00:00Z');
    expect(await asked(plan, 'plan_review')).toEqual([['2027-02-28', 'overdue', owner.id]]);
    expect(await told({ key: plans.app.keys.risk_officer })).toContain(
      'plan_review after_7 escalation Reviewed 檢討',
    );
    await plans.patch(plan, { validTo: '2028-02-28' });
    expect(await asked(plan, 'plan_review')).toEqual([['2028-02-28', 'scheduled', owner.id]]);
    await plans.retire(plan);
    expect(await asked(plan, 'plan_review')).toEqual([['2028-02-28', 'cancelled', owner.id]]);
  });

  it('passes to the technology owner of the use case, and to the risk officers, when nobody else is left', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => plans.app.person({ roles: ['procurement'] })));
    await change(`technology_owner_id = '${second!.id}'`);
    const plan = await plans.post({ ownerId: first!.id, validTo: '2026-12-08', name: 'Orphan' });
    expect(await open(plan, 'plan_review')).toEqual([['2026-12-08', 'scheduled', first!.id]]);
    await change(`status = 'disabled'`, 'person', first!.id);
    expect(await open(plan, 'plan_review')).toEqual([['2026-12-08', 'scheduled', second!.id]]);
    await change('retired_at = now()', 'person', second!.id);
    expect(await open(plan, 'plan_review')).toEqual([['2026-12-08', 'scheduled', null]]);
    await round('2026-12-07T02:00:00Z');
    expect(await told({ key: plans.app.keys.risk_officer })).toContain(
      'plan_review before_1 role Orphan null',
    );
    await change('technology_owner_id = NULL');
  });

  it('is not asked for while its use case is retired, by whatever way', async () => {
    const useCaseId = await plans.register.useCase('Leaving', 'T2', plans.at.firm);
    const plan = await plans.approved({ useCaseId });
    for (const [gone, back] of [
      [`status = 'retired'`, `status = 'live'`],
      ['retired_at = now()', 'retired_at = NULL'],
    ] as const) {
      expect(await open(plan, 'plan_review')).toHaveLength(1);
      expect(await open(plan, 'plan_exercise')).toHaveLength(1);
      await change(gone, 'use_case', useCaseId);
      expect(await open(plan, 'plan_review')).toEqual([]);
      expect(await open(plan, 'plan_exercise')).toEqual([]);
      await change(back, 'use_case', useCaseId);
    }
    expect(await open(plan, 'plan_review')).toHaveLength(1);
  });
});

describe('the exercise of a plan', () => {
  it('is asked for ninety days after its approval, and a period after each one that was held', async () => {
    const plan = await plans.post({ ownerId: owner.id, name: 'Tried', nameZhHant: '演練' });
    expect(await asked(plan, 'plan_exercise')).toEqual([]);
    await plans.approve(plan);
    expect(await asked(plan, 'plan_exercise')).toEqual([['2027-03-01', 'scheduled', owner.id]]);
    await round('2027-02-22T02:00:00Z');
    expect(await told(owner)).toContain('plan_exercise before_7 owner Tried 演練');
    const held = await plans.exercise(plan, { exercisedOn: '2027-02-20' });
    expect(await asked(plan, 'plan_exercise')).toEqual([['2028-02-20', 'scheduled', owner.id]]);
    const failed = { outcome: 'failed', issues: 'It did not.', exercisedOn: '2027-02-22' };
    await plans.exercise(plan, { ...failed, covers: ['own_suspension'] });
    expect(await asked(plan, 'plan_exercise')).toEqual([['2027-05-23', 'scheduled', owner.id]]);
    await plans.app.setClock('2027-03-01T02:00:00Z');
    const again = await plans.exercise(plan, { exercisedOn: '2027-03-01', covers: ['own_suspension'] });
    expect(await asked(plan, 'plan_exercise')).toEqual([['2028-02-20', 'scheduled', owner.id]]);
    await plans.retireExercise(plan, again);
    expect(await asked(plan, 'plan_exercise')).toEqual([['2027-05-23', 'scheduled', owner.id]]);
    expect((await plans.get(plan)).json['exerciseDueOn']).toBe('2027-05-23');
    await plans.changeExercise(plan, held, { measuredRecoveryHours: null });
    expect(await asked(plan, 'plan_exercise')).toEqual([['2027-05-21', 'scheduled', owner.id]]);
  });

  it('follows its approval: none is asked for of a draft, and of another plan anew', async () => {
    const plan = await plans.approved({ ownerId: owner.id });
    await plans.exercise(plan);
    expect(await open(plan, 'plan_exercise')).toEqual([['2027-11-02', 'scheduled', owner.id]]);
    await plans.patch(plan, { steps: 'Another.' });
    expect(await open(plan, 'plan_exercise')).toEqual([]);
    await plans.approve(plan);
    expect(await open(plan, 'plan_exercise')).toEqual([['2027-03-01', 'scheduled', owner.id]]);
  });

  it('follows its use case: sooner for T1 and critical operations, and where no tolerance is known', async () => {
    const plan = await plans.approved({ ownerId: owner.id });
    await plans.exercise(plan);
    for (const [assignment, dueOn] of [
      [`tier = 'T1'`, '2027-05-02'],
      [`tier = 'T3'`, '2027-11-02'],
      [`critical_operation = 'unknown'`, '2027-05-02'],
      [`critical_operation = 'no'`, '2027-11-02'],
      ['tolerance_hours = NULL', '2027-03-01'],
      ['tolerance_hours = 8', '2027-11-02'],
    ] as const) {
      await change(assignment);
      expect([assignment, await open(plan, 'plan_exercise')]).toEqual([
        assignment,
        [[dueOn, 'scheduled', owner.id]],
      ]);
    }
    await change(`tier = 'T2'`);
  });

  it('that somebody says is done comes again with the next one', async () => {
    const plan = await plans.approved({ ownerId: owner.id });
    await round();
    const path = `/api/v1/obligations?kind=plan_exercise&sourceId=${idOf(plan)}`;
    const [only] = itemsOf(await plans.app.send('auditor', 'GET', path));
    const done = await plans.app.send(owner, 'POST', `/api/v1/obligations/${String(only!['id'])}/done`, {
      body: {},
    });
    expect(done.status).toBe(200);
    await plans.exercise(plan);
    expect(await asked(plan, 'plan_exercise')).toEqual([
      ['2027-03-01', 'done', owner.id],
      ['2027-11-02', 'scheduled', owner.id],
    ]);
  });

  it('is planned in full as it is by notes, and not twice', async () => {
    const plan = await plans.approved({ ownerId: owner.id });
    await round();
    await plans.app.owner.query('DELETE FROM obligation_replan');
    expect(await plans.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 0 });
    await plans.app.owner.query('ALTER TABLE contingency_plan DISABLE TRIGGER USER');
    await change('retired_at = now()', 'contingency_plan', idOf(plan));
    await plans.app.owner.query('ALTER TABLE contingency_plan ENABLE TRIGGER USER');
    expect(await plans.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 2 });
    expect(await open(plan, 'plan_review')).toEqual([]);
  });
});
