import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { type As, idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { PlanApp } from '../harness/plan-app.js';

interface Shown {
  type: string;
  id: string;
  name: string;
  nameZhHant: string | null;
  version: number;
  observedOn: string | null;
}
interface ShownScore {
  residual: number;
  reported: number;
  reproducible: boolean;
  gates: { code: string; because: { text: string }[]; records: Shown[] }[];
  failedDuties: { rule: string; gate: string; records: Shown[] }[];
  domains: { code: string; controls: (Record<string, unknown> & { sources: Shown[] })[] }[];
}

let plans: PlanApp;
let keeper: ScoreKeeper;
beforeAll(async () => {
  plans = await PlanApp.start({ tier: 'T1', toleranceHours: 4 });
  keeper = plans.app.nest.get(ScoreKeeper);
});
beforeEach(async () => {
  await plans.app.setClock(NOW);
  await plans.app.owner.query('UPDATE contingency_plan SET retired_at = now() WHERE retired_at IS NULL');
  await plans.app.owner.query('UPDATE use_case SET tolerance_hours = 4 WHERE id = $1', [plans.useCase]);
});
afterAll(() => plans.app.close());

async function scored(as: As = 'auditor', useCase = plans.useCase, provider = plans.at.vendor) {
  await keeper.keep();
  const reply = await plans.app.send(as, 'GET', `/api/v1/scores/${useCase}/${provider}`);
  expect([reply.status, reply.json['reproducible']]).toEqual([200, true]);
  const score = reply.json as unknown as ShownScore;
  const controls = score.domains.find(({ code }) => code === 'R')!.controls;
  const control = controls.find(({ code }) => code === 'contingency_plan')!;
  const states = [control['design'], control['operating'], control['known']];
  return { ...score, control, states, gate: score.gates.find(({ code }) => code === 'G11') };
}
const source = (type: string, made: Reply, more: object): unknown =>
  expect.objectContaining({ type, id: idOf(made), ...more });

describe('a score', () => {
  it('falls with a plan that is approved, and again when it is exercised; its explanation names both', async () => {
    const before = await scored();
    expect([before.states, before.control.sources]).toEqual([[0, 0, false], []]);
    expect(before.gate?.because).toMatchObject([{ text: 'Contingency plan: unknown.' }]);
    expect(before.failedDuties.map(({ rule }) => rule)).toContain('R-29b');
    const plan = await plans.post({ name: 'Without the vendor', nameZhHant: '供應者中斷' });
    const named = source('contingency_plan', plan, { name: 'Without the vendor', nameZhHant: '供應者中斷' });
    const draft = await scored();
    expect([draft.states, draft.control.sources]).toEqual([[0, 0, true], [named]]);
    expect(draft.gate?.because).toMatchObject([{ text: 'Contingency plan: draft.' }]);
    expect(draft.gate?.records).toContainEqual(named);
    expect(draft.residual).toBe(before.residual);
    await plans.approve(plan);
    const approved = await scored();
    expect([approved.states, approved.gate]).toEqual([[1, 0, true], undefined]);
    expect(approved.failedDuties.map(({ rule }) => rule)).not.toContain('R-29b');
    const exercise = await plans.exercise(plan);
    const proven = await scored();
    expect(proven.states).toEqual([1, 1, true]);
    expect(proven.residual).toBeLessThan(before.residual);
    expect(proven.control.sources).toEqual([
      source('contingency_plan', plan, { name: 'Without the vendor', version: 3, observedOn: null }),
      source('contingency_exercise', exercise, {
        ...{ name: 'Exercise of “Without the vendor”', nameZhHant: '「供應者中斷」的演練' },
        ...{ version: 1, observedOn: '2026-11-02', updatedAt: exercise.json['updatedAt'] },
      }),
    ]);
  });

  it('rises with an exercise that fails, and another plan that was exercised well does not change that', async () => {
    const plan = await plans.approved();
    await plans.exercise(plan);
    const proven = await scored();
    const failed = await plans.exercise(plan, {
      ...{ exercisedOn: '2026-11-20', outcome: 'failed', issues: 'No key.', covers: ['own_suspension'] },
    });
    const after = await scored();
    expect(after.states).toEqual([1, 0.5, true]);
    expect(after.residual).toBeGreaterThan(proven.residual);
    expect(after.control.sources).toContainEqual(source('contingency_exercise', failed, {}));
    const other = await plans.approved();
    await plans.exercise(other, { exercisedOn: '2026-11-30' });
    expect((await scored()).states).toEqual([1, 0.5, true]);
    await plans.exercise(plan, { exercisedOn: '2026-12-01' });
    expect((await scored()).states).toEqual([1, 1, true]);
  });

  it('counts one of the two cases a half; for the firm’s own suspension alone the gate stands', async () => {
    const plan = await plans.approved({ covers: ['own_suspension'] });
    await plans.exercise(plan);
    const suspension = await scored();
    expect(suspension.states).toEqual([0.5, 0.5, true]);
    expect(suspension.gate?.because).toMatchObject([
      { text: 'Contingency plan: approved for own suspension alone.' },
    ]);
    const failure = await plans.approved({ covers: ['provider_failure'] });
    const both = await scored();
    expect([both.states, both.gate]).toEqual([[1, 0.5, true], undefined]);
    await plans.exercise(failure, { outcome: 'succeeded_with_issues', issues: 'Late.' });
    expect((await scored()).states).toEqual([1, 0.5, true]);
  });

  it('does not fall by an exercise that was too slow, or of which something is not known', async () => {
    const plan = await plans.approved();
    const exercise = await plans.exercise(plan, { measuredRecoveryHours: 4 });
    expect((await scored()).states).toEqual([1, 1, true]);
    for (const body of [
      { measuredRecoveryHours: 4.5 },
      { measuredRecoveryHours: null },
      { measuredRecoveryHours: 4, outcome: 'unknown' },
    ]) {
      await plans.changeExercise(plan, exercise, body);
      expect([body, (await scored()).states]).toEqual([body, [1, 0, true]]);
    }
    await plans.changeExercise(plan, exercise, { outcome: 'succeeded' });
    expect((await scored()).states).toEqual([1, 1, true]);
    await plans.app.owner.query('UPDATE use_case SET tolerance_hours = NULL WHERE id = $1', [plans.useCase]);
    expect((await scored()).states).toEqual([1, 0, true]);
  });

  it('rises when the plan becomes another, when its exercise is too long ago, and after its review was due', async () => {
    const plan = await plans.approved({ validTo: '2027-07-31' });
    await plans.exercise(plan);
    const on = async (day: string) => {
      await plans.app.setClock(`${day}T02:00:00Z`);
      return (await scored()).states;
    };
    expect(await on('2027-05-02')).toEqual([1, 1, true]);
    expect(await on('2027-05-03')).toEqual([1, 0, true]);
    expect(await on('2027-07-31')).toEqual([1, 0, true]);
    expect(await on('2027-08-01')).toEqual([0, 0, true]);
    await plans.app.setClock(NOW);
    expect((await scored()).states).toEqual([1, 1, true]);
    await plans.patch(plan, { steps: 'Another.' });
    expect((await scored()).states).toEqual([0, 0, true]);
    await plans.approve(plan);
    expect((await scored()).states).toEqual([1, 0, true]);
    await plans.retire(plan);
    expect((await scored()).states).toEqual([0, 0, false]);
  });

  it('is that of the plan for what it is about: a provider, a component, or whatever fails', async () => {
    const { at, register } = plans;
    const useCase = await register.useCase('Two vendors', 'T1', at.firm, { toleranceHours: 4 });
    await register.requires({ useCase }, [{ component: at.model }]);
    await register.requires({ useCase }, [{ component: at.host }]);
    await register.endsAt(at.host);
    const states = async (): Promise<unknown[]> => [
      (await scored('auditor', useCase, at.vendor)).states,
      (await scored('auditor', useCase, at.hoster)).states,
    ];
    const [designed, unplanned] = [
      [1, 0, true],
      [0, 0, false],
    ];
    const provider = await plans.approved({ useCaseId: useCase, providerId: at.vendor });
    expect(await states()).toEqual([designed, unplanned]);
    await plans.retire(provider);
    const component = await plans.approved({ useCaseId: useCase, componentId: at.host });
    expect(await states()).toEqual([unplanned, designed]);
    await plans.retire(component);
    await plans.approved({ useCaseId: useCase });
    expect(await states()).toEqual([designed, designed]);
    expect((await scored()).states).toEqual(unplanned);
  });

  it('of several legal entities wants a plan of each; who does not see one of them does not read its plan', async () => {
    const { at, register } = plans;
    const useCase = await register.useCase('Shared', 'T1', at.firm, { toleranceHours: 4 });
    await plans.app.owner.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, 'Shared')`,
      [useCase, at.other],
    );
    await register.requires({ useCase }, [{ component: at.host }]);
    const own = await plans.approved({ useCaseId: useCase });
    const alone = await scored('auditor', useCase, at.hoster);
    expect([alone.states, alone.control.sources.map(({ id }) => id)]).toEqual([[0, 0, false], [idOf(own)]]);
    const theirs = await plans.approved({ useCaseId: useCase, legalEntityId: at.other });
    expect((await scored('auditor', useCase, at.hoster)).states).toEqual([1, 0, true]);
    const seen = await scored(plans.local, useCase, at.hoster);
    expect(seen.control.sources.map(({ id }) => id)).toEqual([idOf(theirs)]);
  });
});

describe('a change of a plan', () => {
  it('has the subjects of its use case scored again, and no others', async () => {
    const { at, register } = plans;
    for (const name of ['First', 'Second', 'Third']) {
      const useCase = await register.useCase(name, 'T2', at.firm, { toleranceHours: 4 });
      await register.requires({ useCase }, [{ component: at.model }]);
    }
    await keeper.keep();
    const plan = await plans.post();
    expect(await keeper.keep()).toMatchObject({ subjects: 1, changed: 1 });
    await plans.approve(plan);
    expect(await keeper.keep()).toMatchObject({ subjects: 1, changed: 1 });
    await plans.exercise(plan);
    expect(await keeper.keep()).toMatchObject({ subjects: 1, changed: 1 });
    expect(await keeper.keep()).toMatchObject({ subjects: 0, changed: 0 });
  });
});

describe('a control of contingency plans that was recorded before', () => {
  it('does not come back: the register sees plans by itself', async () => {
    const { rows } = await plans.app.owner.query<{ id: string }>(
      `INSERT INTO control (id, domain, control, level, legal_entity_id, design, valid_to, created_by, prepared_by, retired_at)
       VALUES (gen_random_uuid(), 'R', 'contingency_plan', 'firm', $1, 1, '2027-06-30', 'x', '{x}', now()) RETURNING id`,
      [plans.at.firm],
    );
    const path = `/api/v1/controls/${rows[0]!.id}`;
    const back = await plans.app.send('risk_officer', 'POST', `${path}/restore`);
    expect([back.status, back.json['errors']]).toMatchObject([422, [{ pointer: '/control', code: 'code' }]]);
    expect((await scored()).states).toEqual([0, 0, false]);
  });
});
