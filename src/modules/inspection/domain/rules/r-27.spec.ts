import { describe, expect, it } from '@jest/globals';
import { arrangement } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, covered, fourStates, leadingState, verdict } from '../testing/verdict.js';

type Task = TestRegister['facts']['arrangements'][number]['responsibilities'][number];

/** With something else said of the first task. */
const allocated = (register: TestRegister, more: Partial<Task>): TestRegister =>
  register.with('arrangements', 'contract', {
    responsibilities: arrangement('contract', 'maker', []).responsibilities.map((task, i) =>
      i === 0 ? { ...task, ...more } : task,
    ),
  });

describe('R-27 who does what in cybersecurity', () => {
  fourStates('R-27', {
    complete: asItIs,
    gap: (r) => allocated(r, { side: 'unassigned' }),
    unknown: (r) => allocated(r, { side: 'unknown' }).use({ status: 'planned' }),
    not_applicable: (r) => r.with('providers', 'maker', { kind: 'in_house' }),
  });

  clauseCases('R-27', [
    [
      'allocated',
      'complete',
      'allocated',
      (r) => allocated(r, { side: 'host', basis: 'published_document' }),
    ],
    ['allocated', 'gap', 'task_unallocated', (r) => allocated(r, { side: 'unknown' })],
    [
      'allocated',
      'gap',
      'task_unallocated',
      (r) => allocated(r, { side: 'unassigned' }).use({ status: 'planned' }),
    ],
    ['allocated', 'gap', 'task_unallocated', (r) => allocated(r, { basis: null })],
    ['allocated', 'gap', 'task_unallocated', (r) => allocated(r, { confirmedBy: null })],
    [
      'allocated',
      'unknown',
      'task_unknown',
      (r) => allocated(r, { confirmedBy: null }).use({ status: 'planned' }),
    ],
    ['allocated', 'gap', 'not_recorded', (r) => r.with('arrangements', 'contract', { responsibilities: [] })],
    [
      'allocated',
      'unknown',
      'not_recorded_yet',
      (r) => r.with('arrangements', 'contract', { responsibilities: [] }).use({ status: 'planned' }),
    ],
    [
      'allocated',
      'unknown',
      'provider_unknown',
      (r) => r.with('arrangements', 'contract', { providerId: null }),
    ],
    [
      'allocated',
      'not_applicable',
      'of_the_group',
      (r) => r.with('providers', 'maker', { kind: 'group_company' }),
    ],
    [
      'group',
      'gap',
      'task_unallocated',
      (r) => allocated(r, { side: 'unassigned' }).with('providers', 'maker', { kind: 'group_company' }),
    ],
    ['one_answers', 'complete', 'one_answers', asItIs],
    ['one_answers', 'gap', 'nobody_answers', (r) => allocated(r, { accountable: null })],
    [
      'one_answers',
      'not_applicable',
      'nothing_shared',
      (r) => r.with('arrangements', 'contract', { responsibilities: [] }),
    ],
  ]);

  it('asks for every task', () => {
    const [, ...others] = arrangement('contract', 'maker', []).responsibilities;
    expect(
      leadingState('R-27', aRegister().with('arrangements', 'contract', { responsibilities: others })),
    ).toBe('gap');
  });

  it('is not asked of an arrangement that has ended', () => {
    const ended = aRegister().with('arrangements', 'contract', { endsOn: '2026-11-30' });
    expect(() => verdict('R-27', ended)).toThrow('no arrangement contract');
    expect(covered('R-27', ended).judged[0]).toMatchObject({ subject: { type: 'component', id: 'model' } });
  });
});
