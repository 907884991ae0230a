import { describe } from '@jest/globals';
import { RECENT } from '../testing/good-stack.js';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-28c nothing listed that is not registered', () => {
  fourStates('R-28c', {
    complete: asItIs,
    gap: (r) => r.with('components', 'model', { bom: { id: 'bom', receivedOn: RECENT, notUnderstood: 1 } }),
    unknown: (r) => r.with('components', 'model', { bom: null }),
    not_applicable: (r) => r.use({ tier: 'T4' }),
  });

  clauseCases('R-28c', [
    ['all_registered', 'complete', 'all_registered', asItIs],
    [
      'all_registered',
      'gap',
      'not_all_registered',
      (r) => r.with('components', 'model', { bom: { id: 'bom', receivedOn: RECENT, notUnderstood: 1 } }),
    ],
    [
      'all_registered',
      'unknown',
      'no_bill_of_materials',
      (r) => r.with('components', 'model', { bom: null }),
    ],
    [
      'all_registered',
      'not_applicable',
      'not_software',
      (r) => r.with('components', 'model', { kind: 'dataset' }),
    ],
    ['all_registered', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T4' })],
    [
      'group',
      'unknown',
      'no_bill_of_materials',
      (r) =>
        r.with('components', 'model', { bom: null }).with('providers', 'maker', { kind: 'group_company' }),
    ],
  ]);
});
