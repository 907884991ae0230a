import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

type Rating = TestRegister['facts']['riskStatements'][number]['ratings'][number];

/** With something else said of the one rating. */
const rated = (register: TestRegister, more: Partial<Rating>): TestRegister =>
  register.with('riskStatements', 'statement', {
    ratings: register.facts.riskStatements
      .flatMap(({ ratings }) => ratings)
      .map((one) => ({ ...one, ...more })),
  });

describe('R-04 risk statement', () => {
  fourStates('R-04', {
    complete: asItIs,
    gap: (r) => r.with('riskStatements', 'statement', { unrated: ['drift'] }),
    unknown: (r) => r.with('riskStatements', 'statement', { approved: false }),
    not_applicable: (r) => r.claim('R-04'),
  });

  clauseCases('R-04', [
    ['considered', 'complete', 'all_rated', asItIs],
    ['considered', 'gap', 'not_recorded', (r) => r.without('riskStatements')],
    [
      'considered',
      'unknown',
      'not_recorded_yet',
      (r) => r.use({ status: 'planned' }).without('riskStatements'),
    ],
    [
      'considered',
      'unknown',
      'not_approved',
      (r) => r.with('riskStatements', 'statement', { approved: false }),
    ],
    [
      'considered',
      'gap',
      'factors_left_out',
      (r) => r.with('riskStatements', 'statement', { unrated: ['drift'] }),
    ],
    ['considered', 'unknown', 'rating_unknown', (r) => rated(r, { rating: 'unknown' })],
    ['recent', 'complete', 'in_time', (r) => rated(r, { assessedOn: '2025-12-01' })],
    ['recent', 'gap', 'too_old', (r) => rated(r, { assessedOn: '2025-11-30' })],
    ['recent', 'unknown', 'day_unknown', (r) => rated(r, { assessedOn: null })],
    ['recent', 'unknown', 'rating_unknown', (r) => r.with('riskStatements', 'statement', { ratings: [] })],
    ['recent', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T4' })],
    ['assessor', 'complete', 'assessor_named', asItIs],
    ['assessor', 'gap', 'assessor_missing', (r) => rated(r, { assessorId: null })],
    ['assessor', 'unknown', 'rating_unknown', (r) => r.with('riskStatements', 'statement', { ratings: [] })],
  ]);

  it('is asked of each legal entity that has the use', () => {
    const two = aRegister().use({ legalEntityIds: ['firm', 'other'] });
    expect(leadingState('R-04', two, 'use', 'firm')).toBe('complete');
    expect(leadingState('R-04', two, 'use', 'other')).toBe('gap');
  });
});
