import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-31 gap review', () => {
  fourStates('R-31', {
    complete: asItIs,
    gap: (r) => r.without('activities', 'gap_analysis'),
    unknown: (r) => r.activity('gap_analysis', { outcome: 'unknown' }),
    not_applicable: (r) => r.with('legalEntities', 'firm', { kind: 'other' }),
  });

  clauseCases('R-31', [
    ['reviewed', 'complete', 'done', asItIs],
    ['reviewed', 'gap', 'failed', (r) => r.activity('gap_analysis', { outcome: 'failed' })],
    ['reviewed', 'gap', 'not_recorded', (r) => r.without('activities', 'gap_analysis')],
    ['reviewed', 'unknown', 'outcome_unknown', (r) => r.activity('gap_analysis', { outcome: 'unknown' })],
    [
      'actions',
      'complete',
      'issues_dealt_with',
      (r) => r.activity('gap_analysis', { issues: [{ dealtWith: 'open' }] }),
    ],
    [
      'actions',
      'unknown',
      'issue_not_ruled',
      (r) => r.activity('gap_analysis', { issues: [{ dealtWith: 'unknown' }] }),
    ],
    ['actions', 'gap', 'not_recorded', (r) => r.without('activities', 'gap_analysis')],
  ]);
});
