import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

const bom = (receivedOn: string) => ({ id: 'bom', receivedOn, notUnderstood: 0 });

describe('R-28b inventory of the software, and its age', () => {
  fourStates('R-28b', {
    complete: asItIs,
    gap: (r) => r.with('components', 'model', { release: null }),
    unknown: (r) => r.with('components', 'model', { release: null, pinning: 'floating' }),
    not_applicable: (r) => r.with('providers', 'maker', { kind: 'in_house' }),
  });

  clauseCases('R-28b', [
    ['listed', 'complete', 'listed', asItIs],
    ['listed', 'gap', 'version_not_listed', (r) => r.with('components', 'model', { release: null })],
    [
      'listed',
      'unknown',
      'version_unknown',
      (r) => r.with('components', 'model', { release: null }).use({ status: 'planned' }),
    ],
    ['listed', 'not_applicable', 'not_software', (r) => r.with('components', 'model', { kind: 'dataset' })],
    ['inventory', 'complete', 'in_time', (r) => r.with('components', 'model', { bom: bom('2026-09-02') })],
    ['inventory', 'gap', 'too_old', (r) => r.with('components', 'model', { bom: bom('2026-09-01') })],
    ['inventory', 'gap', 'no_bill_of_materials', (r) => r.with('components', 'model', { bom: null })],
    ['inventory', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T4' })],
    ['scanned', 'complete', 'in_time', (r) => r.with('components', 'model', { scannedOn: '2026-11-28' })],
    ['scanned', 'gap', 'too_old', (r) => r.with('components', 'model', { scannedOn: '2026-11-27' })],
    ['scanned', 'gap', 'not_scanned', (r) => r.with('components', 'model', { scannedOn: null })],
    [
      'scanned',
      'unknown',
      'not_recorded_yet',
      (r) => r.with('components', 'model', { scannedOn: null }).use({ status: 'planned' }),
    ],
    [
      'group',
      'gap',
      'version_not_listed',
      (r) =>
        r
          .with('components', 'model', { release: null })
          .with('providers', 'maker', { kind: 'group_company' }),
    ],
  ]);

  it('keeps the days of the house apart from the inventory that the circular asks for', () => {
    const old = aRegister().with('components', 'model', { bom: null, scannedOn: null });
    expect(verdict('R-28b', old)).toMatchObject({ circular: 'complete', house: 'gap' });
  });
});
