import { describe, expect, it } from '@jest/globals';
import { correspondence } from '../testing/good-firm.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-18b human review of output', () => {
  fourStates('R-18b', {
    complete: asItIs,
    gap: (r) => r.use({ humanOversight: 'out_of_the_loop' }),
    unknown: (r) => r.use({ humanOversight: 'unknown' }),
    not_applicable: (r) => r.use({ highRisk: 'no' }),
  });

  clauseCases('R-18b', [
    ['reviewed', 'complete', 'human_in_the_loop', asItIs],
    ['reviewed', 'gap', 'no_human_in_the_loop', (r) => r.use({ humanOversight: 'on_the_loop' })],
    ['reviewed', 'unknown', 'oversight_unknown', (r) => r.use({ humanOversight: 'unknown' })],
    [
      'reviewed',
      'unknown',
      'flexibility_discussed',
      (r) => r.use({ humanOversight: 'on_the_loop' }).plus('correspondence', correspondence('flexibility')),
    ],
    ['sampled', 'complete', 'done', asItIs],
    ['sampled', 'gap', 'failed', (r) => r.activity('human_review_sample', { outcome: 'failed' })],
    ['sampled', 'gap', 'not_recorded', (r) => r.without('activities', 'human_review_sample')],
    [
      'each_period',
      'complete',
      'in_time',
      (r) => r.activity('human_review_sample', { performedOn: '2026-09-01' }),
    ],
    [
      'each_period',
      'gap',
      'too_old',
      (r) => r.activity('human_review_sample', { performedOn: '2026-08-31' }),
    ],
  ]);

  it('is not kept by a talk about flexibility on another use', () => {
    const other = aRegister()
      .use({ humanOversight: 'on_the_loop' })
      .plus('correspondence', correspondence('flexibility', { useCaseIds: ['another'] }));
    expect(leadingState('R-18b', other)).toBe('gap');
  });
});
