import { describe, expect, it } from '@jest/globals';
import { PRESENT } from '../testing/good-firm.js';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

const ruled = (register: TestRegister, ruling: string): TestRegister =>
  register.activity('validation', {
    ...{ configurationHash: 'before', rulings: [{ ruling, fromHash: 'before', toHash: PRESENT }] },
  });
const dealtWith = (...states: string[]) => states.map((state) => ({ dealtWith: state }));

describe('R-13b validation', () => {
  fourStates('R-13b', {
    complete: asItIs,
    gap: (r) => r.without('activities', 'validation'),
    unknown: (r) => r.activity('validation', { configurationHash: 'before' }),
    not_applicable: (r) => r.claim('R-13b'),
  });

  clauseCases('R-13b', [
    ['validated', 'complete', 'done', asItIs],
    ['validated', 'gap', 'failed', (r) => r.activity('validation', { outcome: 'failed' })],
    ['validated', 'gap', 'not_recorded', (r) => r.without('activities', 'validation')],
    ['validated', 'unknown', 'outcome_unknown', (r) => r.activity('validation', { outcome: 'unknown' })],
    [
      'validated',
      'unknown',
      'not_recorded_yet',
      (r) => r.use({ status: 'in_development' }).without('activities', 'validation'),
    ],
    [
      'before_approval',
      'complete',
      'in_time',
      (r) => r.activity('validation', { performedOn: '2026-06-01' }),
    ],
    [
      'before_approval',
      'gap',
      'validated_late',
      (r) => r.activity('validation', { performedOn: '2026-06-02' }),
    ],
    ['before_approval', 'gap', 'not_recorded', (r) => r.without('activities', 'validation')],
    ['before_approval', 'gap', 'not_recorded', (r) => r.activity('validation', { outcome: 'failed' })],
    [
      'before_approval',
      'unknown',
      'outcome_unknown',
      (r) => r.activity('validation', { outcome: 'unknown' }),
    ],
    ['before_approval', 'unknown', 'day_unknown', (r) => r.use({ firstOnOn: null })],
    ['before_approval', 'complete', 'in_time', (r) => r.use({ firstOnOn: null, status: 'in_development' })],
    ['present_stack', 'complete', 'present_stack', asItIs],
    [
      'present_stack',
      'unknown',
      'change_not_ruled',
      (r) => r.activity('validation', { configurationHash: 'before' }),
    ],
    ['present_stack', 'gap', 'changed_materially', (r) => ruled(r, 'material')],
    ['present_stack', 'complete', 'present_stack', (r) => ruled(r, 'minor')],
    [
      'present_stack',
      'unknown',
      'stack_unknown',
      (r) => r.activity('validation', { configurationHash: null }),
    ],
    ['scope', 'complete', 'whole_scope', asItIs],
    [
      'scope',
      'gap',
      'scope_incomplete',
      (r) => r.activity('validation', { scope: ['performance', 'cyber_controls'] }),
    ],
    ['scope', 'gap', 'not_recorded', (r) => r.without('activities', 'validation')],
    [
      'issues',
      'complete',
      'issues_dealt_with',
      (r) => r.activity('validation', { issues: dealtWith('fixed', 'accepted') }),
    ],
    ['issues', 'gap', 'issue_open', (r) => r.activity('validation', { issues: dealtWith('fixed', 'open') })],
    [
      'issues',
      'unknown',
      'issue_not_ruled',
      (r) => r.activity('validation', { issues: dealtWith('unknown') }),
    ],
  ]);

  it('is not voided by a ruling on another change', () => {
    const other = aRegister().activity('validation', {
      ...{
        configurationHash: 'before',
        rulings: [{ ruling: 'material', fromHash: 'before', toHash: 'other' }],
      },
    });
    expect(leadingState('R-13b', other)).toBe('unknown');
  });

  it('is unknown while nobody has ruled whether a change is material', () => {
    const changed = aRegister().change('model_version_changed', ['R-13b'], { providerId: 'maker' });
    expect(leadingState('R-13b', changed)).toBe('unknown');
  });
});
