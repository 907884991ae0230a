import { describe, expect, it } from '@jest/globals';
import { TODAY, assessment } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, covered, fourStates, verdict } from '../testing/verdict.js';

/** With one conclusion on skills. */
const concluded = (register: TestRegister, conclusion: string): TestRegister =>
  register.with('assessments', 'assessment-maker', {
    conclusions: assessment('maker').conclusions.map((one) =>
      one.section === 'skills' ? { ...one, conclusion } : one,
    ),
  });

describe('R-26 due diligence on the provider', () => {
  fourStates('R-26', {
    complete: asItIs,
    gap: (r) => r.without('assessments', 'assessment-maker'),
    unknown: (r) => concluded(r, 'unknown'),
    not_applicable: (r) => r.with('providers', 'maker', { kind: 'in_house' }),
  });

  clauseCases('R-26', [
    [
      'approved',
      'complete',
      'diligence_approved',
      (r) => r.with('assessments', 'assessment-maker', { state: 'approved_with_conditions' }),
    ],
    [
      'approved',
      'complete',
      'diligence_approved',
      (r) => r.with('assessments', 'assessment-maker', { state: 'expired' }),
    ],
    [
      'approved',
      'gap',
      'condition_overdue',
      (r) => r.with('assessments', 'assessment-maker', { hasOverdueCondition: true }),
    ],
    [
      'approved',
      'gap',
      'diligence_rejected',
      (r) => r.with('assessments', 'assessment-maker', { state: 'rejected' }),
    ],
    [
      'approved',
      'unknown',
      'not_approved',
      (r) => r.with('assessments', 'assessment-maker', { state: 'submitted' }),
    ],
    ['approved', 'gap', 'not_recorded', (r) => r.without('assessments')],
    ['approved', 'unknown', 'not_recorded_yet', (r) => r.without('assessments').use({ status: 'planned' })],
    [
      'approved',
      'not_applicable',
      'of_the_group',
      (r) => r.with('providers', 'maker', { kind: 'group_company' }),
    ],
    ['approved', 'not_applicable', 'in_house', (r) => r.with('providers', 'maker', { kind: 'in_house' })],
    ['heads', 'complete', 'heads_concluded', (r) => concluded(r, 'gaps')],
    ['heads', 'gap', 'not_assessable', (r) => concluded(r, 'not_assessable')],
    [
      'heads',
      'unknown',
      'conclusion_unknown',
      (r) => r.with('assessments', 'assessment-maker', { conclusions: [] }),
    ],
    [
      'heads',
      'gap',
      'no_acceptance_standard',
      (r) => r.with('assessments', 'assessment-maker', { acceptanceStandardId: null }),
    ],
    ['monitored', 'complete', 'control_shown', asItIs],
    ['monitored', 'gap', 'no_control', (r) => r.without('controls', 'P.monitoring')],
    ['group', 'not_applicable', 'not_of_the_group', asItIs],
    [
      'group',
      'complete',
      'diligence_approved',
      (r) => r.with('providers', 'maker', { kind: 'group_company' }),
    ],
    [
      'group',
      'gap',
      'not_recorded',
      (r) => r.with('providers', 'maker', { kind: 'group_company' }).without('assessments'),
    ],
    ['in_date', 'complete', 'in_time', (r) => r.with('assessments', 'assessment-maker', { validTo: TODAY })],
    [
      'in_date',
      'gap',
      'diligence_expired',
      (r) => r.with('assessments', 'assessment-maker', { validTo: '2026-11-30' }),
    ],
    ['in_date', 'gap', 'not_recorded', (r) => r.with('assessments', 'assessment-maker', { validTo: null })],
  ]);

  clauseCases('R-26', [['approved', 'not_applicable', 'upstream_only', asItIs]], 'host-company');
  clauseCases(
    'R-26',
    [
      [
        'approved',
        'not_applicable',
        'parts_only',
        (r) => r.with('components', 'store', { kind: 'library' }).without('arrangements', 'store-contract'),
      ],
    ],
    'store-maker',
  );

  it('does not ask it of who makes only libraries', () => {
    const library = aRegister()
      .with('components', 'store', { kind: 'library' })
      .without('arrangements', 'store-contract');
    expect(covered('R-26', library).state).toBe('complete');
    expect(covered('R-26', library.with('components', 'store', { providerId: null })).state).toBe('complete');
  });

  it('does not hold a company of the group to the circular, but to the house', () => {
    const group = aRegister().with('providers', 'maker', { kind: 'group_company' }).without('assessments');
    expect(verdict('R-26', group)).toMatchObject({ circular: 'not_applicable', house: 'gap' });
  });

  it('keeps the period of the house apart: what has run out was done', () => {
    const lapsed = aRegister().with('assessments', 'assessment-maker', {
      validTo: '2026-11-30',
      state: 'expired',
    });
    expect(verdict('R-26', lapsed)).toMatchObject({ circular: 'complete', house: 'gap' });
  });

  it('does not ask it of hosts that only providers stand on, but of those that the firm has chosen', () => {
    const stateOfHost = (register: TestRegister): unknown =>
      verdict('R-26', register, 'host-company').clauses[0]?.because;
    expect(stateOfHost(aRegister())).toBe('upstream_only');
    expect(stateOfHost(aRegister().with('components', 'model', { deployment: 'self_hosted' }))).toBe(
      'not_recorded',
    );
    expect(stateOfHost(aRegister().with('components', 'model', { deployment: 'unknown' }))).toBe(
      'not_recorded',
    );
    expect(stateOfHost(aRegister().with('arrangements', 'contract', { componentIds: ['host'] }))).toBe(
      'not_recorded',
    );
    expect(stateOfHost(aRegister().with('arrangements', 'contract', { providerId: 'host-company' }))).toBe(
      'not_recorded',
    );
  });

  it('stays unknown over the register where nobody knows who provides something, or what a use is built of', () => {
    const nobody = covered('R-26', aRegister().with('components', 'store', { providerId: null }));
    expect(nobody.state).toBe('unknown');
    expect(nobody.judged[0]).toMatchObject({ subject: { type: 'component', id: 'store' } });
    const bare = covered('R-26', aRegister().without('requirements'));
    expect(bare).toMatchObject({ state: 'unknown', counts: { unknown: 1, not_applicable: 0 } });
    expect(bare.judged[0]?.result.clauses[0]?.because).toBe('stack_not_recorded');
  });
});
