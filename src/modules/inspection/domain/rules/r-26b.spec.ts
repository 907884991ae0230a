import { describe, expect, it } from '@jest/globals';
import { review } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, type Change, clauseCases, fourStates, leadingState, verdict } from '../testing/verdict.js';

/** A model of an open source project, for which the firm answers itself. */
function owned(register: TestRegister): TestRegister {
  return register
    .with('providers', 'maker', { kind: 'open_source_project' })
    .plus('reviews', review('internal_ownership', 'model'));
}

describe('R-26b open source model without a provider', () => {
  fourStates('R-26b', {
    complete: owned,
    gap: (r) => r.with('providers', 'maker', { kind: 'open_source_project' }),
    unknown: (r) => owned(r).with('reviews', 'internal_ownership-model', { approved: false }),
    not_applicable: asItIs,
  });

  clauseCases('R-26b', [
    ['owned', 'complete', 'owned', owned],
    ['owned', 'gap', 'not_recorded', (r) => r.with('providers', 'maker', { kind: 'open_source_project' })],
    [
      'owned',
      'gap',
      'nobody_accountable',
      (r) => owned(r).with('reviews', 'internal_ownership-model', { ownerId: 'left' }),
    ],
    [
      'owned',
      'gap',
      'review_expired',
      (r) => owned(r).with('reviews', 'internal_ownership-model', { validTo: '2026-11-30' }),
    ],
    [
      'owned',
      'unknown',
      'not_approved',
      (r) => owned(r).with('reviews', 'internal_ownership-model', { approved: false }),
    ],
    ['owned', 'unknown', 'provider_unknown', (r) => r.with('components', 'model', { providerId: null })],
    ['owned', 'not_applicable', 'not_open_source', asItIs],
    [
      'owned',
      'not_applicable',
      'not_open_source',
      (r) => r.with('providers', 'maker', { identifiable: 'no' }),
    ],
    [
      'owned',
      'not_applicable',
      'has_counterparty',
      (r) => r.with('arrangements', 'contract', { kind: 'open_source_licence' }),
    ],
    [
      'owned',
      'unknown',
      'provider_unknown',
      (r) =>
        r
          .with('arrangements', 'contract', { kind: 'open_source_licence' })
          .with('providers', 'maker', { identifiable: 'unknown' }),
    ],
    [
      'owned',
      'not_applicable',
      'not_a_model',
      (r) => owned(r).with('components', 'model', { kind: 'embedding_model' }),
    ],
    ['measures', 'complete', 'measures_complete', owned],
    ['measures', 'gap', 'measures_missing', (r) => owned(r).without('activities', 'validation')],
    [
      'measures',
      'unknown',
      'measures_unknown',
      (r) => owned(r).activity('monitoring_run', { outcome: 'unknown' }),
    ],
    ['measures', 'unknown', 'measures_unknown', (r) => owned(r).claim('R-13b')],
    ['measures', 'complete', 'measures_complete', (r) => owned(r).use({ status: 'approved' })],
  ]);

  it('holds for open weights with a known maker, where the firm found that it cannot be assessed', () => {
    const openWeights = aRegister()
      .with('arrangements', 'contract', { kind: 'open_source_licence' })
      .plus('reviews', review('internal_ownership', 'model'));
    expect(leadingState('R-26b', openWeights)).toBe('complete');
    expect(leadingState('R-26', openWeights.without('assessments'))).toBe('not_applicable');
    const undecided = openWeights
      .without('assessments')
      .with('reviews', 'internal_ownership-model', { approved: false });
    expect(leadingState('R-26', undecided)).toBe('gap');
  });

  it('decides whether due diligence, the framework, indemnity and responsibilities fall away; the supply chain never', () => {
    const states = (register: TestRegister): unknown[] =>
      (['R-26', 'R-26c', 'R-27'] as const).map((code) => leadingState(code, register));
    expect(states(owned(aRegister()))).toEqual(['not_applicable', 'not_applicable', 'not_applicable']);
    expect(
      verdict('R-26a', owned(aRegister()).without('assessments', 'assessment-maker')).clauses[0]?.state,
    ).toBe('complete');
    const not = owned(aRegister()).without('reviews', 'internal_ownership-model');
    expect(states(not)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(leadingState('R-28a', owned(aRegister()).without('reviews', 'supply_chain-model'))).toBe('gap');
    expect(states(not.claim('R-26b'))).toEqual(['unknown', 'unknown', 'unknown']);
  });

  describe('for projects whose software is not a model', () => {
    const nobody: Change = (r) => r.with('providers', 'store-maker', { kind: 'open_source_project' });
    clauseCases('R-26', [['approved', 'not_applicable', 'no_counterparty', nobody]], 'store-maker');
  });
});
