import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-25 confidentiality over the whole lifecycle', () => {
  fourStates(
    'R-25',
    {
      complete: asItIs,
      gap: (r) => r.without('reviews', 'confidentiality-store'),
      unknown: (r) => r.with('reviews', 'confidentiality-store', { outcome: 'unknown' }),
      not_applicable: (r) => r.with('components', 'store', { kind: 'orchestration' }),
    },
    'store',
  );

  clauseCases(
    'R-25',
    [
      ['considered', 'complete', 'reviewed', asItIs],
      [
        'considered',
        'gap',
        'not_acceptable',
        (r) => r.with('reviews', 'confidentiality-store', { outcome: 'not_acceptable' }),
      ],
      [
        'considered',
        'gap',
        'other_version',
        (r) => r.with('reviews', 'confidentiality-store', { componentVersion: '0' }),
      ],
      [
        'considered',
        'unknown',
        'version_unknown',
        (r) => r.with('reviews', 'confidentiality-store', { componentVersion: null }),
      ],
      [
        'considered',
        'not_applicable',
        'keeps_no_data',
        (r) => r.with('components', 'store', { kind: 'gateway' }),
      ],
      ['decided', 'complete', 'reasoned', asItIs],
      ['decided', 'gap', 'not_reasoned', (r) => r.with('reviews', 'confidentiality-store', { reason: null })],
      [
        'decided',
        'gap',
        'not_reasoned',
        (r) => r.with('reviews', 'confidentiality-store', { ownerId: null }),
      ],
      ['measures', 'complete', 'measures_shown', asItIs],
      [
        'measures',
        'gap',
        'measure_not_shown',
        (r) => r.with('reviews', 'confidentiality-store', { measures: [{ evidenced: false }] }),
      ],
      [
        'measures',
        'unknown',
        'measures_unknown',
        (r) =>
          r.with('reviews', 'confidentiality-store', { outcome: 'acceptable_with_measures', measures: [] }),
      ],
      ['measures', 'gap', 'not_recorded', (r) => r.without('reviews', 'confidentiality-store')],
      ['segregation', 'complete', 'control_shown', asItIs],
      ['segregation', 'gap', 'no_control', (r) => r.without('controls', 'D.segregation')],
      ['segregation', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T4' })],
    ],
    'store',
  );
});
