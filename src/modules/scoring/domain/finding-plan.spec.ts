import { describe, expect, it } from '@jest/globals';
import { type OpenFinding, planFindings } from './finding-plan.js';
import type { NamedExcess } from './measure-limits.js';

const excess = (subject: string, value: number, more: Partial<NamedExcess> = {}): NamedExcess => ({
  subject,
  node: { type: 'provider', id: subject, name: subject.toUpperCase(), nameZhHant: null },
  through: null,
  value,
  useCaseIds: ['u1'],
  ...more,
});
const finding = (subject: string, value: number, more: Partial<OpenFinding> = {}): OpenFinding => ({
  ...excess(subject, value),
  id: `finding of ${subject}`,
  threshold: 0.5,
  acceptance: null,
  ...more,
});
const plan = (open: OpenFinding[], excesses: NamedExcess[], threshold = 0.5): string[] =>
  planFindings(open, excesses, threshold).map((change) =>
    change.type === 'open'
      ? `open ${change.excess.subject}`
      : `${change.type} ${change.finding.subject}${change.type === 'measure' && change.ends ? `: ${change.ends}` : ''}`,
  );

describe('the plan of the findings of a limit', () => {
  it('opens what is new, closes what is gone, and leaves what is the same', () => {
    expect(plan([finding('a', 0.6), finding('b', 0.7)], [excess('a', 0.6), excess('c', 0.9)])).toEqual([
      'open c',
      'close b',
    ]);
    expect(plan([finding('a', 0.6)], [excess('a', 0.6)])).toEqual([]);
  });

  it('follows the value, the names, the uses and the threshold', () => {
    const a = finding('a', 0.6);
    expect(plan([a], [excess('a', 0.61)])).toEqual(['measure a']);
    expect(plan([a], [excess('a', 0.6, { useCaseIds: ['u1', 'u2'] })])).toEqual(['measure a']);
    const node = { type: 'provider', id: 'a', name: 'A', nameZhHant: null };
    expect(plan([a], [excess('a', 0.6, { node: { ...node, name: 'New' } })])).toEqual(['measure a']);
    expect(plan([a], [excess('a', 0.6, { node: { ...node, nameZhHant: '甲' } })])).toEqual(['measure a']);
    expect(plan([a], [excess('a', 0.6)], 0.55)).toEqual(['measure a']);
  });

  it('ends an acceptance when there is more than was accepted, or less is allowed', () => {
    const accepted = finding('a', 0.6, { acceptance: { upTo: 0.65, threshold: 0.5 } });
    expect(plan([accepted], [excess('a', 0.6)])).toEqual([]);
    expect(plan([accepted], [excess('a', 0.65)])).toEqual(['measure a']);
    expect(plan([accepted], [excess('a', 0.66)])).toEqual(['measure a: grown']);
    expect(plan([accepted], [excess('a', 0.6)], 0.4)).toEqual(['measure a: limit_tightened']);
    expect(plan([accepted], [excess('a', 0.6)], 0.55)).toEqual(['measure a']);
  });

  it('does not take the order of the members of a node for a change', () => {
    const stored = finding('a', 0.6, { node: { nameZhHant: null, name: 'A', id: 'a', type: 'provider' } });
    expect(plan([stored], [excess('a', 0.6)])).toEqual([]);
  });
});
