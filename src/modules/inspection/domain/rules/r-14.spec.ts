import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-14 whether the firm develops the model', () => {
  fourStates('R-14', {
    complete: (r) => r.use({ developmentFlags: ['off_the_shelf'] }),
    gap: (r) => r.use({ developmentFlags: [] }),
    unknown: (r) => r.use({ developmentFlags: [], status: 'planned' }),
    not_applicable: (r) => r.claim('R-14'),
  });

  clauseCases('R-14', [
    ['stated', 'complete', 'development_stated', asItIs],
    ['stated', 'gap', 'development_unknown', (r) => r.use({ developmentFlags: [] })],
    ['stated', 'unknown', 'not_recorded_yet', (r) => r.use({ developmentFlags: [], status: 'planned' })],
  ]);
});
