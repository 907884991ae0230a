import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-29a reliance and impact', () => {
  fourStates('R-29a', {
    complete: asItIs,
    gap: (r) => r.with('arrangements', 'contract', { reliance: 'unknown' }),
    unknown: (r) => r.with('arrangements', 'contract', { reliance: 'unknown' }).use({ status: 'planned' }),
    not_applicable: (r) => r.with('providers', null, { kind: 'in_house' }),
  });

  clauseCases('R-29a', [
    ['reliance', 'complete', 'reliance_rated', asItIs],
    [
      'reliance',
      'gap',
      'reliance_unknown',
      (r) => r.with('arrangements', 'contract', { reliance: 'unknown' }),
    ],
    [
      'reliance',
      'unknown',
      'reliance_unknown',
      (r) => r.with('arrangements', 'contract', { reliance: 'unknown' }).use({ status: 'planned' }),
    ],
    ['reliance', 'gap', 'no_arrangement', (r) => r.without('arrangements')],
    ['reliance', 'gap', 'no_arrangement', (r) => r.without('arrangements', 'contract')],
    [
      'reliance',
      'gap',
      'no_arrangement',
      (r) => r.with('arrangements', 'contract', { endsOn: '2026-11-30' }),
    ],
    ['reliance', 'unknown', 'not_recorded_yet', (r) => r.without('arrangements').use({ status: 'planned' })],
    ['reliance', 'not_applicable', 'own_models_only', (r) => r.with('providers', null, { kind: 'in_house' })],
    [
      'reliance',
      'not_applicable',
      'of_the_group',
      (r) => r.with('providers', null, { kind: 'group_company' }),
    ],
    ['impact', 'complete', 'impact_stated', asItIs],
    ['impact', 'gap', 'impact_unknown', (r) => r.use({ impactClients: 'unknown' })],
    ['impact', 'unknown', 'not_recorded_yet', (r) => r.use({ impactFirm: 'unknown', status: 'planned' })],
    [
      'group',
      'gap',
      'impact_unknown',
      (r) => r.with('providers', null, { kind: 'group_company' }).use({ impactFirm: 'unknown' }),
    ],
    ['tolerance', 'complete', 'tolerance_stated', asItIs],
    ['tolerance', 'gap', 'tolerance_unknown', (r) => r.use({ toleranceHours: null })],
    ['history', 'complete', 'quality_known', (r) => r.with('serviceRecords', null, { to: '2025-12-01' })],
    [
      'history',
      'gap',
      'no_service_record',
      (r) => r.with('serviceRecords', 'service-contract', { to: '2025-11-30' }),
    ],
    [
      'history',
      'unknown',
      'quality_unknown',
      (r) => r.with('serviceRecords', null, { quality: 'unknown', availability: null }),
    ],
    ['history', 'gap', 'no_arrangement', (r) => r.without('arrangements')],
    ['history', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T3' })],
  ]);

  it('does not ask for an arrangement with the makers of open weights that the firm runs itself', () => {
    const openWeights = aRegister()
      .with('components', 'model', { deployment: 'self_hosted' })
      .with('providers', 'maker', { kind: 'open_source_project' })
      .without('arrangements', 'contract');
    expect(leadingState('R-29a', openWeights)).toBe('complete');
  });
});
