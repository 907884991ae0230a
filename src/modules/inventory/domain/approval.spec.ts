import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../kernel/actor.js';
import { permissionsOf } from '../../../kernel/roles.js';
import { checkApproval, preparersAfter, refuseOwnDecision, standingAgain } from './approval.js';

const person = (
  id: string,
  role: 'procurement' | 'risk_officer' | 'senior_manager' = 'risk_officer',
): Actor => ({
  ...{
    type: 'person',
    id,
    name: id,
    personId: id,
    roles: [role],
    functions: [],
    scope: { all: true },
  },
  permissions: permissionsOf([role]),
});
const record = (status: string, ...preparedBy: string[]) => ({ status, preparedBy });
const status = (to: string) => ({ status: to, fields: ['status'] });

describe('a decision', () => {
  it('is for those with the right, a senior manager among them', () => {
    expect(() =>
      checkApproval(person('ann', 'procurement'), record('proposed', 'ben'), status('approved')),
    ).toThrow('forbidden');
    checkApproval(person('ann', 'senior_manager'), record('proposed', 'ben'), status('approved'));
  });

  it('is not for who registered the record, nor for who changed it since', () => {
    for (const preparer of ['ann', 'ben']) {
      expect(() =>
        checkApproval(person(preparer), record('proposed', 'ann', 'ben'), status('approved')),
      ).toThrow('four-eyes');
    }
    checkApproval(person('cat'), record('proposed', 'ann', 'ben'), status('approved'));
  });

  it('is not for who changes the content in the same request', () => {
    expect(() =>
      checkApproval(person('cat'), record('proposed', 'ann'), {
        status: 'live',
        fields: ['purposes', 'status'],
      }),
    ).toThrow('four-eyes');
  });

  it('to take a decision back, or to suspend, needs no second person', () => {
    checkApproval(person('ann'), record('live', 'ann'), status('suspended'));
    checkApproval(person('ann'), record('live', 'ann'), status('planned'));
  });

  it('comes with no new record', () => {
    expect(() => refuseOwnDecision(person('ann'), 'approved')).toThrow('four-eyes');
    refuseOwnDecision(person('ann'), undefined);
    refuseOwnDecision(person('ann'), 'proposed');
  });
});

describe('who has prepared a record', () => {
  it('are all who changed its content, once each', () => {
    const fields = ['name'];
    expect(preparersAfter(person('ben'), record('proposed', 'ann'), { fields })).toEqual(['ann', 'ben']);
    expect(preparersAfter(person('ann'), record('proposed', 'ann'), { fields })).toEqual(['ann']);
    expect(preparersAfter(person('ben'), record('proposed', 'ann'), status('under_review'))).toEqual(['ann']);
  });

  it('begins anew with a decision', () => {
    expect(preparersAfter(person('ben'), record('proposed', 'ann'), status('approved'))).toEqual([]);
    expect(preparersAfter(person('ben'), record('live', 'ann'), status('suspended'))).toEqual(['ann']);
  });
});

describe('a record whose suspension is lifted', () => {
  it.each([
    ['approved', 'ben', 'approved'],
    ['in_use', 'ben', 'in_use'],
    ['approved', 'ann', 'proposed'],
    ['in_use', 'ann', 'proposed'],
    ['under_review', 'ann', 'under_review'],
    ['proposed', 'ann', 'proposed'],
    ['suspended', 'ben', 'proposed'],
  ])('that was %s stands again, lifted by %s, as %s', (before, who, after) => {
    expect(standingAgain(person(who), { preparedBy: ['ann'] }, before)).toBe(after);
  });
});
