import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

describe('R-09 policies and the senior manager who answers', () => {
  fourStates('R-09', {
    complete: asItIs,
    gap: (r) => r.with('policies', 'governance', { nextReviewOn: '2026-11-30' }),
    unknown: (r) => r.use({ status: 'planned' }).without('policies', 'governance'),
    not_applicable: (r) => r.claim('R-09'),
  });

  clauseCases('R-09', [
    ['policies', 'complete', 'policies_in_date', asItIs],
    ['policies', 'gap', 'policy_missing', (r) => r.with('policies', 'governance', { stages: ['use'] })],
    ['policies', 'gap', 'policy_missing', (r) => r.with('policies', 'governance', { evidenced: false })],
    ['policies', 'gap', 'policy_missing', (r) => r.with('policies', 'governance', { state: 'submitted' })],
    ['policies', 'unknown', 'not_recorded_yet', (r) => r.use({ status: 'planned' }).without('policies')],
    [
      'policies',
      'not_applicable',
      'no_stage_yet',
      (r) => r.use({ status: 'planned', developmentFlags: ['off_the_shelf'] }),
    ],
    ['accountable', 'complete', 'senior_and_competent', asItIs],
    ['accountable', 'gap', 'nobody_accountable', (r) => r.use({ accountableOwnerId: null })],
    [
      'accountable',
      'unknown',
      'not_recorded_yet',
      (r) => r.use({ accountableOwnerId: null, status: 'planned' }),
    ],
    ['accountable', 'gap', 'not_senior', (r) => r.use({ accountableOwnerId: 'engineer' })],
    ['accountable', 'gap', 'not_senior', (r) => r.without('people', 'manager')],
    [
      'accountable',
      'gap',
      'competence_not_shown',
      (r) => r.without('competences', 'business-domain_expertise'),
    ],
    ['client_impact', 'complete', 'impact_stated', asItIs],
    ['client_impact', 'gap', 'impact_unknown', (r) => r.use({ impactClients: 'unknown' })],
    [
      'client_impact',
      'unknown',
      'not_recorded_yet',
      (r) => r.use({ impactClients: 'unknown', status: 'planned' }),
    ],
  ]);

  it('asks for the stages of development only of a firm that develops, or does not say', () => {
    const managed = ['validation', 'approval', 'ongoing_review_and_monitoring', 'use'];
    const stateOf = (developmentFlags: string[], status = 'live', stages = managed): unknown =>
      verdict(
        'R-09',
        aRegister().use({ developmentFlags, status }).with('policies', 'governance', { stages }),
      ).clauses[0]?.state;
    expect(stateOf(['off_the_shelf'])).toBe('complete');
    expect(stateOf(['rag'])).toBe('gap');
    expect(stateOf([])).toBe('gap');
    expect(stateOf(['rag'], 'live', [...managed, 'design', 'implementation', 'testing'])).toBe('complete');
    expect(stateOf(['fine_tuned'], 'live', [...managed, 'design', 'implementation', 'testing'])).toBe('gap');
    expect(stateOf(['off_the_shelf'], 'retired')).toBe('unknown');
  });
});
