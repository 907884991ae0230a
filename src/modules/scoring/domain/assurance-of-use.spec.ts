import { describe, expect, it } from '@jest/globals';
import type { ActivityFact, ActivityKind } from './assurance-activities.js';
import { type AssuranceOfUse, assuranceOf, type FailureFact, withEvidence } from './assurance-of-use.js';

const SOURCE = { version: 1, updatedAt: '' };
let counter = 0;
const done = (kind: ActivityKind, performedOn: string, more: Partial<ActivityFact> = {}): ActivityFact => ({
  ...{ id: `a${++counter}`, kind, performedOn, configurationHash: 'now', outcome: 'passed', issues: [] },
  ...{ scope: ['performance', 'cyber_controls', 'data_controls'], missed: false, breached: false },
  ...{ nextDueOn: null, rulings: [], source: SOURCE, ...more },
});
const failed = (kind: ActivityKind, more: Partial<FailureFact> = {}): FailureFact => ({
  ...{ id: `f${++counter}`, kind, performedOn: '2026-11-01', legalEntityId: 'e', useCaseId: null },
  ...{ arrangementId: null, providerId: null, componentId: 'c', source: SOURCE, ...more },
});
/** @param activities in any order */
function of(
  activities: ActivityFact[],
  { tier = 'T1', failures = [] as FailureFact[] } = {},
): AssuranceOfUse {
  const newestFirst = [...activities].sort((a, b) => (a.performedOn < b.performedOn ? 1 : -1));
  return assuranceOf(newestFirst, failures, { tier, hash: 'now', today: '2026-12-01' });
}
const operating = (found: AssuranceOfUse, recorded: number | null): unknown =>
  withEvidence({ S: { adversarialTest: { design: 1, operating: recorded } } }, found.evidence).S![
    'adversarialTest'
  ]!.operating;

describe('what was done to be sure of a use', () => {
  it('is unknown where nothing was, and so is what scores do not read', () => {
    const unknown = { accuracy: 'unknown', drift: 'unknown', bias: 'unknown', promptVariation: 'unknown' };
    for (const found of [
      of([]),
      of([done('gap_analysis', '2026-11-01'), done('threat_review', '2026-11-01')]),
    ]) {
      expect(found).toEqual({
        validation: 'unknown',
        tests: unknown,
        monitoredOn: null,
        evidence: {},
        records: [],
      });
    }
  });

  it('speaks for the stack as it is, also when that is what it was again', () => {
    const older = done('validation', '2026-06-01');
    const newer = done('validation', '2026-11-01', { configurationHash: 'other' });
    expect(of([newer]).validation).toBe('unknown');
    expect(of([older, newer])).toMatchObject({ validation: 'valid', tests: { bias: 'pass' } });
    const minor = { ...newer, rulings: [{ toHash: 'now', ruling: 'minor' }] };
    expect(of([minor]).validation).toBe('valid');
    const material = { ...newer, rulings: [...minor.rulings, { toHash: 'now', ruling: 'material' }] };
    expect(of([material])).toMatchObject({ validation: 'invalid', tests: { bias: 'missing' } });
    expect(of([{ ...newer, rulings: [{ toHash: 'older', ruling: 'minor' }] }]).validation).toBe('unknown');
  });

  it('speaks for a year, of lower tiers for two, and of an attack on a high-risk use for half a one', () => {
    const validated = [done('validation', '2025-11-30')];
    expect([of(validated).validation, of(validated, { tier: 'T3' }).validation]).toEqual([
      'expired',
      'valid',
    ]);
    expect(of([done('validation', '2025-12-01')]).validation).toBe('valid');
    const attacked = [done('adversarial_test', '2026-05-31')];
    expect([of(attacked).evidence, of(attacked, { tier: 'T3' }).evidence]).toEqual([
      ...[{}, { 'S.adversarialTest': { shown: 1, most: 1 } }],
    ]);
    // Not longer than the house allows, whatever day is said.
    expect(of([done('validation', '2025-11-30', { nextDueOn: '2030-01-01' })]).validation).toBe('expired');
  });

  it('failed until a later one remedies it, on a stack that is known', () => {
    const failure = done('adversarial_test', '2026-10-01', { outcome: 'failed' });
    const before = done('adversarial_test', '2026-09-01');
    const unknown = done('adversarial_test', '2026-11-01', { outcome: 'unknown' });
    const unbound = done('adversarial_test', '2026-11-02', { configurationHash: null });
    expect(operating(of([failure, before, unknown, unbound]), 1)).toBe(0);
    const elsewhere = done('adversarial_test', '2026-11-03', { configurationHash: 'other' });
    // It is remedied, and nothing older speaks.
    expect([
      operating(of([failure, before, elsewhere]), 1),
      operating(of([failure, before, elsewhere]), null),
    ]).toEqual([1, null]);
    expect(operating(of([failure, done('adversarial_test', '2026-11-04')]), null)).toBe(1);
  });

  it('beats what is claimed as far as an issue is open, and where it holds shows what nobody claimed', () => {
    const found = (issues: string[], more: Partial<ActivityFact> = {}) =>
      of([done('adversarial_test', '2026-11-01', { outcome: 'passed_with_issues', issues, ...more })]);
    expect([1, 0, null].map((recorded) => operating(found(['open']), recorded))).toEqual([0.5, 0.5, 0.5]);
    expect([1, 0, null].map((recorded) => operating(found(['fixed']), recorded))).toEqual([1, 0.5, 0.5]);
    const stale = { configurationHash: 'other' };
    expect([1, 0, null].map((recorded) => operating(found(['open'], stale), recorded))).toEqual([
      0.5,
      0,
      null,
    ]);
    expect([1, 0, null].map((recorded) => operating(found(['fixed'], stale), recorded))).toEqual([
      1,
      0,
      null,
    ]);
  });

  it('fails with what failed on something wider; of a provider, monitoring is another control', () => {
    const good = [done('validation', '2026-11-01'), done('monitoring_run', '2026-11-01')];
    const wider = of(good, { failures: [failed('validation')] });
    expect(wider).toMatchObject({ validation: 'invalid', tests: { bias: 'failed', drift: 'pass' } });
    const provider = { componentId: null, providerId: 'p' };
    const watched = of(good, { failures: [failed('monitoring_run', provider)] });
    expect(watched).toMatchObject({ tests: { drift: 'pass' }, monitoredOn: '2026-11-01' });
    expect(watched.evidence['P.monitoring']).toEqual({ shown: 0, most: 0 });
    expect(watched.evidence['M.monitoring']).toEqual({ shown: 1, most: 1 });
  });

  it('gains nothing by taking away what passed with issues that are dealt with', () => {
    const clean = done('accuracy_test', '2026-10-01');
    const dealt = done('accuracy_test', '2026-11-01', { outcome: 'passed_with_issues', issues: ['fixed'] });
    expect([of([clean, dealt]).tests.accuracy, of([clean]).tests.accuracy]).toEqual(['pass', 'pass']);
    expect(of([dealt]).tests.accuracy).toBe('minor_issues');
    const breached = done('monitoring_run', '2026-11-01', { breached: true });
    expect(of([breached, done('monitoring_run', '2026-10-01')]).tests.drift).toBe('minor_issues');
  });
});
