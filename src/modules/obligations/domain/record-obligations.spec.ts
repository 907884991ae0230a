import { describe, expect, it } from '@jest/globals';
import { type ArrangementFact, arrangementObligations } from './arrangement-obligation.js';
import { type ActivityFact, activityObligations, type FoundIssue } from './assurance-obligation.js';
import { type ChangeFact, changeObligations } from './change-obligation.js';
import {
  competenceObligations,
  type DelegationFact,
  delegationObligations,
  evidenceObligations,
  exceptionObligations,
  policyObligations,
} from './diligence-obligation.js';
import { incidentObligations } from './incident-obligation.js';
import { limitObligations } from './limit-obligation.js';
import type { Wanted } from './plan.js';

const RECORD = {
  ...{ id: 'r', name: 'Thing', nameZhHant: '項目', ownerId: 'owner', legalEntityId: 'firm' },
  ...{ timeZone: 'Asia/Hong_Kong', inUse: true },
};
const NOW = new Date('2026-12-01T02:00:00Z');
/** Each kind with its day. */
const asked = (wanted: readonly Wanted[]): string[] => wanted.map(({ kind, dueOn }) => `${kind} ${dueOn}`);

describe('what is no longer in use', () => {
  it('asks for nothing, and what has no owner or legal entity is the risk officers’ everywhere', () => {
    const fact = { ...RECORD, validTo: '2027-01-01' };
    expect(evidenceObligations({ ...fact, inUse: false })).toEqual([]);
    expect(
      evidenceObligations({ ...fact, ownerId: null, legalEntityId: null, timeZone: null }),
    ).toMatchObject([{ ownerId: null, legalEntityIds: [], timeZone: 'Asia/Hong_Kong' }]);
  });
});

describe('an arrangement', () => {
  const fact = (more: Partial<ArrangementFact> = {}): ArrangementFact => ({
    ...{ ...RECORD, endsOn: '2026-12-31', autoRenews: 'no', termEndsOn: '2026-12-31' },
    ...{ noticeDeadlineOn: '2026-11-01', today: '2026-12-01', ...more },
  });

  it('asks for notice and for what comes after it', () => {
    expect(asked(arrangementObligations(fact()))).toEqual([
      'arrangement_notice 2026-11-01',
      'arrangement_end 2026-12-31',
    ]);
    expect(asked(arrangementObligations(fact({ autoRenews: 'unknown', noticeDeadlineOn: null })))).toEqual([
      'arrangement_end 2026-12-31',
    ]);
  });

  it('that renews itself asks for notice alone, of the term that runs', () => {
    const running = { autoRenews: 'yes', endsOn: '2026-06-30', termEndsOn: '2027-06-30' };
    expect(asked(arrangementObligations(fact({ ...running, noticeDeadlineOn: '2027-03-31' })))).toEqual([
      'arrangement_notice 2027-03-31',
    ]);
  });

  it('that has ended, or renewed itself for nobody knows how long, still asks what comes after', () => {
    const ended = { endsOn: '2026-11-30', termEndsOn: '2026-11-30', noticeDeadlineOn: '2026-11-01' };
    expect(asked(arrangementObligations(fact(ended)))).toEqual(['arrangement_end 2026-11-30']);
    const renewed = { autoRenews: 'yes', endsOn: '2026-11-30', termEndsOn: null, noticeDeadlineOn: null };
    expect(asked(arrangementObligations(fact(renewed)))).toEqual(['arrangement_end 2026-11-30']);
  });
});

describe('records of diligence', () => {
  it('ask for the review of a policy that is approved, and not of a draft', () => {
    const policy = { ...RECORD, nextReviewOn: '2027-05-01' };
    expect(asked(policyObligations({ ...policy, state: 'approved' }))).toEqual(['policy_review 2027-05-01']);
    expect(policyObligations({ ...policy, state: 'submitted' })).toEqual([]);
  });

  it('ask whose competence it is to renew it, unless another record counts for longer', () => {
    const fact = { ...RECORD, function: 'risk', field: 'ai', validTo: '2027-05-01', isFollowed: false };
    expect(competenceObligations(fact)).toMatchObject([
      {
        ...{ kind: 'competence_expiry', dueOn: '2027-05-01', ownerId: 'owner' },
        params: { name: 'Artificial intelligence, risk function', nameZhHant: '人工智能（風險部門）' },
      },
    ]);
    expect(competenceObligations({ ...fact, isFollowed: true })).toEqual([]);
  });

  it('ask what comes after an exception that was approved', () => {
    const fact = { ...RECORD, rule: 'R-22b', expiresOn: '2027-05-01' };
    expect(exceptionObligations({ ...fact, state: 'approved' })).toMatchObject([
      { kind: 'exception_expiry', dueOn: '2027-05-01', params: { name: 'R-22b: Thing' } },
    ]);
    expect(exceptionObligations({ ...fact, state: 'proposed' })).toEqual([]);
  });
});

describe('a delegation', () => {
  const fact = (more: Partial<DelegationFact> = {}): DelegationFact => ({
    ...{ ...RECORD, function: 'monitoring', startsOn: '2026-01-31', endsOn: null },
    ...{ lastOversightOn: null, recordedOn: '2026-02-10', ...more },
  });
  const of = (more: Partial<DelegationFact> = {}): string[] => asked(delegationObligations(fact(more), NOW));

  it('asks for oversight every quarter from its start, its entry, or the last that was shown', () => {
    expect(of()).toEqual(['delegation_oversight 2026-04-30']);
    expect(of({ startsOn: null })).toEqual(['delegation_oversight 2026-05-10']);
    expect(of({ lastOversightOn: '2026-10-05' })).toEqual(['delegation_oversight 2027-01-05']);
    expect(of({ startsOn: '2027-02-01', lastOversightOn: '2026-10-05' })).toEqual([
      'delegation_oversight 2027-05-01',
    ]);
  });

  it('asks for what comes after its end, and for no oversight beyond it', () => {
    expect(of({ endsOn: '2026-12-31', lastOversightOn: '2026-09-15' })).toEqual([
      'delegation_end 2026-12-31',
      'delegation_oversight 2026-12-15',
    ]);
    expect(of({ endsOn: '2026-12-31', lastOversightOn: '2026-10-05' })).toEqual([
      'delegation_end 2026-12-31',
    ]);
    expect(of({ endsOn: '2026-11-30' })).toEqual(['delegation_end 2026-11-30']);
  });
});

describe('an activity', () => {
  const issue = (text: string, dueOn: string | null, more: Partial<FoundIssue> = {}): FoundIssue => ({
    ...{ text, dueOn, ownerId: 'a', dealtWith: 'open', ...more },
  });
  const fact = (more: Partial<ActivityFact> = {}): ActivityFact => ({
    ...{ ...RECORD, kind: 'validation', isOfUseCase: true, nextDueOn: '2027-11-20' },
    ...{ isFollowed: false, issues: [], ...more },
  });

  it('is asked for again, unless that was done', () => {
    expect(activityObligations(fact())).toMatchObject([
      {
        ...{ kind: 'assurance_due', dueOn: '2027-11-20', ownerId: 'owner' },
        params: { name: 'Validation: Thing', nameZhHant: '驗證：項目' },
      },
    ]);
    expect(activityObligations(fact({ isFollowed: true }))).toEqual([]);
    expect(activityObligations(fact({ nextDueOn: null }))).toEqual([]);
  });

  it('that monitors a use case is asked for by the clock of that, and by its own day of anything else', () => {
    expect(activityObligations(fact({ kind: 'monitoring_run' }))).toEqual([]);
    expect(asked(activityObligations(fact({ kind: 'monitoring_run', isOfUseCase: false })))).toEqual([
      'assurance_due 2027-11-20',
    ]);
  });

  it('asks each who sees to issues for the one that is due first', () => {
    const issues = [
      ...[
        issue('late', '2027-03-01'),
        issue('soon', '2027-01-01'),
        issue('fixed', '2026-01-01', { dealtWith: 'fixed' }),
      ],
      ...[issue('other', '2027-02-01', { ownerId: 'b' }), issue('gone', '2027-02-02', { ownerId: null })],
      ...[issue('perhaps', '2027-02-01', { ownerId: 'c', dealtWith: 'unknown' }), issue('undated', null)],
    ];
    const wanted = activityObligations(fact({ issues, nextDueOn: null }));
    expect(wanted.map(({ ownerId, dueOn, params }) => `${ownerId} ${dueOn} ${params.name}`)).toEqual([
      'a 2027-01-01 soon: Validation: Thing',
      'b 2027-02-01 other: Validation: Thing',
      'null 2027-02-02 gone: Validation: Thing',
      'c 2027-02-01 perhaps: Validation: Thing',
    ]);
  });
});

describe('other dates of records', () => {
  it('ask whether an incident is reported on the day of its entry, until that is decided', () => {
    const fact = { ...RECORD, recordedOn: '2026-12-01' };
    expect(asked(incidentObligations({ ...fact, reportDecision: 'undecided' }))).toEqual([
      'incident_report 2026-12-01',
    ]);
    expect(incidentObligations({ ...fact, reportDecision: 'not_required' })).toEqual([]);
  });

  it('ask for what comes after a limit', () => {
    expect(asked(limitObligations({ ...RECORD, validTo: '2027-01-01' }))).toEqual(['limit_end 2027-01-01']);
    expect(limitObligations({ ...RECORD, validTo: null })).toEqual([]);
  });

  it('ask for a record of what was announced, also when nothing is left to redo', () => {
    const fact: ChangeFact = {
      ...{ changeEventId: 'c', kind: 'model_version_changed', subject: 'Model', subjectZhHant: null },
      ...{ state: 'untriaged', inUse: true, recordedOn: '2026-12-01', triagedOn: null, ownerId: null },
      ...{ legalEntityId: null, timeZone: null, expectedOn: '2027-02-01' },
    };
    expect(asked(changeObligations(fact))).toEqual(['change_triage 2026-12-04', 'change_effect 2027-02-01']);
    const closed = { ...fact, state: 'closed', triagedOn: '2026-12-02' };
    expect(asked(changeObligations(closed))).toEqual(['change_effect 2027-02-01']);
    expect(changeObligations({ ...closed, expectedOn: null })).toEqual([]);
  });
});
