import { describe, expect, it } from '@jest/globals';
import { review } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-23 quality of training data', () => {
  fourStates('R-23', {
    complete: asItIs,
    gap: (r) => r.with('reviews', 'bias-data', { outcome: 'not_acceptable' }),
    unknown: (r) => r.with('reviews', 'bias-data', { outcome: 'unknown' }),
    not_applicable: (r) => r.use({ developmentFlags: ['rag'] }),
  });

  clauseCases('R-23', [
    ['quality', 'complete', 'reviewed', asItIs],
    [
      'quality',
      'gap',
      'not_acceptable',
      (r) => r.with('reviews', 'data_quality-data', { outcome: 'not_acceptable' }),
    ],
    ['quality', 'gap', 'other_version', (r) => r.with('components', 'data', { release: '2' })],
    ['quality', 'unknown', 'version_unknown', (r) => r.with('components', 'data', { release: null })],
    [
      'quality',
      'gap',
      'review_expired',
      (r) => r.with('reviews', 'data_quality-data', { validTo: '2026-11-30' }),
    ],
    ['quality', 'gap', 'not_recorded', (r) => r.without('reviews', 'data_quality-data')],
    ['quality', 'gap', 'no_data_set', (r) => r.without('requirements', 'uses-data')],
    ['quality', 'unknown', 'development_unknown', (r) => r.use({ developmentFlags: [] })],
    ['quality', 'not_applicable', 'no_training', (r) => r.use({ developmentFlags: ['off_the_shelf'] })],
    ['bias', 'complete', 'reviewed', asItIs],
    [
      'bias',
      'gap',
      'measure_not_shown',
      (r) =>
        r.with('reviews', 'bias-data', {
          outcome: 'acceptable_with_measures',
          measures: [{ evidenced: false }],
        }),
    ],
    [
      'bias',
      'unknown',
      'measures_unknown',
      (r) => r.with('reviews', 'bias-data', { outcome: 'acceptable_with_measures', measures: [] }),
    ],
    ['rights', 'gap', 'not_recorded', (r) => r.without('reviews', 'data_rights-data')],
    ['rights', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T4' })],
    ['personal_data_framework', 'complete', 'reviewed', asItIs],
    [
      'personal_data_framework',
      'gap',
      'not_recorded',
      (r) => r.without('reviews', 'personal_data_framework-data'),
    ],
    ['framework_signed', 'complete', 'signed_by_function', asItIs],
    [
      'framework_signed',
      'unknown',
      'not_approved',
      (r) => r.with('reviews', 'personal_data_framework-data', { approved: false }),
    ],
    ['framework_signed', 'gap', 'not_recorded', (r) => r.without('reviews', 'personal_data_framework-data')],
    ['framework_signed', 'gap', 'no_data_set', (r) => r.without('requirements', 'uses-data')],
  ]);

  it('counts a look for one use for that only, and of two on one day the one that says less', () => {
    const other = aRegister().plus(
      'reviews',
      review('bias', 'data', { id: 'a', outcome: 'not_acceptable', useCaseId: 'another' }),
    );
    expect(leadingState('R-23', other)).toBe('complete');
    expect(leadingState('R-23', other.with('reviews', 'a', { useCaseId: 'use' }))).toBe('gap');
  });
});
