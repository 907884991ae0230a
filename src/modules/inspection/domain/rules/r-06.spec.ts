import { describe, expect, it } from '@jest/globals';
import { useCase } from '../testing/good-firm.js';
import { TODAY } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

const scoped = (register: TestRegister, more: Partial<(typeof useCase)['scope']>): TestRegister =>
  register.use({ scope: { ...useCase.scope, ...more } });

describe('R-06 decision on scope', () => {
  fourStates('R-06', {
    complete: asItIs,
    gap: (r) => scoped(r, { decision: 'unknown' }),
    unknown: (r) => scoped(r, { decision: 'unknown' }).use({ status: 'planned' }),
    not_applicable: (r) => r.claim('R-06'),
  });

  clauseCases('R-06', [
    ['decided', 'complete', 'decided', asItIs],
    ['decided', 'gap', 'not_decided', (r) => scoped(r, { decision: 'unknown' })],
    ['reasoned', 'complete', 'reasoned', asItIs],
    ['reasoned', 'gap', 'not_reasoned', (r) => scoped(r, { reason: null })],
    ['reasoned', 'gap', 'not_reasoned', (r) => scoped(r, { decidedBy: null })],
    ['renewed', 'complete', 'in_scope', asItIs],
    ['renewed', 'complete', 'in_time', (r) => scoped(r, { decision: 'out', expiresOn: TODAY })],
    ['renewed', 'gap', 'decision_expired', (r) => scoped(r, { decision: 'out', expiresOn: '2026-11-30' })],
    ['renewed', 'unknown', 'end_unknown', (r) => scoped(r, { decision: 'out', expiresOn: null })],
  ]);

  it('is asked of a use that is out of scope as well, of which no other rule is', () => {
    const out = scoped(aRegister(), { decision: 'out', expiresOn: '2027-05-01' });
    expect(verdict('R-06', out).circular).toBe('complete');
    expect(verdict('R-07', out).clauses.map(({ because }) => because)).toEqual(['out_of_scope']);
  });

  it.each([
    ['ended', { expiresOn: '2026-11-30' }],
    ['has no end', { expiresOn: null }],
    ['has no reason', { reason: null, expiresOn: '2027-05-01' }],
    ['was taken by nobody', { decidedBy: null, expiresOn: '2027-05-01' }],
  ])('leaves a use in scope where the decision %s', (_what, scope) => {
    const out = scoped(aRegister(), { decision: 'out', ...scope });
    expect(verdict('R-07', out).circular).toBe('complete');
  });
});
