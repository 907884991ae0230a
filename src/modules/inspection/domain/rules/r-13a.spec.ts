import { describe, expect, it } from '@jest/globals';
import { activity } from '../testing/good-firm.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-13a development apart from validation, approval and monitoring', () => {
  fourStates('R-13a', {
    complete: asItIs,
    gap: (r) => r.activity('validation', { performedBy: 'engineer' }),
    unknown: (r) => r.use({ developerIds: [] }),
    not_applicable: (r) => r.use({ developmentFlags: ['off_the_shelf'] }),
  });

  clauseCases('R-13a', [
    ['apart', 'complete', 'apart', asItIs],
    ['apart', 'gap', 'developer_reviews', (r) => r.activity('monitoring_run', { performedBy: 'engineer' })],
    ['apart', 'gap', 'developer_reviews', (r) => r.activity('fitness_decision', { performedBy: 'engineer' })],
    ['apart', 'unknown', 'developers_unknown', (r) => r.use({ developerIds: [] })],
    ['apart', 'unknown', 'performer_unknown', (r) => r.activity('validation', { performedBy: null })],
    ['apart', 'unknown', 'not_recorded_yet', (r) => r.without('activities', 'monitoring_run')],
    ['apart', 'unknown', 'development_unknown', (r) => r.use({ developmentFlags: [] })],
    [
      'apart',
      'not_applicable',
      'no_model_development',
      (r) => r.use({ developmentFlags: ['only_base_parameters'] }),
    ],
    [
      'apart',
      'complete',
      'reasoned_exception',
      (r) => r.activity('validation', { performedBy: 'engineer' }).exception('R-13a'),
    ],
    [
      'apart',
      'unknown',
      'changed_since',
      (r) =>
        r
          .activity('validation', { performedBy: 'engineer' })
          .exception('R-13a')
          .change('other', ['R-13a'], { useCaseId: 'use' }),
    ],
  ]);

  it('looks at who did it last: what a developer did before is remedied by who does it apart', () => {
    const again = aRegister()
      .activity('validation', { performedBy: 'engineer' })
      .plus('activities', activity('validation', { id: 'validation-2' }));
    expect(leadingState('R-13a', again)).toBe('complete');
  });
});
