import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf } from '../harness/evidence-app.js';
import { PlanApp } from '../harness/plan-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';
const BOTH = ['provider_failure', 'own_suspension'];

let plans: PlanApp;
beforeAll(async () => {
  plans = await PlanApp.start();
});
beforeEach(() => plans.app.setClock(NOW));
afterAll(() => plans.app.close());

const forgotten = ({ status, json, ...reply }: Reply): unknown[] => [
  ...[status, json['type'], errorsOf({ status, json, ...reply })],
];

describe('an exercise of a plan', () => {
  it('is recorded, read, listed, changed, retired and restored, each in the audit log', async () => {
    const plan = await plans.approved();
    const said = {
      ...{ exercisedOn: '2025-03-31', covers: ['own_suspension'], outcome: 'succeeded_with_issues' },
      ...{ measuredRecoveryHours: 0.25, issues: 'No key for the weekend.' },
      ...{ evidenceId: await documentOf(plans.app), performedBy: plans.app.people.procurement },
    };
    const made = await plans.exercise(plan, said);
    expect(made.status).toBe(201);
    const path = `/${idOf(plan)}/exercises/${idOf(made)}`;
    expect(made.headers.get('location')).toBe(`/api/v1/contingency-plans${path}`);
    // Earlier than the plan came into the register: it was brought along.
    expect(made.json).toMatchObject({
      ...said,
      planId: idOf(plan),
      planHash: plan.json['hash'],
      retiredAt: null,
    });
    expect((await plans.send('GET', path)).json).toEqual(made.json);
    const later = await plans.exercise(plan, { exercisedOn: '2026-11-30' });
    const list = `/${idOf(plan)}/exercises`;
    expect(idsOf(await plans.send('GET', list))).toEqual([idOf(later), idOf(made)]);
    expect(idsOf(await plans.send('GET', `${list}?sort=exercisedOn&limit=1`))).toEqual([idOf(made)]);
    expect(idsOf(await plans.send('GET', `${list}?outcome=succeeded`))).toEqual([idOf(later)]);
    const change = { measuredRecoveryHours: null, issues: 'No key.' };
    expect((await plans.send('PATCH', path, change)).status).toBe(428);
    const changed = await plans.send('PATCH', path, change, { ifMatch: made.etag });
    expect(changed.json).toMatchObject({ ...said, ...change });
    expect((await plans.send('PATCH', path, change, { ifMatch: made.etag })).status).toBe(412);
    expect((await plans.send('PATCH', path, change, { ifMatch: changed.etag })).etag).toBe(changed.etag);
    expect((await plans.send('DELETE', path, undefined, { ifMatch: made.etag })).status).toBe(412);
    expect((await plans.retireExercise(plan, made)).status).toBe(204);
    expect(idsOf(await plans.send('GET', list))).toEqual([idOf(later)]);
    expect(idsOf(await plans.send('GET', `${list}?includeRetired=true&sort=createdAt`))).toEqual([
      ...[idOf(made), idOf(later)],
    ]);
    expect((await plans.changeExercise(plan, made, { issues: 'x' })).json['type']).toBe('/problems/retired');
    expect((await plans.send('POST', `${path}/restore`)).json).toMatchObject({ ...change, retiredAt: null });
    expect((await plans.send('POST', `${path}/restore`)).json['type']).toBe('/problems/not-retired');
    const log = await plans.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    const actions = itemsOf(log).map(({ action }) => String(action).replace('contingency_exercise.', ''));
    expect(actions.sort()).toEqual(['changed', 'registered', 'restored', 'retired']);
    const elsewhere = await plans.approved();
    expect((await plans.send('GET', `/${idOf(elsewhere)}/exercises/${idOf(made)}`)).status).toBe(404);
    expect((await plans.send('GET', `/${NOBODY}/exercises`)).status).toBe(404);
  });

  it('is read as it was, and so is what its plan was worth', async () => {
    const day = await plans.atTimeOfHistory();
    const plan = await plans.approved({ validTo: day(300) });
    const made = await plans.exercise(plan, { exercisedOn: day(-20) });
    const before = await plans.app.instant();
    await plans.changeExercise(plan, made, { outcome: 'failed', issues: 'It did not.' });
    const path = `/${idOf(plan)}/exercises`;
    expect((await plans.send('GET', `${path}/${idOf(made)}?asOf=${before}`)).json).toEqual(made.json);
    expect(itemsOf(await plans.send('GET', `${path}?asOf=${before}`))).toEqual([made.json]);
    const then = await plans.send('GET', `/${idOf(plan)}?asOf=${before}`);
    expect(then.json).toMatchObject({ planState: 'proven', lastExercise: { outcome: 'succeeded' } });
    expect(await plans.standing(plan)).toBe('exercise_failed');
  });

  it('is recorded once under an Idempotency-Key', async () => {
    const plan = await plans.approved();
    const headers = { 'idempotency-key': 'one-exercise' };
    const replies = await Promise.all([1, 2].map(() => plans.exercise(plan, {}, { headers })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect(idsOf(await plans.send('GET', `/${idOf(plan)}/exercises`))).toHaveLength(1);
  });

  it.each<[object, Record<string, string>]>([
    [{ exercisedOn: undefined }, { '/exercisedOn': 'required' }],
    [{ exercisedOn: '2026-12-02' }, { '/exercisedOn': 'not-in-future' }],
    [{ exercisedOn: '2026-11-31' }, { '/exercisedOn': 'date' }],
    [{ covers: undefined }, { '/covers': 'required' }],
    [{ covers: [] }, { '/covers': 'too-few' }],
    [{ covers: ['fire'] }, { '/covers': 'code' }],
    [{ covers: ['own_suspension'] }, { '/covers': 'not-among' }],
    [{ outcome: 'fine' }, { '/outcome': 'code' }],
    [{ outcome: null }, { '/outcome': 'code' }],
    [{ outcome: 'failed' }, { '/issues': 'needed-with' }],
    [{ outcome: 'succeeded_with_issues' }, { '/issues': 'needed-with' }],
    [{ issues: '問'.repeat(4001) }, { '/issues': 'too-long' }],
    [{ issues: 'a\u0000b' }, { '/issues': 'plain-text' }],
    [{ measuredRecoveryHours: -0.1 }, { '/measuredRecoveryHours': 'range' }],
    [{ measuredRecoveryHours: 1e308 }, { '/measuredRecoveryHours': 'range' }],
    [{ measuredRecoveryHours: 'three' }, { '/measuredRecoveryHours': 'number' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
    [{ performedBy: NOBODY }, { '/performedBy': 'unknown-reference' }],
    [{ performedBy: 'Ada' }, { '/performedBy': 'id' }],
    [{ planHash: 'x' }, { '/planHash': 'unknown-field' }],
  ])('is not recorded with %j', async (more, errors) => {
    const plan = await plans.post({ covers: ['provider_failure'] });
    const refused = await plans.exercise(plan, more);
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toMatchObject(errors);
    expect(idsOf(await plans.send('GET', `/${idOf(plan)}/exercises?includeRetired=true`))).toEqual([]);
  });

  it('of today may be recorded where its legal entity is, and no later one', async () => {
    const york = await plans.register.legalEntity('York');
    await plans.app.owner.query(`UPDATE legal_entity SET time_zone = 'America/New_York' WHERE id = $1`, [
      york,
    ]);
    const useCaseId = await plans.register.useCase('York', 'T2', york);
    const plan = await plans.post({ legalEntityId: york, useCaseId });
    expect(errorsOf(await plans.exercise(plan, { exercisedOn: '2026-12-01' }))).toEqual({
      '/exercisedOn': 'not-in-future',
    });
    expect((await plans.exercise(plan, { exercisedOn: '2026-11-30' })).status).toBe(201);
  });

  it('is not recorded by who may not', async () => {
    const plan = await plans.post();
    for (const as of ['procurement', 'senior_manager', 'auditor', 'admin', 'service'] as const) {
      expect([as, (await plans.exercise(plan, {}, { as })).status]).toEqual([as, 403]);
    }
  });

  it('with a document of another legal entity is not recorded; one that it names is kept', async () => {
    const plan = await plans.post();
    const foreign = await documentOf(plans.app, { legalEntityId: plans.at.other });
    expect(errorsOf(await plans.exercise(plan, { evidenceId: foreign }))).toEqual({
      '/evidenceId': 'contradiction',
    });
    const evidenceId = await documentOf(plans.app);
    await plans.exercise(plan, { evidenceId });
    const path = `/api/v1/evidence/${evidenceId}`;
    const { etag } = await plans.app.send('procurement', 'GET', path);
    const refused = await plans.app.send('procurement', 'DELETE', path, { ifMatch: etag });
    expect([refused.status, refused.json['type']]).toEqual([409, '/problems/in-use']);
  });
});

describe('an exercise that failed', () => {
  const FAILED = { outcome: 'failed', issues: 'Nobody had the key.' };

  it('is neither retired, nor said to have gone better, to be of less, or earlier', async () => {
    const plan = await plans.approved();
    const made = await plans.exercise(plan, FAILED);
    expect(forgotten(await plans.retireExercise(plan, made))).toEqual([
      ...[409, '/problems/adverse-finding', { '': 'exercise-failed' }],
    ]);
    for (const [change, pointer] of [
      [{ outcome: 'unknown' }, '/outcome'],
      [{ outcome: 'succeeded' }, '/outcome'],
      [{ outcome: 'succeeded_with_issues' }, '/outcome'],
      [{ covers: ['own_suspension'] }, '/covers'],
      [{ exercisedOn: '2026-11-01' }, '/exercisedOn'],
    ] as const) {
      expect(forgotten(await plans.changeExercise(plan, made, change))).toEqual([
        ...[409, '/problems/adverse-finding', { [pointer]: 'exercise-failed' }],
      ]);
    }
    const told = await plans.changeExercise(plan, made, { issues: 'Nor the telephone number.' });
    expect(told.status).toBe(200);
    const behind = plans.app.owner.query('UPDATE contingency_exercise SET retired_at = now() WHERE id = $1', [
      idOf(made),
    ]);
    await expect(behind).rejects.toThrow('contingency_exercise_retired_at_check');
  });

  it('is remedied by a later one of the same case that succeeds, and by nothing else', async () => {
    const plan = await plans.approved();
    await plans.exercise(plan, { ...FAILED, covers: ['own_suspension'] });
    expect(await plans.standing(plan)).toBe('exercise_failed');
    await plans.exercise(plan, { exercisedOn: '2026-11-01' });
    await plans.exercise(plan); // on the same day: it may have been before
    await plans.exercise(plan, { exercisedOn: '2026-11-03', covers: ['provider_failure'] });
    await plans.exercise(plan, { exercisedOn: '2026-11-03', outcome: 'unknown' });
    expect(await plans.standing(plan)).toBe('exercise_failed');
    await plans.patch(plan, { steps: 'Another plan.' });
    await plans.approve(plan);
    expect(await plans.standing(plan)).toBe('exercise_failed');
    await plans.exercise(plan, { exercisedOn: '2026-12-01' });
    expect(await plans.standing(plan)).toBe('proven');
  });

  it('keeps its plan from being retired, and from being for less than what failed', async () => {
    const plan = await plans.approved();
    await plans.exercise(plan, { ...FAILED, covers: ['own_suspension'] });
    const refused = [409, '/problems/adverse-finding'];
    expect(forgotten(await plans.retire(plan))).toEqual([...refused, { '': 'exercise-failed' }]);
    for (const [change, pointer] of [
      [{ covers: ['provider_failure'] }, '/covers'],
      [{ providerId: plans.at.vendor }, '/providerId'],
      [{ componentId: plans.at.model }, '/componentId'],
    ] as const) {
      expect(forgotten(await plans.patch(plan, change))).toEqual([
        ...refused,
        { [pointer]: 'exercise-failed' },
      ]);
    }
    expect((await plans.patch(plan, { covers: ['own_suspension'], steps: 'Better.' })).status).toBe(200);
    await plans.exercise(plan, { exercisedOn: '2026-12-01', covers: ['own_suspension'] });
    expect((await plans.retire(plan)).status).toBe(204);
  });
});

describe('an exercise that says less than the one before it', () => {
  it('is not taken away, nor said to be of another day or case, to let that one speak', async () => {
    const plan = await plans.approved();
    await plans.exercise(plan, { exercisedOn: '2026-10-01', covers: BOTH });
    const slower = await plans.exercise(plan, { measuredRecoveryHours: 20 });
    expect(await plans.standing(plan)).toBe('too_slow');
    const refused = (pointer: string) => [
      ...[409, '/problems/adverse-finding', { [pointer]: 'not-to-be-forgotten' }],
    ];
    expect(forgotten(await plans.retireExercise(plan, slower))).toEqual(refused(''));
    for (const [change, pointer] of [
      [{ covers: ['own_suspension'] }, '/covers'],
      [{ exercisedOn: '2026-09-01' }, '/exercisedOn'],
    ] as const) {
      expect(forgotten(await plans.changeExercise(plan, slower, change))).toEqual(refused(pointer));
    }
    for (const body of [{ outcome: 'unknown' }, { measuredRecoveryHours: null }]) {
      const changed = await plans.changeExercise(plan, slower, body);
      expect([changed.status, await plans.standing(plan)]).toEqual([200, 'untested']);
      expect(forgotten(await plans.retireExercise(plan, slower))).toEqual(refused(''));
    }
    const mended = await plans.changeExercise(plan, slower, {
      outcome: 'succeeded',
      measuredRecoveryHours: 2,
    });
    expect([mended.status, await plans.standing(plan)]).toEqual([200, 'proven']);
    expect((await plans.retireExercise(plan, slower)).status).toBe(204);
  });
});

describe('what a plan is worth', () => {
  it('is told by its exercises, its tolerance and the day', async () => {
    const plan = await plans.approved({ validTo: '2028-11-30' });
    expect(await plans.standing(plan)).toBe('untested');
    const made = await plans.exercise(plan);
    const shown = await plans.get(plan);
    expect(shown.json).toMatchObject({ planState: 'proven', exerciseDueOn: '2027-11-02' });
    expect(shown.json['lastExercise']).toEqual({
      ...{ id: idOf(made), exercisedOn: '2026-11-02', covers: BOTH, outcome: 'succeeded' },
      ...{ measuredRecoveryHours: 3, planHash: plan.json['hash'] },
    });
    const on = async (day: string): Promise<unknown> => {
      await plans.app.setClock(`${day}T02:00:00Z`);
      return plans.standing(plan);
    };
    expect([await on('2027-11-02'), await on('2027-11-03')]).toEqual(['proven', 'exercise_overdue']);
    await plans.app.setClock(NOW);
    const use = async (assignment: string): Promise<unknown> => {
      await plans.app.owner.query(`UPDATE use_case SET ${assignment} WHERE id = $1`, [plans.useCase]);
      return plans.standing(plan);
    };
    expect(await use('tolerance_hours = 2.99')).toBe('too_slow');
    expect(await use('tolerance_hours = NULL')).toBe('untested');
    expect(await use('tolerance_hours = 3')).toBe('proven');
    for (const sooner of [`tier = 'T1'`, `tier = 'T2', critical_operation = 'unknown'`]) {
      await use(sooner);
      expect([await on('2027-05-02'), await on('2027-05-03')]).toEqual(['proven', 'exercise_overdue']);
    }
    await use(`critical_operation = 'no', tolerance_hours = 8`);
  });

  it('is that of the worse of its cases', async () => {
    const plan = await plans.approved();
    await plans.exercise(plan, { covers: ['provider_failure'] });
    expect(await plans.standing(plan)).toBe('untested');
    await plans.exercise(plan, { covers: ['own_suspension'], measuredRecoveryHours: 9 });
    expect(await plans.standing(plan)).toBe('too_slow');
    await plans.exercise(plan, { covers: ['own_suspension'], exercisedOn: '2026-11-03' });
    expect(await plans.standing(plan)).toBe('proven');
  });

  it('begins anew when the plan is another: what was exercised before was another plan', async () => {
    const plan = await plans.post();
    const draft = await plans.exercise(plan);
    await plans.approve(plan);
    expect([draft.json['planHash'], await plans.standing(plan)]).toEqual([plan.json['hash'], 'proven']);
    await plans.patch(plan, { steps: 'Another.' });
    expect(await plans.standing(plan)).toBe('draft');
    const approved = await plans.approve(plan);
    expect(approved.json['planState']).toBe('untested');
    // Before the day on which the plan became another, it was another.
    const before = await plans.exercise(plan, { exercisedOn: '2026-11-30' });
    expect([before.json['planHash'], await plans.standing(plan)]).toEqual([null, 'untested']);
    const moved = await plans.changeExercise(plan, before, { exercisedOn: '2026-12-01' });
    expect([moved.json['planHash'], await plans.standing(plan)]).toEqual([approved.json['hash'], 'proven']);
    // What it said at first, it says again: that was exercised.
    await plans.patch(plan, { steps: null });
    expect((await plans.approve(plan)).json).toMatchObject({ hash: plan.json['hash'], planState: 'proven' });
  });
});
