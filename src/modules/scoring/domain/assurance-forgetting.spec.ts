import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActivityFact } from './assurance-activities.js';
import { type AssuranceOfUse, assuranceOf, withEvidence } from './assurance-of-use.js';
import { activitiesArbitrary, PRESENT_STACK } from './testing/random-assurance.js';

const TODAY = '2026-03-01';
const RUNS = Number(process.env['SUBJECTS'] ?? 20_000);
const RECORDED = [null, 0, 0.5, 1];
const KINDS = ['validation', 'accuracy_test', 'monitoring_run', 'adversarial_test'] as const;
const CONTROLS = ['M.ownValidation', 'M.monitoring', 'S.adversarialTest'];

/** Of few kinds, so that several of one meet. */
const activities = fc
  .tuple(activitiesArbitrary('u'), fc.array(fc.constantFrom(...KINDS), { minLength: 8, maxLength: 8 }))
  .map(([all, kinds]) =>
    all.map((one, i): ActivityFact => ({
      ...one,
      kind: kinds[i]!,
      missed: one.missed && kinds[i] === 'accuracy_test',
    })),
  );

const of = (all: readonly ActivityFact[]): AssuranceOfUse =>
  assuranceOf(all, [], { tier: 'T2', hash: PRESENT_STACK, today: TODAY });

/** How good each thing is that a score reads of it, whatever is recorded of its control. */
function goodness(found: AssuranceOfUse): Record<string, number> {
  const results = Object.entries(found.tests).map(([test, result]) => [
    test,
    { pass: 2, minor_issues: 1 }[result] ?? 0,
  ]);
  const operating = CONTROLS.flatMap((key) =>
    RECORDED.map((recorded) => {
      const [domain, control] = key.split('.') as ['M' | 'S', string];
      const states = withEvidence(
        { [domain]: { [control]: { design: 1, operating: recorded } } },
        found.evidence,
      );
      return [`${key} ${recorded}`, states[domain]![control]!.operating ?? 0];
    }),
  );
  const monitored = found.monitoredOn === null ? 0 : Date.parse(found.monitoredOn);
  return Object.fromEntries([
    ...[...results, ...operating],
    ['validation', found.validation === 'valid' ? 1 : 0],
    ['monitored', monitored],
  ]) as Record<string, number>;
}

const isKept = ({ outcome, issues, missed, breached }: ActivityFact): boolean =>
  outcome === 'failed' || missed || breached || issues.some((one) => one === 'open' || one === 'unknown');

/** What the register lets somebody take away of one. */
const FORGETTING: readonly ((one: ActivityFact) => ActivityFact[])[] = [
  (one) => (isKept(one) ? [one] : []),
  (one) => [one.outcome === 'passed' ? { ...one, outcome: 'unknown' } : one],
  (one) => [{ ...one, scope: one.scope.slice(1) }],
  (one) => [{ ...one, scope: [] }],
];

describe('forgetting something of what was done to be sure of a use', () => {
  it('makes nothing better of what scores read', () => {
    const seen = { worse: 0 };
    fc.assert(
      fc.property(activities, fc.nat(), fc.constantFrom(...FORGETTING), (all, at, forget) => {
        const before = goodness(of(all));
        const after = goodness(of(all.flatMap((one, i) => (i === at % all.length ? forget(one) : one))));
        for (const [what, good] of Object.entries(before)) {
          if (after[what]! < good) seen.worse++;
          expect([what, after[what]! <= good]).toEqual([what, true]);
        }
      }),
      { numRuns: RUNS },
    );
    expect(seen.worse).toBeGreaterThan(RUNS / 50);
  });

  it('nor does another one that found nothing out, or found something wanting', () => {
    const later = { performedOn: '2026-02-28', nextDueOn: null };
    const useless = fc.constantFrom<Partial<ActivityFact>>(
      ...[
        { outcome: 'unknown', issues: [] },
        { outcome: 'failed' },
        { outcome: 'unknown', issues: ['open'] },
      ],
      ...[{ outcome: 'passed', configurationHash: null, issues: [] }],
    );
    fc.assert(
      fc.property(activities, fc.constantFrom(...KINDS), useless, (all, kind, found) => {
        const [like] = all;
        if (like === undefined) return;
        const before = goodness(of(all));
        const clean = { missed: false, breached: false, rulings: [], ...later };
        const after = goodness(of([{ ...like, ...clean, id: 'new', kind, ...found }, ...all]));
        for (const [what, good] of Object.entries(before)) {
          expect([what, after[what]! <= good]).toEqual([what, true]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
