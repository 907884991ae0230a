import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type ConditionFact,
  coverOf,
  type CoveredUse,
  type IndemnityFact,
  payerOf,
} from './indemnity-cover.js';

const USE: CoveredUse = { developmentFlags: ['off_the_shelf'], parts: [{ deployment: 'single_tenant' }] };
const conditionOf = (more: Partial<ConditionFact> = {}): ConditionFact => ({
  ...{ text: 'Left as it is.', kind: 'other', met: 'yes', brokenBy: null, evidenced: true },
  ...more,
});
const indemnityOf = (more: Partial<IndemnityFact> = {}): IndemnityFact => ({
  ...{ id: 'I', risk: 'ip_output', label: null, protection: 'uncapped', cap: null, capBase: 'unknown' },
  ...{ conditionsStatus: more.conditions ? 'known' : 'none', conditions: [] },
  source: { version: 1, updatedAt: '2026-11-01T00:00:00Z' },
  ...more,
});
const judged = (more: Partial<IndemnityFact>, use = USE): unknown[] => {
  const cover = coverOf(indemnityOf(more), use);
  return [payerOf(cover), cover.conditions, cover.broken.map(({ breach }) => breach)];
};

describe('who pays', () => {
  it.each([
    [{}, 'somebody', 'none'],
    [{ protection: 'capped' }, 'somebody', 'none'],
    [{ conditions: [conditionOf()] }, 'somebody', 'evidenced'],
    [{ conditions: [conditionOf(), conditionOf({ evidenced: false })] }, 'perhaps', 'not_evidenced'],
    [{ conditions: [conditionOf({ met: 'unknown' })] }, 'perhaps', 'unknown'],
    [{ protection: 'capped', conditionsStatus: 'unknown' }, 'perhaps', 'unknown'],
    [{ protection: 'excluded' }, 'nobody', 'none'],
    [{ protection: 'silent', conditionsStatus: 'unknown' }, 'nobody', 'unknown'],
    [{ protection: 'unknown', conditionsStatus: 'unknown' }, 'unknown', 'unknown'],
  ])('by %j: %s', (more, payer, conditions) => {
    expect(judged(more)).toEqual([payer, conditions, []]);
  });

  it('is unknown where nothing is recorded', () => {
    const cover = coverOf(undefined, USE);
    expect([cover, payerOf(cover)]).toEqual([
      { indemnityId: null, protection: 'unknown', conditions: 'unknown', broken: [] },
      'unknown',
    ]);
  });

  it.each([
    ['stated', { met: 'no', brokenBy: 'Off.' }, USE],
    ['model_changed', { kind: 'not_fine_tuned' }, { ...USE, developmentFlags: ['fine_tuned'] }],
    ['model_changed', { kind: 'unknown' }, { ...USE, developmentFlags: ['own_training'] }],
    ['free_tier', { kind: 'paid_tier' }, { ...USE, parts: [...USE.parts, { deployment: 'consumer' }] }],
    ['free_tier', { kind: 'unknown' }, { ...USE, parts: [{ deployment: 'consumer' }] }],
  ])('is nobody where a condition is broken: %s by %j', (breach, more, use) => {
    const conditions = [conditionOf(), conditionOf(more)];
    expect(judged({ conditions }, use)).toEqual(['nobody', 'not_evidenced', [breach]]);
    expect(judged({ conditions, protection: 'unknown' }, use)).toEqual([
      ...['nobody', 'not_evidenced'],
      [breach],
    ]);
    // Where the very same words are about something else, or in another use, they are kept.
    if (breach !== 'stated') expect(judged({ conditions })).toEqual(['somebody', 'evidenced', []]);
  });

  it('is nobody whom forgetting could make somebody', () => {
    const met = fc.constantFrom('yes', 'yes', 'no', 'unknown');
    const condition = fc.record({
      ...{ text: fc.constant('x'), brokenBy: fc.constant(null), met },
      kind: fc.constantFrom('not_fine_tuned', 'paid_tier', 'filters_on', 'unknown'),
      evidenced: fc.boolean(),
    });
    const given = fc.record({
      protection: fc.constantFrom('uncapped', 'capped', 'excluded', 'silent', 'unknown'),
      conditions: fc.array(condition, { maxLength: 3 }),
      flags: fc.subarray(['fine_tuned', 'off_the_shelf', 'rag']),
      deployment: fc.constantFrom('single_tenant', 'consumer', 'unknown'),
    });
    fc.assert(
      fc.property(given, ({ protection, conditions, flags, deployment }) => {
        const status = conditions.length > 0 ? 'known' : 'unknown';
        const before = indemnityOf({ protection, conditions, conditionsStatus: status });
        const use = { developmentFlags: flags, parts: [{ deployment }] };
        const was = payerOf(coverOf(before, use));
        const each = (more: Partial<ConditionFact>): IndemnityFact => ({
          ...before,
          conditions: conditions.map((one) => ({ ...one, ...more })),
        });
        const forgotten = [
          payerOf(coverOf({ ...before, protection: 'unknown' }, use)),
          payerOf(coverOf({ ...before, conditionsStatus: 'unknown', conditions: [] }, use)),
          payerOf(coverOf(each({ met: 'unknown' }), use)),
          payerOf(coverOf(each({ evidenced: false }), use)),
          payerOf(coverOf(before, { ...use, developmentFlags: [] })),
          payerOf(coverOf(before, { ...use, parts: [{ deployment: 'unknown' }] })),
          payerOf(coverOf(undefined, use)),
        ];
        if (was !== 'somebody') expect(forgotten).not.toContain('somebody');
        // What a condition asks for is not forgotten away: it may be what is broken.
        const kindless = payerOf(coverOf(each({ kind: 'unknown' }), use));
        if (was === 'nobody') expect(kindless).toBe('nobody');
      }),
      { numRuns: 2_000 },
    );
  });
});
