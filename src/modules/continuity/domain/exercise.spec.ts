import { describe, expect, it } from '@jest/globals';
import { exercisedHash, failureProblems, forgottenProblems } from './exercise.js';
import type { ExerciseRecord } from './plan-standing.js';

const BOTH = ['provider_failure', 'own_suspension'];
const record = (id: string, more: Partial<ExerciseRecord> = {}): ExerciseRecord => ({
  ...{
    id,
    exercisedOn: '2026-11-01',
    covers: BOTH,
    outcome: 'succeeded',
    measuredRecoveryHours: 3,
    planHash: 'h',
  },
  ...more,
});
const earlier = record('1', { exercisedOn: '2026-10-01' });
const slower = record('2', { measuredRecoveryHours: 9 });
const codes = (
  current: ExerciseRecord,
  wanted: ExerciseRecord | null,
  others: readonly ExerciseRecord[],
): string[] => forgottenProblems(current, wanted, others, '/x').map(({ code }) => code);

describe('an exercise that is taken away', () => {
  it('is missed where one that says more would speak in its place, and nowhere else', () => {
    expect(codes(slower, null, [earlier])).toEqual(['not-to-be-forgotten']);
    expect(codes(slower, null, [])).toEqual([]);
    expect(codes(slower, null, [{ ...earlier, measuredRecoveryHours: 10 }])).toEqual([]);
    expect(codes(slower, null, [{ ...earlier, outcome: 'succeeded_with_issues' }])).toEqual([]);
    expect(codes(slower, null, [{ ...earlier, planHash: 'old' }])).toEqual([]);
    expect(codes(slower, null, [{ ...earlier, exercisedOn: '2026-11-02' }])).toEqual([]);
    expect(codes(slower, null, [{ ...earlier, exercisedOn: '2026-11-01' }])).toEqual(['not-to-be-forgotten']);
    const one = { ...slower, covers: ['own_suspension'] };
    expect(codes(one, null, [{ ...earlier, covers: ['provider_failure'] }])).toEqual([]);
    expect(codes({ ...slower, measuredRecoveryHours: null }, null, [earlier])).toEqual([
      'not-to-be-forgotten',
    ]);
  });

  it('is so too where it is said to be of another day, another case, or by its day of another plan', () => {
    expect(codes(slower, { ...slower, exercisedOn: '2026-09-01' }, [earlier])).toEqual([
      'not-to-be-forgotten',
    ]);
    expect(codes(slower, { ...slower, covers: ['own_suspension'] }, [earlier])).toEqual([
      'not-to-be-forgotten',
    ]);
    expect(codes(slower, { ...slower, planHash: null }, [earlier])).toEqual(['not-to-be-forgotten']);
    expect(codes(slower, { ...slower, exercisedOn: '2026-10-02' }, [earlier])).toEqual([]);
    expect(codes(slower, { ...slower, measuredRecoveryHours: 1 }, [earlier])).toEqual([]);
  });

  it('stays where it failed, whatever there is beside it', () => {
    expect(codes(record('3', { outcome: 'failed' }), null, [])).toEqual(['exercise-failed']);
  });
});

describe('an exercise that failed', () => {
  it('may be told more of, or be of more or later, and not of less', () => {
    const failed = {
      ...{ exercisedOn: '2026-11-01', covers: ['own_suspension'] as const, outcome: 'failed', issues: 'x' },
      ...{ measuredRecoveryHours: null, evidenceId: null, performedBy: null },
    };
    const facts = { ...failed, covers: [...failed.covers] };
    const pointers = (more: object): string[] =>
      failureProblems(facts, { ...facts, ...more }).map(({ pointer }) => pointer);
    expect(
      pointers({ issues: 'y', exercisedOn: '2026-11-02', covers: BOTH, measuredRecoveryHours: 9 }),
    ).toEqual([]);
    expect(pointers({ outcome: 'unknown', exercisedOn: '2026-10-31', covers: ['provider_failure'] })).toEqual(
      [...['/outcome', '/exercisedOn', '/covers']],
    );
  });
});

describe('what was exercised', () => {
  it('is what the plan says, but for before the day on which it became another', () => {
    const plan = { covers: BOTH, hash: 'h', changedOn: null };
    expect(exercisedHash(plan, '2020-01-01')).toBe('h');
    const changed = { ...plan, changedOn: '2026-11-02' };
    expect([exercisedHash(changed, '2026-11-01'), exercisedHash(changed, '2026-11-02')]).toEqual([null, 'h']);
  });
});
