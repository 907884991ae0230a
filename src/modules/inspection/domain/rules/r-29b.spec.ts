import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

type Exercise = TestRegister['facts']['plans'][number]['exercises'][number];

/** With something else said of the one exercise. */
const exercised = (register: TestRegister, more: Partial<Exercise>): TestRegister =>
  register.with('plans', 'plan', {
    exercises: register.facts.plans.flatMap(({ exercises }) => exercises).map((one) => ({ ...one, ...more })),
  });

describe('R-29b contingency plan and its exercise', () => {
  fourStates('R-29b', {
    complete: asItIs,
    gap: (r) => r.without('plans'),
    unknown: (r) => r.with('plans', 'plan', { state: 'draft' }).use({ status: 'planned' }),
    not_applicable: (r) => r.with('providers', null, { kind: 'in_house' }),
  });

  clauseCases('R-29b', [
    [
      'planned',
      'complete',
      'plan_approved',
      (r) => r.with('plans', 'plan', { covers: ['provider_failure'] }),
    ],
    ['planned', 'gap', 'failure_not_planned', (r) => r.with('plans', 'plan', { covers: ['own_suspension'] })],
    [
      'planned',
      'unknown',
      'failure_not_planned',
      (r) => r.with('plans', 'plan', { covers: ['own_suspension'] }).use({ status: 'planned' }),
    ],
    ['planned', 'gap', 'plan_not_approved', (r) => r.with('plans', 'plan', { state: 'submitted' })],
    [
      'planned',
      'unknown',
      'plan_not_approved',
      (r) => r.with('plans', 'plan', { state: 'draft' }).use({ status: 'planned' }),
    ],
    ['planned', 'gap', 'plan_not_approved', (r) => r.with('plans', 'plan', { componentId: 'model' })],
    ['planned', 'gap', 'no_plan', (r) => r.without('plans')],
    ['planned', 'unknown', 'not_recorded_yet', (r) => r.without('plans').use({ status: 'planned' })],
    ['planned', 'complete', 'plan_approved', (r) => r.without('requirements')],
    [
      'both_cases',
      'complete',
      'suspension_planned',
      (r) => r.with('plans', 'plan', { covers: ['own_suspension'] }),
    ],
    [
      'both_cases',
      'gap',
      'suspension_not_planned',
      (r) => r.with('plans', 'plan', { covers: ['provider_failure'] }),
    ],
    [
      'both_cases',
      'unknown',
      'suspension_not_planned',
      (r) => r.with('plans', 'plan', { covers: ['provider_failure'] }).use({ status: 'planned' }),
    ],
    ['both_cases', 'gap', 'no_plan', (r) => r.without('plans')],
    ['group', 'gap', 'no_plan', (r) => r.with('providers', null, { kind: 'group_company' }).without('plans')],
    ['exercised', 'complete', 'exercised', (r) => exercised(r, { measuredRecoveryHours: 4 })],
    ['exercised', 'gap', 'too_slow', (r) => exercised(r, { measuredRecoveryHours: 4.5 })],
    ['exercised', 'gap', 'exercise_failed', (r) => exercised(r, { outcome: 'failed' })],
    ['exercised', 'gap', 'exercise_overdue', (r) => exercised(r, { exercisedOn: '2026-05-31' })],
    [
      'exercised',
      'complete',
      'exercised',
      (r) => exercised(r, { exercisedOn: '2026-05-31' }).use({ tier: 'T2' }),
    ],
    ['exercised', 'gap', 'not_exercised', (r) => r.with('plans', 'plan', { exercises: [] })],
    ['exercised', 'gap', 'not_exercised', (r) => exercised(r, { planHash: 'before' })],
    ['exercised', 'unknown', 'tolerance_unknown', (r) => r.use({ toleranceHours: null })],
    ['exercised', 'unknown', 'plan_not_approved', (r) => r.with('plans', 'plan', { state: 'draft' })],
    ['exercised', 'gap', 'no_plan', (r) => r.without('plans')],
    ['exercised', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T4' })],
  ]);

  it('asks each legal entity for a plan of its own', () => {
    const two = aRegister().use({ legalEntityIds: ['firm', 'other'] });
    expect(leadingState('R-29b', two, 'use', 'other')).toBe('gap');
  });
});
