import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths } from './months.js';
import {
  continuityOf,
  decidingExercise,
  exerciseDueOn,
  type ExerciseRecord,
  type PlannedUse,
  type PlanRecord,
  standingOf,
} from './plan-standing.js';

const TODAY = '2026-12-01';
const BOTH = ['provider_failure', 'own_suspension'];

let counter = 0;
const exercise = (more: Partial<ExerciseRecord> = {}): ExerciseRecord => ({
  ...{
    id: String(++counter).padStart(4, '0'),
    exercisedOn: '2026-11-01',
    covers: BOTH,
    outcome: 'succeeded',
  },
  ...{ measuredRecoveryHours: 3, planHash: 'h' },
  ...more,
});
const plan = (more: Partial<PlanRecord> = {}): PlanRecord => ({
  ...{ id: 'p', legalEntityId: 'e', providerId: null, componentId: null, covers: BOTH, state: 'approved' },
  ...{ hash: 'h', validTo: '2027-11-30', exercises: [exercise()] },
  ...more,
});
const use = (more: Partial<PlannedUse> = {}): PlannedUse => ({
  ...{ tier: 'T2', criticalOperation: 'no', toleranceHours: 4, legalEntityIds: ['e'] },
  parts: [
    { id: 'c1', providerId: 'v1' },
    { id: 'c2', providerId: 'v2' },
  ],
  ...more,
});
const of = (plans: PlanRecord[], more: Partial<PlannedUse> = {}): unknown[] => {
  const { state, gate } = continuityOf(plans, use(more), TODAY);
  return [state?.design ?? null, state?.operating ?? null, gate];
};
const failed = (more: Partial<ExerciseRecord> = {}): ExerciseRecord =>
  exercise({ outcome: 'failed', ...more });

describe('whole months after a day', () => {
  it.each([
    ['2026-11-01', 6, '2027-05-01'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-31', 12, '2027-12-31'],
  ])('%s and %i are %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });
});

describe('the plans of a use', () => {
  it('count fully where one is approved, in date, exercised and fast enough in both cases', () => {
    expect(of([plan()])).toEqual([1, 1, 'approved']);
    expect(of([])).toEqual([null, null, 'unknown']);
    expect(of([plan({ state: 'submitted' })])).toEqual([0, 0, 'draft']);
    expect(of([plan({ validTo: TODAY })])).toEqual([1, 1, 'approved']);
    expect(of([plan({ validTo: '2026-11-30' })])).toEqual([0, 0, 'draft']);
    expect(of([plan({ exercises: [] })])).toEqual([1, 0, 'approved']);
  });

  it('count half for one of the two cases, and a half of a half for nothing', () => {
    expect(of([plan({ covers: ['provider_failure'] })])).toEqual([0.5, 0.5, 'approved']);
    expect(of([plan({ covers: ['own_suspension'] })])).toEqual([0.5, 0.5, 'suspension_only']);
    const issues = exercise({ outcome: 'succeeded_with_issues' });
    expect(of([plan({ exercises: [issues] })])).toEqual([1, 0.5, 'approved']);
    expect(of([plan({ covers: ['provider_failure'], exercises: [issues] })])).toEqual([0.5, 0, 'approved']);
    const one = exercise({ covers: ['provider_failure'] });
    const other = exercise({ covers: ['own_suspension'], outcome: 'succeeded_with_issues' });
    expect(of([plan({ exercises: [one, other] })])).toEqual([1, 0.5, 'approved']);
    expect(of([plan({ exercises: [one] })])).toEqual([1, 0.5, 'approved']);
  });

  it.each<[string, Partial<ExerciseRecord>, Partial<PlannedUse>, string]>([
    ['too slow', { measuredRecoveryHours: 4.01 }, {}, 'too_slow'],
    ['of unknown length', { measuredRecoveryHours: null }, {}, 'untested'],
    ['of unknown outcome', { outcome: 'unknown' }, {}, 'untested'],
    ['without a tolerance', {}, { toleranceHours: null }, 'untested'],
    ['of another plan', { planHash: 'g' }, {}, 'untested'],
    ['of a plan that nobody knows', { planHash: null }, {}, 'untested'],
    ['too long ago', { exercisedOn: '2025-11-30' }, {}, 'exercise_overdue'],
    ['too long ago for T1', { exercisedOn: '2026-05-31' }, { tier: 'T1' }, 'exercise_overdue'],
    [
      'too long ago for a critical operation',
      { exercisedOn: '2026-05-31' },
      { criticalOperation: 'unknown' },
      'exercise_overdue',
    ],
    ['failed', { outcome: 'failed' }, {}, 'exercise_failed'],
  ])('do not operate by an exercise that was %s', (_what, one, more, standing) => {
    const made = plan({ exercises: [exercise(one)] });
    expect(of([made], more)).toEqual([1, 0, 'approved']);
    expect(standingOf(made, use(more), TODAY)).toBe(standing);
  });

  it('operate to the last day of the period', () => {
    expect(of([plan({ exercises: [exercise({ exercisedOn: '2025-12-01' })] })])).toEqual([1, 1, 'approved']);
    expect(of([plan({ exercises: [exercise({ exercisedOn: '2026-06-01' })] })], { tier: 'T1' })).toEqual([
      ...[1, 1, 'approved'],
    ]);
  });

  it('are judged by the last exercise, of two on a day by the worse, and by a failure until it is remedied', () => {
    const deciding = (...exercises: ExerciseRecord[]) =>
      exercises.indexOf(decidingExercise(plan({ exercises }), 'own_suspension')!);
    expect(deciding(exercise(), exercise({ exercisedOn: '2026-11-02' }))).toBe(1);
    expect(deciding(exercise({ measuredRecoveryHours: 9 }), exercise())).toBe(0);
    expect(deciding(exercise(), exercise({ outcome: 'unknown' }))).toBe(1);
    expect(deciding(exercise(), failed({ exercisedOn: '2026-01-01', planHash: 'old' }))).toBe(0);
    expect(deciding(exercise(), failed({ planHash: 'old' }))).toBe(1);
    expect(deciding(exercise({ planHash: null }), failed({ exercisedOn: '2026-10-31' }))).toBe(1);
    const late = exercise({ exercisedOn: '2026-11-02', covers: ['provider_failure'] });
    expect(deciding(failed(), late)).toBe(0);
    expect(deciding(failed(), exercise({ exercisedOn: '2026-11-02', outcome: 'unknown' }))).toBe(0);
  });

  it('cover a part that they name, or whose provider they name; the worst part counts', () => {
    const [first, second] = [plan({ componentId: 'c1' }), plan({ id: 'q', providerId: 'v2' })];
    expect(of([first])).toEqual([0, 0, 'draft']);
    expect(of([first, second])).toEqual([1, 1, 'approved']);
    expect(of([first, { ...second, exercises: [] }])).toEqual([1, 0, 'approved']);
    expect(of([plan({ componentId: 'other' })])).toEqual([null, null, 'unknown']);
    expect(of([plan({ providerId: 'v1' })], { parts: [{ id: 'c1', providerId: null }] })).toEqual([
      ...[null, null, 'unknown'],
    ]);
  });

  it('of several for a part the best counts, but for a failure, which none of them outweighs', () => {
    const draft = plan({ id: 'q', state: 'draft', exercises: [] });
    expect(of([draft, plan()])).toEqual([1, 1, 'approved']);
    const bad = plan({ id: 'r', state: 'draft', exercises: [failed({ covers: ['own_suspension'] })] });
    expect(of([plan(), bad])).toEqual([1, 0.5, 'approved']);
    expect(of([plan(), { ...bad, componentId: 'other' }])).toEqual([1, 1, 'approved']);
    expect(of([plan(), { ...bad, providerId: 'v3' }])).toEqual([1, 1, 'approved']);
    const parts = [{ id: 'c1', providerId: null }];
    expect(of([plan(), { ...bad, providerId: 'v3' }], { parts })).toEqual([1, 0.5, 'approved']);
    const hidden = [{ id: 'UNKNOWN', providerId: null, undisclosed: true }];
    expect(of([plan(), { ...bad, componentId: 'other' }], { parts: hidden })).toEqual([1, 0.5, 'approved']);
  });

  it('are wanted of each legal entity, and of these the worst counts', () => {
    const legalEntityIds = ['e', 'f'];
    expect(of([plan()], { legalEntityIds })).toEqual([null, null, 'unknown']);
    const theirs = plan({ id: 'q', legalEntityId: 'f', covers: ['own_suspension'] });
    expect(of([plan(), theirs], { legalEntityIds })).toEqual([0.5, 0.5, 'suspension_only']);
    expect(of([plan(), plan({ legalEntityId: 'g', state: 'draft' })])).toEqual([1, 1, 'approved']);
  });

  it('are worth no more when something of them is not known any more', () => {
    const exercises = fc.array(
      fc.record({
        id: fc.uuid(),
        exercisedOn: fc.constantFrom('2026-01-01', '2026-10-01', '2026-11-01', '2026-11-30'),
        covers: fc.subarray(BOTH, { minLength: 1 }),
        outcome: fc.constantFrom('succeeded', 'succeeded', 'succeeded_with_issues', 'failed', 'unknown'),
        measuredRecoveryHours: fc.constantFrom(1, 3, 9, null),
        planHash: fc.constantFrom('h', 'h', 'old', null),
      }),
      { maxLength: 4 },
    );
    const plansArbitrary = fc.array(
      fc.record({
        providerId: fc.constantFrom(null, null, 'v1', 'v2'),
        covers: fc.subarray(BOTH, { minLength: 1 }),
        state: fc.constantFrom('approved', 'approved', 'draft'),
        exercises,
      }),
      { minLength: 1, maxLength: 3 },
    );
    let seen = 0;
    fc.assert(
      fc.property(plansArbitrary, fc.nat(), fc.nat(), fc.nat(4), (given, which, at, what) => {
        const plans = given.map((one, i) => plan({ id: `p${i}`, ...one }));
        const unknowing = plans.map((one, i): PlanRecord => {
          if (i !== which % plans.length) return one;
          const change: Partial<ExerciseRecord> =
            what === 0 ? { measuredRecoveryHours: null } : { outcome: 'unknown' };
          return {
            ...one,
            state: what === 2 ? 'draft' : one.state,
            exercises: one.exercises.map((was, j) =>
              what < 2 && j === at % one.exercises.length && was.outcome !== 'failed'
                ? { ...was, ...change }
                : was,
            ),
          };
        });
        const parts = [{ id: 'c1', providerId: what === 4 ? null : 'v1' }];
        const toleranceHours = what === 3 ? null : 4;
        const known = continuityOf(plans, use({ parts: [{ id: 'c1', providerId: 'v1' }] }), TODAY).state;
        const after = continuityOf(unknowing, use({ parts, toleranceHours }), TODAY).state;
        for (const field of ['design', 'operating'] as const) {
          if ((after?.[field] ?? 0) !== (known?.[field] ?? 0)) seen++;
          expect(after?.[field] ?? 0).toBeLessThanOrEqual(known?.[field] ?? 0);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});

describe('the day by which a plan is exercised', () => {
  const due = (exercises: ExerciseRecord[], more: Partial<PlannedUse> = {}) =>
    exerciseDueOn(plan({ exercises }), use(more), '2026-10-15');

  it('is ninety days after its approval, or a period after its last exercise', () => {
    expect(due([])).toBe('2027-01-13');
    expect(due([exercise()])).toBe('2027-11-01');
    expect(due([exercise()], { tier: 'T1' })).toBe('2027-05-01');
    expect(due([exercise({ covers: ['own_suspension'] })])).toBe('2027-01-13');
    expect(due([exercise({ planHash: 'old' })])).toBe('2027-01-13');
  });

  it('is ninety days after an exercise that did not show that it works', () => {
    for (const one of [
      ...[failed(), exercise({ outcome: 'unknown' }), exercise({ measuredRecoveryHours: null })],
      exercise({ measuredRecoveryHours: 9 }),
    ]) {
      expect(due([one])).toBe('2027-01-30');
    }
    expect(due([exercise()], { toleranceHours: null })).toBe('2027-01-30');
    expect(due([failed({ exercisedOn: '2026-01-01', planHash: 'old' })])).toBe('2027-01-13');
  });
});
