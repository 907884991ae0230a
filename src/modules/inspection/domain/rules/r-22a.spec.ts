import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-22a encryption of data that is not public', () => {
  fourStates('R-22a', {
    complete: asItIs,
    gap: (r) => r.with('dataFlows', 'flow', { encryptedAtRest: 'no' }),
    unknown: (r) => r.with('dataFlows', 'flow', { encryptedInTransit: 'unknown' }),
    not_applicable: (r) =>
      r.use({ dataClasses: ['public'] }).with('dataFlows', 'flow', { dataClasses: ['public'] }),
  });

  clauseCases('R-22a', [
    ['both', 'complete', 'encrypted', asItIs],
    ['both', 'gap', 'not_encrypted', (r) => r.with('dataFlows', 'flow', { encryptedInTransit: 'no' })],
    [
      'both',
      'gap',
      'not_encrypted',
      (r) => r.with('dataFlows', 'flow', { encryptedInTransit: 'no', dataClasses: ['unknown', 'personal'] }),
    ],
    [
      'both',
      'unknown',
      'encryption_unknown',
      (r) => r.with('dataFlows', 'flow', { encryptedInTransit: 'unknown' }),
    ],
    [
      'both',
      'unknown',
      'encryption_unknown',
      (r) => r.with('dataFlows', 'flow', { encryptedInTransit: 'no', dataClasses: ['unknown'] }),
    ],
    [
      'both',
      'unknown',
      'encryption_unknown',
      (r) => r.with('dataFlows', 'flow', { encryptedInTransit: 'no', dataClasses: [] }),
    ],
    [
      'both',
      'unknown',
      'data_classes_unknown',
      (r) => r.with('dataFlows', 'flow', { dataClasses: ['unknown'] }),
    ],
    ['both', 'gap', 'no_data_flow', (r) => r.without('dataFlows')],
    ['both', 'gap', 'no_data_flow', (r) => r.with('dataFlows', 'flow', { dataClasses: ['public'] })],
    ['both', 'unknown', 'not_recorded_yet', (r) => r.without('dataFlows').use({ status: 'planned' })],
    ['both', 'gap', 'no_data_flow', (r) => r.use({ dataClasses: [] }).without('dataFlows')],
    [
      'both',
      'not_applicable',
      'public_data_only',
      (r) => r.use({ dataClasses: ['public'] }).without('dataFlows'),
    ],
  ]);

  it('is asked of a use that sees public data, where other data flows for it', () => {
    const more = aRegister().use({ dataClasses: ['public'] });
    expect(leadingState('R-22a', more.with('dataFlows', 'flow', { encryptedAtRest: 'no' }))).toBe('gap');
  });
});
