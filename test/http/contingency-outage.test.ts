import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type As, idOf, NOW } from '../harness/arrangement-app.js';
import { PlanApp } from '../harness/plan-app.js';

let plans: PlanApp;
let at: PlanApp['at'];
/** A fallback on machines of the firm, and one that stands on the same host as the model. */
let spare = '';
let shared = '';
beforeAll(async () => {
  plans = await PlanApp.start({ toleranceHours: 4 });
  at = plans.at;
  const { register } = plans;
  spare = await register.component('Spare', 'language_model', null, { deployment: 'self_hosted' });
  shared = await register.component('Shared', 'language_model', null, { deployment: 'self_hosted' });
  await register.requires({ component: at.model }, [{ component: at.host }]);
  await register.requires({ component: shared }, [{ component: at.host }]);
  await register.endsAt(at.host);
  await register.endsAt(spare);
});
beforeEach(async () => {
  await plans.app.setClock(NOW);
  await plans.app.owner.query('UPDATE contingency_plan SET retired_at = now() WHERE retired_at IS NULL');
});
afterAll(() => plans.app.close());

interface Asked {
  failed?: { type: string; id: string };
  hours?: number;
  as?: As;
  asOf?: string;
  language?: string;
}
async function outage({ failed, hours = 10, as = 'auditor', asOf, language = 'en' }: Asked = {}) {
  const reply = await plans.app.send(as, 'POST', '/api/v1/simulations/outage', {
    body: { failed: [failed ?? { type: 'component', id: at.host }], hours, ...(asOf ? { asOf } : {}) },
    headers: { 'accept-language': language },
  });
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  const useCases = reply.json['useCases'] as unknown as Record<string, unknown>[];
  return (name = 'Research') => useCases.find((one) => one['name'] === name)!;
}
const NOTHING = { planId: null, planState: 'none', recoveryHours: null, planFallback: null };

describe('an outage', () => {
  it('of a use case without a plan lasts as long as it lasts', async () => {
    expect((await outage())()).toMatchObject({ ...NOTHING, stopped: true, toleranceHours: 4, gapHours: 6 });
    expect((await outage({ hours: 3 }))()).toMatchObject({ gapHours: 0 });
    const unaffected = (await outage({ failed: { type: 'component', id: spare } }))();
    expect(unaffected).toMatchObject({ ...NOTHING, stopped: false, planState: null, gapHours: 0 });
  });

  it('is as long as its plan takes, as planned, and then as measured in its last exercise', async () => {
    const plan = await plans.post({ recoveryHours: 5 });
    // Nobody has approved it: it promises nothing.
    const planId = idOf(plan);
    const draft = { planId, planState: 'draft', recoveryHours: null, gapHours: 6 };
    expect((await outage())()).toMatchObject(draft);
    await plans.approve(plan);
    expect((await outage())()).toMatchObject({
      planId,
      planState: 'untested',
      recoveryHours: 5,
      gapHours: 1,
    });
    await plans.exercise(plan, { measuredRecoveryHours: 3.5 });
    expect((await outage())()).toMatchObject({ planState: 'proven', recoveryHours: 3.5, gapHours: 0 });
    await plans.exercise(plan, { exercisedOn: '2026-11-10', measuredRecoveryHours: 7 });
    expect((await outage())()).toMatchObject({ planState: 'too_slow', recoveryHours: 7, gapHours: 3 });
    await plans.exercise(plan, { exercisedOn: '2026-11-11', measuredRecoveryHours: 2 });
    expect((await outage())()).toMatchObject({ planState: 'proven', recoveryHours: 2, gapHours: 0 });
    // How the other case went is of no interest here.
    const failed = { outcome: 'failed', issues: 'x', measuredRecoveryHours: 1, exercisedOn: '2026-11-12' };
    await plans.exercise(plan, { ...failed, covers: ['own_suspension'] });
    expect((await outage())()).toMatchObject({ planState: 'proven', recoveryHours: 2 });
    await plans.exercise(plan, { ...failed, covers: ['provider_failure'] });
    expect((await outage())()).toMatchObject({
      planState: 'exercise_failed',
      recoveryHours: null,
      gapHours: 6,
    });
  });

  it('without a tolerance has no gap that anybody could tell; without a planned time it lasts', async () => {
    const plan = await plans.approved();
    expect((await outage())()).toMatchObject({ planState: 'untested', recoveryHours: null, gapHours: 6 });
    await plans.app.owner.query('UPDATE use_case SET tolerance_hours = NULL WHERE id = $1', [plans.useCase]);
    const found = (await outage())();
    await plans.app.owner.query('UPDATE use_case SET tolerance_hours = 4 WHERE id = $1', [plans.useCase]);
    expect(found).toMatchObject({ planId: idOf(plan), toleranceHours: null, gapHours: null });
  });

  it('follows the plan for what failed, rather than one for whatever fails, and an approved one', async () => {
    await plans.approved({ covers: ['own_suspension'] });
    expect((await outage())()).toMatchObject(NOTHING);
    await plans.approved({ providerId: at.hoster });
    expect((await outage())()).toMatchObject(NOTHING);
    const failed = { type: 'provider', id: at.hoster };
    const [whatever, host] = [
      await plans.approved({ recoveryHours: 1 }),
      await plans.approved({ componentId: at.host }),
    ];
    expect((await outage())()).toMatchObject({ planId: idOf(host) });
    expect((await outage({ failed: { type: 'component', id: at.model } }))()).toMatchObject({
      planId: idOf(whatever),
    });
    await plans.patch(host, { steps: 'Another.' });
    expect((await outage({ failed }))()).toMatchObject({ planState: 'untested' });
    expect((await outage())()).toMatchObject({ planId: idOf(whatever), recoveryHours: 1 });
  });

  it('tells where the fallback of the plan fails of the same failure, in both languages', async () => {
    const plan = await plans.approved({
      ...{ name: 'Second model', nameZhHant: '第二模型', recoveryHours: 1 },
      ...{ strategy: 'switch_to_fallback', fallbackComponentId: shared },
    });
    await plans.exercise(plan, { measuredRecoveryHours: 1 });
    const dying = (await outage())();
    expect(dying).toMatchObject({
      ...{ planId: idOf(plan), planState: 'proven', recoveryHours: null, gapHours: 6 },
      planFallback: {
        ...{ node: { type: 'component', id: shared, name: 'Shared' }, fails: 'yes' },
        text: 'The plan “Second model” falls back on Shared, which fails of the same failure.',
      },
    });
    expect((await outage({ language: 'zh-HK' }))()['planFallback']).toMatchObject({
      text: '計劃「第二模型」以 Shared 作後備，但該後備會因同一失效而停止運作。',
    });
    const alive = (await outage({ failed: { type: 'component', id: at.model } }))();
    expect(alive).toMatchObject({ recoveryHours: 1, gapHours: 0, planFallback: { fails: 'no', text: null } });
    await plans.app.owner.query(`UPDATE component SET status = 'suspended' WHERE id = $1`, [shared]);
    const out = (await outage({ failed: { type: 'component', id: at.model } }))();
    await plans.app.owner.query(`UPDATE component SET status = 'in_use' WHERE id = $1`, [shared]);
    expect(out['planFallback']).toEqual(
      expect.objectContaining({ fails: 'yes', text: expect.stringMatching(/ which is out of service\.$/) }),
    );
  });

  it('does not rely on a fallback that may stand on what fails, as nobody has disclosed what it stands on', async () => {
    const { register } = plans;
    const opaque = await register.component('Opaque', 'language_model', at.vendor);
    const foreign = await register.component('Foreign', 'language_model', null);
    await register.endsAt(foreign);
    const fallback = { strategy: 'switch_to_fallback', recoveryHours: 1 };
    const plan = await plans.approved({ ...fallback, fallbackComponentId: opaque });
    const unknown = { recoveryHours: null, gapHours: 6, planFallback: { fails: 'unknown' } };
    const host = (await outage())();
    expect(host).toMatchObject({ ...unknown, planId: idOf(plan) });
    expect(host['planFallback']).toMatchObject({ text: expect.stringContaining('nobody has disclosed') });
    const model = { type: 'component', id: at.model };
    expect((await outage({ failed: model }))()).toMatchObject({
      recoveryHours: 1,
      planFallback: { fails: 'no' },
    });
    await plans.retire(plan);
    await plans.approved({ ...fallback, fallbackComponentId: foreign });
    expect((await outage({ failed: { type: 'provider', id: at.vendor } }))()).toMatchObject(unknown);
    expect((await outage())()).toMatchObject({ recoveryHours: 1, planFallback: { fails: 'no' } });
  });

  it('of a use case that goes on degraded asks for its plan too', async () => {
    const { register } = plans;
    const useCaseId = await register.useCase('Slow', 'T2', at.firm, { toleranceHours: 4 });
    await register.requires({ useCase: useCaseId }, [{ component: at.model }, { component: spare }]);
    await plans.app.owner.query(
      `UPDATE requirement_alternative SET fallback_evidence = 'tested_slow', tested_on = '2026-11-01' WHERE component_id = $1`,
      [spare],
    );
    const plan = await plans.approved({ useCaseId, recoveryHours: 6 });
    expect((await outage())('Slow')).toMatchObject({
      ...{ stopped: false, degraded: true, planId: idOf(plan), recoveryHours: 6, gapHours: 2 },
    });
  });

  it('is asked as of an earlier instant', async () => {
    const day = await plans.atTimeOfHistory();
    const plan = await plans.approved({ recoveryHours: 5, validTo: day(300) });
    const before = await plans.app.instant();
    await plans.patch(plan, { recoveryHours: 1 });
    await plans.approve(plan);
    await plans.exercise(plan, { exercisedOn: day(0) });
    expect((await outage())()).toMatchObject({ planState: 'proven', recoveryHours: 3 });
    expect((await outage({ asOf: before }))()).toMatchObject({
      planState: 'untested',
      recoveryHours: 5,
      gapHours: 1,
    });
  });

  it('of a use case of several legal entities tells of the one whose plan is worth least, as far as they are seen', async () => {
    const { register } = plans;
    const useCaseId = await register.useCase('Group', 'T2', at.firm, { toleranceHours: 4 });
    await plans.app.owner.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, 'Group')`,
      [useCaseId, at.other],
    );
    await register.requires({ useCase: useCaseId }, [{ component: at.host }]);
    const own = await plans.approved({ useCaseId });
    expect((await outage())('Group')).toMatchObject(NOTHING);
    expect((await outage({ as: plans.local }))('Group')).toMatchObject(NOTHING);
    const theirs = await plans.approved({ useCaseId, legalEntityId: at.other });
    await plans.exercise(theirs);
    expect((await outage())('Group')).toMatchObject({ planId: idOf(own), planState: 'untested' });
    expect((await outage({ as: plans.local }))('Group')).toMatchObject({
      planId: idOf(theirs),
      planState: 'proven',
    });
  });
});
