import { describe, expect, it } from '@jest/globals';
import { sampleEntry } from '../../../../test/harness/sealed-log.js';
import { canonicalEntryBytes } from './audit-entry.js';
import { CanonicalFormError } from '../../../kernel/canonical-json.js';

describe('audit entry', () => {
  it('has this canonical form', () => {
    const entry = sampleEntry(2, { name: { from: null, to: '模型' } });
    expect(canonicalEntryBytes(entry).toString('utf8')).toBe(
      '{"action":"component.created",' +
        '"actor":{"id":"0198f0a0-0000-7000-9000-000000000002","name":"Ada 2","type":"person"},' +
        '"at":"2026-01-01T00:00:00.000002Z","changes":{"name":{"from":null,"to":"模型"}},' +
        '"id":"0198f0a0-0000-7000-8000-000000000002","legalEntityIds":["0198f0a0-0000-7000-b000-000000000002"],"reason":null,"requestId":"req-2",' +
        '"resource":{"id":"0198f0a0-0000-7000-a000-000000000002","type":"component"}}',
    );
  });

  it('does not let further properties into the hash', () => {
    const entry = sampleEntry(1);
    const row = { ...entry, sealedIndex: 7, actor: { ...entry.actor, email: 'ada@example.com' } };
    expect(canonicalEntryBytes(row).equals(canonicalEntryBytes(entry))).toBe(true);
  });

  it('changes with every field', () => {
    const entry = sampleEntry(1);
    const variants = [
      { ...entry, id: 'x' },
      { ...entry, at: 'x' },
      { ...entry, actor: { ...entry.actor, type: 'system' as const } },
      { ...entry, actor: { ...entry.actor, id: 'x' } },
      { ...entry, actor: { ...entry.actor, name: 'x' } },
      { ...entry, action: 'x' },
      { ...entry, resource: { ...entry.resource, type: 'x' } },
      { ...entry, resource: { ...entry.resource, id: 'x' } },
      { ...entry, legalEntityIds: [] },
      { ...entry, legalEntityIds: null },
      { ...entry, requestId: null },
      { ...entry, changes: {} },
      { ...entry, reason: null },
    ];
    const forms = [entry, ...variants].map((variant) => canonicalEntryBytes(variant).toString());
    expect(new Set(forms).size).toBe(14);
  });

  it('refuses an entry that lacks a field', () => {
    const { reason: _reason, ...rest } = sampleEntry(1);
    expect(() => canonicalEntryBytes(rest as never)).toThrow(CanonicalFormError);
  });
});
