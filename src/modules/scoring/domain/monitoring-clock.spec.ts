import { describe, expect, it } from '@jest/globals';
import { METHOD_V1 } from '../engine/method-v1.js';
import { type MonitoredSubject, monitoringMonthsOf } from './monitoring-clock.js';

const subject = (
  band: MonitoredSubject['band'],
  modelRiskFramework = 'effective',
  more: Partial<NonNullable<MonitoredSubject['facts']>> = {},
): MonitoredSubject => ({
  band,
  facts: { modelRiskFramework, providerKind: 'third_party', notApplicable: [], ...more },
});
const months = (tier: 'T1' | 'T2' | 'T3' | 'T4', subjects: MonitoredSubject[], isWithheld = false): number =>
  monitoringMonthsOf(tier, subjects, { cadence: METHOD_V1.cadence, isWithheld, today: '2026-12-01' });

describe('how often a use case is monitored', () => {
  it.each([
    ['very_high', 1],
    ['high', 3],
    ['medium', 6],
    ['low', 12],
  ] as const)('follows the band %s: every %i months, and T1 at least every three', (band, every) => {
    expect(months('T2', [subject(band)])).toBe(every);
    expect(months('T1', [subject(band)])).toBe(Math.min(every, 3));
  });

  it('follows the worst of several subjects', () => {
    expect(months('T3', [subject('low'), subject('high'), subject('medium')])).toBe(3);
  });

  it.each([
    ['low', 6],
    ['medium', 3],
    ['high', 1],
    ['very_high', 1],
  ] as const)(
    'is one step faster than %s, never faster than monthly, where nobody can judge the provider or it keeps back what it told',
    (band, every) => {
      for (const framework of ['unknown', 'not_assessable']) {
        expect(months('T2', [subject(band, framework)])).toBe(every);
        expect(months('T2', [subject(band, framework)], true)).toBe(every);
      }
      expect(months('T2', [subject(band)], true)).toBe(every);
      expect(months('T2', [subject(band, 'gaps')])).toBe(months('T2', [subject(band)]));
    },
  );

  it('is monthly as long as there is no score: unknown is the worst', () => {
    expect(months('T4', [])).toBe(1);
    expect(months('T4', [subject('low'), { band: null, facts: null }])).toBe(1);
  });

  it('asks nothing of a provider who has none to judge, as long as that is approved', () => {
    const claim = {
      ...{ item: 'modelRiskFramework', reason: 'Own model', approver: 'p', expiresOn: '2027-01-01' },
    };
    const inHouse = { providerKind: 'in_house', notApplicable: [claim] };
    expect(months('T2', [subject('low', 'unknown', inHouse)])).toBe(12);
    const expired = { ...inHouse, notApplicable: [{ ...claim, expiresOn: '2026-11-30' }] };
    expect(months('T2', [subject('low', 'effective', expired)])).toBe(6);
  });
});
