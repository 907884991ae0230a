import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-11 known limits and fitness for use', () => {
  fourStates('R-11', {
    complete: asItIs,
    gap: (r) => r.activity('fitness_decision', { outcome: 'failed' }),
    unknown: (r) => r.activity('fitness_decision', { configurationHash: null }),
    not_applicable: (r) => r.claim('R-11'),
  });

  clauseCases('R-11', [
    ['decided', 'complete', 'done', asItIs],
    ['decided', 'gap', 'failed', (r) => r.activity('fitness_decision', { outcome: 'failed' })],
    ['decided', 'gap', 'not_recorded', (r) => r.without('activities', 'fitness_decision')],
    ['decided', 'unknown', 'not_recorded_yet', (r) => r.use({ status: 'planned' }).without('activities')],
    ['present_version', 'complete', 'present_stack', asItIs],
    [
      'present_version',
      'unknown',
      'change_not_ruled',
      (r) =>
        r
          .with('components', 'model', { release: '2' })
          .activity('fitness_decision', { configurationHash: 'before' }),
    ],
    [
      'present_version',
      'unknown',
      'stack_unknown',
      (r) => r.activity('fitness_decision', { configurationHash: null }),
    ],
    ['senior', 'complete', 'by_senior_manager', asItIs],
    [
      'senior',
      'gap',
      'not_by_senior_manager',
      (r) => r.activity('fitness_decision', { performedBy: 'engineer' }),
    ],
    ['senior', 'unknown', 'performer_unknown', (r) => r.activity('fitness_decision', { performedBy: null })],
  ]);

  it('is unknown where nothing is recorded of what the use is built of', () => {
    expect(leadingState('R-11', aRegister().without('requirements'))).toBe('unknown');
  });
});
