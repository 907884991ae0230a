import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScoreVerifier } from '../../src/modules/scoring/scoring.public.js';
import { NOW } from '../harness/assurance-app.js';
import { idIn } from '../harness/assurance-app.js';
import { AssuredScore } from '../harness/assured-score.js';

let score: AssuredScore;
beforeAll(async () => {
  score = await AssuredScore.start();
});
beforeEach(async () => {
  await score.at.app.setClock(NOW);
  await score.anew();
});
afterAll(() => score.at.app.close());

const textsOf = (gate: { because: { text: string }[] } | undefined): string[] | undefined =>
  gate?.because.map(({ text }) => text);

describe('a validation', () => {
  it('closes the gate while the stack is what it was, or its change was ruled minor', async () => {
    const before = await score.now();
    expect(textsOf(before.gate('G9'))).toEqual(['Validation: unknown.']);
    await score.changeStack('1');
    const made = await score.done('validation');
    const valid = await score.now();
    expect(valid.gate('G9')).toBeUndefined();
    expect(valid.residual).toBeLessThanOrEqual(before.residual);
    const source = { type: 'assurance_activity', id: idIn(made), name: 'Validation', nameZhHant: '驗證' };
    const shown = expect.objectContaining({ ...source, observedOn: '2026-11-21' });
    expect(valid.control('M', 'own_validation').sources).toEqual([shown]);
    expect(valid.factor('M', 'outcome')!.sources).toEqual([shown]);

    const hash = await score.changeStack('2');
    const changed = await score.now();
    expect(textsOf(changed.gate('G9'))).toEqual(['Validation: unknown.']);
    expect(changed.gate('G9')!.records).toEqual(
      expect.arrayContaining([shown, expect.objectContaining({ type: 'use_case' })]),
    );
    await score.rule(made, 'minor', hash);
    expect((await score.now()).gate('G9')).toBeUndefined();
    await score.rule(made, 'material', hash);
    expect(textsOf((await score.now()).gate('G9'))).toEqual(['Validation: not valid.']);
    await score.changeStack('1');
    expect((await score.now()).gate('G9')).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['that failed', { outcome: 'failed' }, 'not valid'],
    ['of a part of it', { scope: ['performance'] }, 'not valid'],
    ['of nobody knows what', { scope: [] }, 'unknown'],
    ['on nobody knows which stack', { configurationHash: null }, 'unknown'],
    ['on another stack', { configurationHash: 'b'.repeat(64) }, 'unknown'],
    ['with an outcome that is not known', { outcome: 'unknown' }, 'unknown'],
    ['longer ago than a year', { performedOn: '2025-11-30' }, 'expired'],
    ['due again since', { nextDueOn: '2026-11-30' }, 'expired'],
  ])('%s is none', async (_what, more, read) => {
    await score.done('validation', more);
    expect(textsOf((await score.now()).gate('G9'))).toEqual([`Validation: ${read}.`]);
  });

  it('waits for what it found to be dealt with', async () => {
    const open = { text: 'Names.', ownerId: score.at.second.id, dueOn: '2027-01-31', dealtWith: 'open' };
    const made = await score.done('validation', { outcome: 'passed_with_issues', openIssues: [open] });
    expect(textsOf((await score.now()).gate('G9'))).toEqual(['Validation: not valid.']);
    const fixed = await score.at.patch(made, { openIssues: [{ ...open, dealtWith: 'fixed' }] });
    expect(fixed.status).toBe(200);
    expect((await score.now()).gate('G9')).toBeUndefined();
  });

  it('that may be none, and a test that may have passed, are worth finding out', async () => {
    await score.control('M', 'own_validation');
    await score.done('validation', {
      ...{ outcome: 'passed_with_issues', openIssues: [{ text: 'Names.', dealtWith: 'unknown' }] },
    });
    for (const kind of ['monitoring_run', 'prompt_variation_test']) await score.done(kind);
    const { worthFindingOut } = await score.now();
    expect(worthFindingOut.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['validation', 'tests.accuracy']),
    );
  });

  it('ends on its day', async () => {
    await score.done('validation', { nextDueOn: '2026-12-31' });
    await score.at.app.setClock('2026-12-31T02:00:00Z');
    expect((await score.now()).gate('G9')).toBeUndefined();
    await score.at.app.setClock('2027-01-01T02:00:00Z');
    expect(textsOf((await score.now()).gate('G9'))).toEqual(['Validation: expired.']);
  });
});

describe('the results of tests', () => {
  const kinds = ['validation', 'accuracy_test', 'monitoring_run', 'prompt_variation_test'];

  it('make what the model is exposed to, and the worst of them counts', async () => {
    expect((await score.now()).factor('M', 'outcome')).toMatchObject({ read: 'unknown', known: false });
    for (const kind of kinds) await score.done(kind);
    const passed = await score.now();
    expect(passed.factor('M', 'outcome')).toMatchObject({ read: 'pass', known: true });
    expect(
      passed
        .factor('M', 'outcome')!
        .sources.map(({ name }) => name)
        .sort(),
    ).toEqual([...['Accuracy test', 'Monitoring run', 'Prompt variation test', 'Validation']]);
    const issues = [{ text: 'Names.', dealtWith: 'accepted', reason: 'Rare.' }];
    await score.done('accuracy_test', {
      ...{ performedOn: '2026-11-25', outcome: 'passed_with_issues', openIssues: issues, target: 0.9 },
    });
    await score.at.app.owner.query(
      `UPDATE assurance_activity SET next_due_on = '2026-11-30' WHERE use_case_id = $1 AND kind = 'accuracy_test'
          AND outcome = 'passed'`,
      [score.useCase],
    );
    expect((await score.now()).factor('M', 'outcome')).toMatchObject({ read: 'minor_issues', known: true });
    await score.done('accuracy_test', {
      performedOn: '2026-11-26',
      outcome: 'unknown',
      target: 1,
      result: 0.8,
    });
    const missed = await score.now();
    expect(missed.factor('M', 'outcome')!.read).toBe('failed');
    expect(missed.control('M', 'end_to_end_test').becauseText).toBe('The accuracy test failed.');
    await score.done('accuracy_test', { performedOn: '2026-11-27' });
    expect((await score.now()).factor('M', 'outcome')!.read).toBe('pass');
  });

  it('are missing, and known to be, where what was done does not speak any more', async () => {
    for (const kind of kinds) await score.done(kind, { nextDueOn: '2026-12-15' });
    await score.at.app.setClock('2026-12-16T02:00:00Z');
    expect((await score.now()).factor('M', 'outcome')).toMatchObject({ read: 'missing', known: true });
  });

  it('of monitoring are held against its clock', async () => {
    for (const kind of kinds) await score.done(kind, { performedOn: '2026-10-15' });
    await score.control('M', 'monitoring');
    // The band is the highest: every month.
    const late = await score.now();
    expect(late.clocks.monitoringMonths).toBe(1);
    expect(late.control('M', 'monitoring')).toMatchObject({
      ...{ operating: 0, because: 'monitoring_overdue' },
      becauseText: 'The last monitoring run is longer ago than its clock allows.',
    });
    expect(late.factor('M', 'outcome')!.read).toBe('missing');
    await score.done('monitoring_run', { performedOn: '2026-11-20' });
    const onTime = await score.now();
    expect(onTime.control('M', 'monitoring')).toMatchObject({ design: 1, operating: 1, because: null });
    expect(onTime.factor('M', 'outcome')!.read).toBe('pass');
  });
});

describe('what shows that a control operates', () => {
  const state = async (domain: string, code: string): Promise<number[]> => {
    const { design, operating } = (await score.now()).control(domain, code);
    return [design, operating];
  };

  it.each([
    ['S', 'adversarial_test', 'adversarial_test'],
    ['S', 'suspension_tested', 'suspension_test'],
    ['L', 'legal_review', 'legal_review'],
  ])(
    'of %s.%s is a test that holds; one that failed beats what is claimed',
    async (domain, control, kind) => {
      await score.done(kind);
      // A test designs nothing.
      expect(await state(domain, control)).toEqual([0, 1]);
      await score.control(domain, control, { operating: null, evidenceId: null });
      const shown = await score.now();
      expect(shown.control(domain, control)).toMatchObject({ design: 1, operating: 1 });
      await score.done(kind, { outcome: 'failed', performedOn: '2026-11-22' });
      await score.control(domain, control, { level: 'firm', providerId: null });
      const failed = await score.now();
      expect(failed.control(domain, control)).toMatchObject({ design: 1, operating: 0 });
      expect(failed.residual).toBeGreaterThan(shown.residual);
      // One of which nobody knows how it came out, or on what, remedies nothing.
      await score.done(kind, { outcome: 'unknown', performedOn: '2026-11-23' });
      await score.done(kind, { configurationHash: null, performedOn: '2026-11-24' });
      expect(await state(domain, control)).toEqual([1, 0]);
      await score.done(kind, { performedOn: '2026-11-25' });
      expect(await state(domain, control)).toEqual([1, 1]);
    },
  );

  it('is what is claimed, where nothing was done', async () => {
    await score.control('S', 'adversarial_test', { operating: 0.5 });
    expect(await state('S', 'adversarial_test')).toEqual([1, 0.5]);
    await score.done('threat_review');
    expect(await state('S', 'adversarial_test')).toEqual([1, 0.5]);
  });

  it('of people who look at what comes out is a sample of it, for both ways to do so', async () => {
    for (const control of ['human_in_the_loop', 'prompt_variation', 'disclosure']) {
      await score.control('M', control, { operating: null, evidenceId: null });
    }
    expect(await state('M', 'human_review')).toEqual([0, 0]);
    await score.at.app.owner.query(`UPDATE use_case SET human_oversight = 'in_the_loop' WHERE id = $1`, [
      score.useCase,
    ]);
    for (const kind of ['human_review_sample', 'prompt_variation_test', 'disclosure_check'])
      await score.done(kind);
    const shown = await score.now();
    expect(shown.control('M', 'human_review')).toMatchObject({ design: 1, operating: 1 });
    expect(shown.gate('G2')).toBeUndefined();
    await score.done('human_review_sample', { outcome: 'failed', performedOn: '2026-11-22' });
    const failed = await score.now();
    expect(failed.control('M', 'human_review')).toMatchObject({ design: 1, operating: 0 });
    expect(failed.gate('G2')!.records.map(({ name }) => name)).toContain('Sample of human review');
  });

  it('fails with what failed on the model, on its provider or at the legal entity, for all that use them', async () => {
    await score.control('S', 'adversarial_test');
    expect(await state('S', 'adversarial_test')).toEqual([1, 1]);
    for (const subject of [
      { type: 'component', id: score.model },
      { type: 'provider', id: score.provider },
      { type: 'legal_entity', id: score.at.firm },
    ]) {
      const failed = await score.done('adversarial_test', { subject, outcome: 'failed' });
      const shown = await score.now();
      expect(shown.control('S', 'adversarial_test')).toMatchObject({ design: 1, operating: 0 });
      expect(shown.control('S', 'adversarial_test').sources.map(({ id }) => id)).toContain(idIn(failed));
      // A later one on the same subject remedies it; one on the use case does not.
      await score.done('adversarial_test', { performedOn: '2026-11-24' });
      expect(await state('S', 'adversarial_test')).toEqual([1, 0]);
      await score.done('adversarial_test', { subject, performedOn: '2026-11-25' });
      expect(await state('S', 'adversarial_test')).toEqual([1, 1]);
    }
  });
});

describe('a provider that withdraws what it told', () => {
  it('is monitored one step faster until that is closed', async () => {
    await score.anew({ tier: 'T4', status: 'planned' });
    const before = await score.now();
    const body = {
      ...{ kind: 'transparency_withdrawn', subject: { type: 'provider', id: score.provider } },
      ...{ summary: 'No model card any more.', happenedOn: '2026-11-20', legalEntityId: score.at.firm },
    };
    const made = await score.at.app.send('procurement', 'POST', '/api/v1/change-events', { body });
    expect(made.status).toBe(201);
    const after = await score.now();
    // Footnote 21 has made it one step faster already where the framework cannot be judged.
    expect(after.clocks.monitoringMonths).toBe(before.clocks.monitoringMonths);
    await score.at.app.owner.query(`UPDATE provider SET model_risk_framework = 'effective' WHERE id = $1`, [
      score.provider,
    ]);
    const faster = await score.now();
    await score.at.app.owner.query(
      `UPDATE change_event SET state = 'closed', ruling = 'minor', ruling_reason = 'x',
        triaged_by = $2, triaged_at = now() WHERE id = $1`,
      [idIn(made), score.at.second.id],
    );
    const slower = await score.now();
    expect(faster.clocks.monitoringMonths).toBeLessThan(slower.clocks.monitoringMonths);
    expect(faster.control('M', 'monitoring').sources).toEqual([
      expect.objectContaining({ type: 'change_event', id: idIn(made), name: 'No model card any more.' }),
    ]);
  });
});

describe('scores that were stored before', () => {
  it('come to the same bytes again', async () => {
    const { unverified, verified } = await new ScoreVerifier(score.at.app.owner).verify();
    expect(unverified).toEqual([]);
    expect(verified).toBeGreaterThan(20);
  });
});
