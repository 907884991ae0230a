import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

describe('R-10b view of legal and compliance', () => {
  fourStates('R-10b', {
    complete: asItIs,
    gap: (r) => r.activity('legal_review', { outcome: 'failed' }),
    unknown: (r) => r.activity('legal_review', { outcome: 'unknown' }),
    not_applicable: (r) => r.claim('R-10b'),
  });

  clauseCases('R-10b', [
    ['given', 'complete', 'done', (r) => r.activity('legal_review', { outcome: 'passed_with_issues' })],
    ['given', 'gap', 'failed', (r) => r.activity('legal_review', { outcome: 'failed' })],
    ['given', 'gap', 'not_recorded', (r) => r.without('activities', 'legal_review')],
    ['given', 'unknown', 'outcome_unknown', (r) => r.activity('legal_review', { outcome: 'unknown' })],
    ['signed', 'complete', 'signed_by_function', asItIs],
    [
      'signed',
      'gap',
      'not_signed_by_function',
      (r) => r.activity('legal_review', { performedBy: 'engineer' }),
    ],
    ['signed', 'unknown', 'performer_unknown', (r) => r.activity('legal_review', { performedBy: null })],
    ['newer', 'complete', 'present_stack', asItIs],
    [
      'newer',
      'unknown',
      'change_not_ruled',
      (r) => r.activity('legal_review', { configurationHash: 'before' }),
    ],
    ['after_contract', 'complete', 'no_contract_since', asItIs],
    [
      'after_contract',
      'gap',
      'older_than_contract',
      (r) => r.with('arrangements', 'contract', { startsOn: '2026-11-16' }),
    ],
    [
      'after_contract',
      'complete',
      'no_contract_since',
      (r) => r.with('arrangements', 'contract', { startsOn: '2026-12-02' }),
    ],
    ['after_contract', 'unknown', 'contract_unknown', (r) => r.without('arrangements')],
    ['after_contract', 'gap', 'not_recorded', (r) => r.without('activities', 'legal_review')],
  ]);

  it('is kept for the circular although a contract has begun since, as legal sees it before it is signed', () => {
    const later = aRegister().with('arrangements', 'contract', { startsOn: '2026-11-16' });
    expect(verdict('R-10b', later)).toMatchObject({ circular: 'complete', house: 'gap' });
  });
});
