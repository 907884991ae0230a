import { describe, expect, it } from '@jest/globals';
import { NOT_APPLICABLE_ITEMS } from '../engine/facts.js';
import { CLAIMABLE, type ClaimedUse, type ClaimFact, claimsOf } from './not-applicable.js';
import { kindOfAll } from './providers-behind.js';

const USE: ClaimedUse = {
  ...{ useCaseId: 'u', legalEntityIds: ['e'], providerId: 'p', componentIds: ['c', 'd'] },
  ...{ providerKind: 'open_source_project', today: '2026-12-01' },
};
let counter = 0;
const claim = (more: Partial<ClaimFact> = {}): ClaimFact => ({
  ...{ id: `k${++counter}`, rule: 'R-27', legalEntityId: 'e', useCaseId: null, arrangementId: null },
  ...{ providerId: 'p', componentId: null, approvedBy: 'q', expiresOn: '2026-12-31' },
  ...{ source: { version: 1, updatedAt: '' }, ...more },
});
const read = (all: ClaimFact[], more: Partial<ClaimedUse> = {}) =>
  claimsOf(all, { ...USE, ...more }).claims.map(({ reason, approver }) => [reason, approver]);

describe('what is claimed not to apply', () => {
  it('is an item of the method for each rule, with a reason, and every item can be claimed', () => {
    expect(new Set(CLAIMABLE.map(({ item }) => item))).toEqual(new Set(NOT_APPLICABLE_ITEMS));
    for (const { because } of CLAIMABLE) expect(because.length).toBeGreaterThan(20);
  });

  it('is what lacks least, and of two that hold what holds longer', () => {
    const [proposed, expired] = [claim({ approvedBy: null }), claim({ expiresOn: '2026-11-30' })];
    const [short, long] = [claim(), claim({ expiresOn: '2027-06-30' })];
    expect(read([proposed])).toEqual([[proposed.id, null]]);
    expect(read([proposed, expired])).toEqual([[expired.id, 'q']]);
    expect(read([short, proposed, long, expired])).toEqual([[long.id, 'q']]);
  });

  it('takes every legal entity; what one claims without right, is claimed without right', () => {
    const two = { legalEntityIds: ['e', 'f'] };
    const [own, theirs] = [claim(), claim({ legalEntityId: 'f', approvedBy: null })];
    expect(read([own], two)).toEqual([]);
    expect(read([own, theirs], two)).toEqual([[theirs.id, null]]);
    expect(read([theirs], two)).toEqual([[theirs.id, null]]);
    expect(read([own, { ...theirs, approvedBy: 'q' }], two)).toHaveLength(1);
  });

  it('of components is of all of them, and as good as the worst', () => {
    const [one, other] = ['c', 'd'].map((componentId) => claim({ componentId, providerId: null }));
    expect(read([one!])).toEqual([]);
    expect(read([one!, { ...other!, approvedBy: null }])).toEqual([[other!.id, null]]);
    expect(read([one!, other!])).toHaveLength(1);
  });

  it('of another provider is none', () => {
    expect(read([claim({ providerId: 'other' })])).toEqual([]);
  });
});

describe('the kind of everybody who provides', () => {
  it('is that of the provider, unless somebody behind it is of another', () => {
    const kind = (of: string) => ({ kind: of });
    expect(kindOfAll(kind('open_source_project'), [])).toBe('open_source_project');
    expect(kindOfAll(kind('open_source_project'), [kind('open_source_project')])).toBe('open_source_project');
    expect(kindOfAll(kind('open_source_project'), [kind('third_party')])).toBe('third_party');
    expect(kindOfAll(kind('open_source_project'), [null])).toBe('unknown');
    expect(kindOfAll(null, [])).toBe('unknown');
  });
});
