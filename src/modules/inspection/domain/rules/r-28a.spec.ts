import { describe, expect, it } from '@jest/globals';
import { useCase } from '../testing/good-firm.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, covered, fourStates, leadingState } from '../testing/verdict.js';

describe('R-28a supply chain and leakage of each component', () => {
  fourStates('R-28a', {
    complete: asItIs,
    gap: (r) => r.with('reviews', 'supply_chain-model', { outcome: 'not_acceptable' }),
    unknown: (r) => r.with('components', 'model', { release: null }),
    not_applicable: (r) => r.with('providers', 'maker', { kind: 'in_house' }),
  });

  clauseCases('R-28a', [
    ['supply_chain', 'complete', 'reviewed', asItIs],
    ['supply_chain', 'gap', 'other_version', (r) => r.with('components', 'model', { release: '2' })],
    ['supply_chain', 'gap', 'not_recorded', (r) => r.without('reviews', 'supply_chain-model')],
    [
      'supply_chain',
      'not_applicable',
      'not_software_or_data',
      (r) => r.with('components', 'model', { kind: 'region' }),
    ],
    ['data_leakage', 'complete', 'reviewed', asItIs],
    [
      'data_leakage',
      'gap',
      'review_expired',
      (r) => r.with('reviews', 'data_leakage-model', { validTo: '2026-11-30' }),
    ],
    [
      'data_leakage',
      'unknown',
      'outcome_unknown',
      (r) => r.with('reviews', 'data_leakage-model', { outcome: 'unknown' }),
    ],
    ['controls', 'complete', 'measures_shown', asItIs],
    [
      'controls',
      'gap',
      'measure_not_shown',
      (r) => r.with('reviews', 'supply_chain-model', { measures: [{ evidenced: false }] }),
    ],
    ['controls', 'complete', 'control_shown', (r) => r.with('reviews', null, { measures: [] })],
    ['controls', 'gap', 'no_control', (r) => r.with('reviews', null, { measures: [] }).without('controls')],
    ['group', 'not_applicable', 'not_of_the_group', asItIs],
    [
      'group',
      'gap',
      'not_recorded',
      (r) => r.with('providers', 'maker', { kind: 'group_company' }).without('reviews'),
    ],
  ]);

  it('is asked of what nobody knows the provider of, of data, and of what is merely used', () => {
    const nobodys = aRegister().with('components', 'data', { providerId: null }).without('reviews');
    expect(leadingState('R-28a', nobodys, 'data')).toBe('gap');
  });

  it('is not known to be kept where it is not recorded what a use is built of', () => {
    expect(covered('R-28a', aRegister().without('requirements')).state).toBe('unknown');
    const out = aRegister()
      .without('requirements')
      .use({ scope: { ...useCase.scope, decision: 'out', expiresOn: '2027-05-01' } });
    expect(covered('R-28a', out)).toMatchObject({ state: 'not_applicable', judged: [] });
  });
});
