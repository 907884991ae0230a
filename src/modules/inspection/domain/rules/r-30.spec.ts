import { describe, expect, it } from '@jest/globals';
import { correspondence } from '../testing/good-firm.js';
import { TODAY } from '../testing/good-stack.js';
import type { State } from '../states.js';
import { aRegister, type TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-30 notification of the SFC', () => {
  fourStates('R-30', {
    complete: asItIs,
    gap: (r) => r.with('correspondence', 'notification', { sentOn: '2026-06-10' }),
    unknown: (r) => r.with('correspondence', 'notification', { sentOn: null, dueOn: TODAY }),
    not_applicable: (r) => r.use({ highRisk: 'no' }),
  });

  clauseCases('R-30', [
    ['decided', 'complete', 'decided', asItIs],
    ['decided', 'gap', 'not_decided', (r) => r.without('correspondence')],
    [
      'decided',
      'gap',
      'not_decided',
      (r) => r.with('correspondence', 'notification', { decision: 'undecided' }),
    ],
    ['decided', 'unknown', 'not_decided', (r) => r.without('correspondence').use({ status: 'approved' })],
    ['decided', 'unknown', 'high_risk_unknown', (r) => r.use({ highRisk: 'unknown' })],
    [
      'sent_in_time',
      'complete',
      'sent_in_time',
      (r) => r.with('correspondence', 'notification', { sentOn: '2026-06-09' }),
    ],
    [
      'sent_in_time',
      'gap',
      'sent_late',
      (r) => r.with('correspondence', 'notification', { sentOn: '2026-06-10' }),
    ],
    [
      'sent_in_time',
      'gap',
      'notice_overdue',
      (r) => r.with('correspondence', 'notification', { sentOn: null }),
    ],
    [
      'sent_in_time',
      'unknown',
      'notice_due',
      (r) => r.with('correspondence', 'notification', { sentOn: null, dueOn: TODAY }),
    ],
    [
      'sent_in_time',
      'unknown',
      'due_day_unknown',
      (r) => r.with('correspondence', 'notification', { dueOn: null, changeTookPlaceOn: null }),
    ],
    [
      'sent_in_time',
      'unknown',
      'not_decided',
      (r) => r.with('correspondence', 'notification', { decision: 'unknown' }),
    ],
    ['sent_in_time', 'unknown', 'not_decided', (r) => r.without('correspondence')],
    [
      'sent_in_time',
      'not_applicable',
      'not_to_be_notified',
      (r) => r.with('correspondence', 'notification', { decision: 'not_a_significant_change' }),
    ],
    ['early_discussion', 'complete', 'discussed', asItIs],
    ['early_discussion', 'not_applicable', 'encouraged_only', (r) => r.without('correspondence')],
  ]);

  it('asks each licensed corporation to decide, and a company of the group not', () => {
    const shared = (kind: string) =>
      aRegister()
        .plus('legalEntities', { id: 'sister', name: 'Sister', nameZhHant: null, kind })
        .use({ legalEntityIds: ['firm', 'sister'] });
    const ofSister = (register: TestRegister): State => leadingState('R-30', register, 'use', 'sister');
    expect(ofSister(shared('licensed_corporation'))).toBe('gap');
    const decided = correspondence('notification', {
      ...{ id: 'theirs', legalEntityId: 'sister', decision: 'not_a_significant_change' },
    });
    const both = shared('licensed_corporation').plus('correspondence', decided);
    expect(ofSister(both)).toBe('complete');
    expect(leadingState('R-30', both)).toBe('complete');
    expect(ofSister(shared('group_company'))).toBe('not_applicable');
  });

  it('asks each notice that is owed to be in time', () => {
    const late = correspondence('notification', { id: 'z-late', decision: 'notify', dueOn: '2026-07-01' });
    expect(leadingState('R-30', aRegister().plus('correspondence', late))).toBe('gap');
  });
});
