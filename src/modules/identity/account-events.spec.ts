import { describe, expect, it } from '@jest/globals';
import { auditedFor, auditedOfAccount } from '../../kernel/audited-entities.js';

describe('whose an audit entry is', () => {
  it('lists each legal entity once, in one order', () => {
    expect(auditedFor(['b', 'a'], ['a', 'c'])).toEqual(['a', 'b', 'c']);
    expect(auditedFor([])).toEqual([]);
  });

  it('is never the installation for an account', () => {
    expect(auditedOfAccount({ all: false, ids: ['a'] })).toEqual(['a']);
    expect(auditedOfAccount({ all: true })).toBeNull();
    expect(auditedOfAccount({ all: false, ids: [] })).toBeNull();
    expect(auditedOfAccount({ all: true }, { all: false, ids: ['a'] })).toEqual(['a']);
  });
});
