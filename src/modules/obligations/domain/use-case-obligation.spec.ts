import { describe, expect, it } from '@jest/globals';
import type { Wanted } from './plan.js';
import { type UseCaseFact, useCaseObligations } from './use-case-obligation.js';

const NOW = new Date('2026-12-01T02:00:00Z');
const CADENCE = {
  dueDiligenceMonths: { T1: 12, T2: 12, T3: 24, T4: 24 },
  monitoringMonths: { low: 12, medium: 6, high: 3, very_high: 1 },
  monitoringMonthsT1: 3,
};
const HK = { id: 'firm', timeZone: 'Asia/Hong_Kong' };
const LONDON = { id: 'branch', timeZone: 'Europe/London' };
const MEDIUM = {
  band: 'medium' as const,
  facts: { modelRiskFramework: 'effective', providerKind: 'third_party', notApplicable: [] },
};

const of = (more: Partial<UseCaseFact>, now = NOW): Wanted[] =>
  useCaseObligations(
    {
      ...{
        id: 'u',
        name: 'Research',
        nameZhHant: null,
        inUse: true,
        status: 'live',
        statusSince: '2026-06-15',
      },
      ...{ tier: 'T2', highRisk: 'no', scopeDecision: 'in', scopeExpiresOn: null, entities: [HK] },
      ...{ accountableOwnerId: 'acc', complianceOwnerId: 'comp', technologyOwnerId: 'tech' },
      ...{
        decidedEntityIds: [],
        lastMonitoredOn: null,
        nextRunOn: null,
        subjects: [MEDIUM],
        cadence: CADENCE,
      },
      ...{ withdrawals: [], ...more },
    },
    now,
  );
const asked = (wanted: readonly Wanted[]): string[] =>
  wanted.map(({ kind, dueOn, ownerId }) => `${kind} ${dueOn} ${ownerId}`);

describe('monitoring of a use case', () => {
  it('is due from its last run on, or since it runs, by the worst of its scores', () => {
    expect(asked(of({}))).toEqual(['use_case_monitoring 2026-12-15 tech']);
    expect(asked(of({ lastMonitoredOn: '2026-11-20' }))).toEqual(['use_case_monitoring 2027-05-20 tech']);
    const worse = [MEDIUM, { ...MEDIUM, band: 'high' as const }];
    expect(asked(of({ lastMonitoredOn: '2026-11-20', subjects: worse }))).toEqual([
      'use_case_monitoring 2027-02-20 tech',
    ]);
  });

  it('is due earlier where the last run said so, and not later', () => {
    const run = { lastMonitoredOn: '2026-11-20' };
    expect(asked(of({ ...run, nextRunOn: '2026-12-20' }))).toEqual(['use_case_monitoring 2026-12-20 tech']);
    expect(asked(of({ ...run, nextRunOn: '2028-12-20' }))).toEqual(['use_case_monitoring 2027-05-20 tech']);
  });

  it('is one step faster while somebody keeps back what they told before', () => {
    const withdrawn = { kind: 'transparency_withdrawn', state: 'open', isRetired: false };
    expect(asked(of({ withdrawals: [withdrawn] }))).toEqual(['use_case_monitoring 2026-09-15 tech']);
    const over = [
      { ...withdrawn, state: 'closed' },
      { ...withdrawn, isRetired: true },
    ];
    expect(asked(of({ withdrawals: over }))).toEqual(['use_case_monitoring 2026-12-15 tech']);
  });

  it('is asked of what runs: of the technology owner, of who is accountable, of the risk officers', () => {
    expect(asked(of({ technologyOwnerId: null }))).toEqual(['use_case_monitoring 2026-12-15 acc']);
    expect(asked(of({ technologyOwnerId: null, accountableOwnerId: null }))).toEqual([
      'use_case_monitoring 2026-12-15 null',
    ]);
    expect(of({ status: 'pilot' })).toHaveLength(1);
    for (const status of ['planned', 'in_development', 'approved', 'suspended']) {
      expect(of({ status })).toEqual([]);
    }
    expect(of({ inUse: false })).toEqual([]);
  });
});

describe('whether the regulator is notified', () => {
  const high = { highRisk: 'yes', status: 'planned', statusSince: '2026-12-01' };

  it('is decided while a use of high risk, or of which that is not known, is planned', () => {
    expect(asked(of(high))).toEqual(['notification_decision 2026-12-31 comp']);
    expect(asked(of({ ...high, highRisk: 'unknown', complianceOwnerId: null }))).toEqual([
      'notification_decision 2026-12-31 acc',
    ]);
    expect(of({ ...high, highRisk: 'no' })).toEqual([]);
  });

  it('is decided by the next day where it is approved, or used, already', () => {
    expect(asked(of({ ...high, status: 'approved' }))).toEqual(['notification_decision 2026-12-02 comp']);
    expect(asked(of({ ...high, status: 'suspended' }))).toEqual(['notification_decision 2026-12-02 comp']);
  });

  it('is decided by each legal entity for itself', () => {
    const shared = { ...high, entities: [HK, LONDON] };
    expect(of(shared)[0]).toMatchObject({ legalEntityIds: ['branch', 'firm'], timeZone: 'Asia/Hong_Kong' });
    expect(of({ ...shared, decidedEntityIds: ['firm'] })[0]).toMatchObject({
      ...{ legalEntityIds: ['branch'], timeZone: 'Europe/London' },
    });
    expect(of({ ...shared, decidedEntityIds: ['firm', 'branch'] })).toEqual([]);
  });

  it('is not asked while it is out of scope', () => {
    const out = { ...high, scopeDecision: 'out', scopeExpiresOn: '2026-12-01' };
    expect(asked(of(out))).toEqual(['scope_expiry 2026-12-01 comp']);
    expect(asked(of(out, new Date('2026-12-02T02:00:00Z')))).toEqual([
      'scope_expiry 2026-12-01 comp',
      'notification_decision 2026-12-31 comp',
    ]);
  });
});

describe('a decision on the scope', () => {
  it('asks to be taken again before it expires, for all of its legal entities', () => {
    const out = {
      status: 'planned',
      scopeDecision: 'out',
      scopeExpiresOn: '2027-06-01',
      complianceOwnerId: null,
    };
    expect(of({ ...out, entities: [HK, LONDON] })).toMatchObject([
      { kind: 'scope_expiry', dueOn: '2027-06-01', ownerId: 'acc', legalEntityIds: ['branch', 'firm'] },
    ]);
    expect(of({ ...out, scopeDecision: 'in' })).toEqual([]);
  });
});
