import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-17 disclosure to users', () => {
  fourStates('R-17', {
    complete: asItIs,
    gap: (r) => r.activity('disclosure_check', { outcome: 'failed' }),
    unknown: (r) => r.use({ clientsInteract: 'unknown' }),
    not_applicable: (r) => r.use({ clientsInteract: 'no' }),
  });

  clauseCases('R-17', [
    ['disclosed', 'complete', 'done', asItIs],
    ['disclosed', 'gap', 'not_recorded', (r) => r.without('activities', 'disclosure_check')],
    ['disclosed', 'unknown', 'audience_unknown', (r) => r.use({ clientsInteract: 'unknown' })],
    ['disclosed', 'not_applicable', 'no_client_interacts', (r) => r.use({ clientsInteract: 'no' })],
    ['present_release', 'complete', 'present_stack', asItIs],
    [
      'present_release',
      'unknown',
      'change_not_ruled',
      (r) => r.activity('disclosure_check', { configurationHash: 'before' }),
    ],
  ]);
});
