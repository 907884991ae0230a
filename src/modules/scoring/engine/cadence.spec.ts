import { describe, expect, it } from '@jest/globals';
import { METHOD_V1 } from './method-v1.js';
import { score } from './score.js';
import { UNKNOWN_FACTS } from './written-subject.js';

const TODAY = '2026-11-30';
const FACTS = {
  ...UNKNOWN_FACTS,
  ...{ tier: 'T4' as const, lowestTier: 'T4' as const, provisional: false, status: 'live' },
  tests: { ...UNKNOWN_FACTS.tests, drift: 'pass' },
  controls: { M: { monitoring: { design: 1, operating: 1 } } },
};
const monitoring = (monitoredOn: string | undefined, more: object = {}) => {
  const { clocks, domains } = score(
    { ...FACTS, ...(monitoredOn !== undefined && { monitoredOn }), ...more },
    null,
    METHOD_V1,
    TODAY,
  );
  const { operating, because } = domains
    .find(({ code }) => code === 'M')!
    .controls.find(({ code }) => code === 'monitoring')!;
  return { months: clocks.monitoringMonths, operating, because };
};

describe('the clock of monitoring', () => {
  it('lets a run hold to the last day of its months, and not the next', () => {
    const { months } = monitoring(undefined);
    expect(months).toBe(1); // a high band, and nobody can judge the framework
    expect(monitoring('2026-10-30')).toEqual({ months, operating: 1, because: null });
    expect(monitoring('2026-10-29')).toEqual({ months, operating: 0, because: 'monitoring_overdue' });
    expect(monitoring('unknown')).toEqual({ months, operating: 0, because: 'monitoring_overdue' });
  });

  it('counts months by their last day, and asks for no day where none is given', () => {
    const before = (day: string) => score({ ...FACTS, monitoredOn: '2026-01-31' }, null, METHOD_V1, day);
    const isOverdue = (day: string) =>
      before(day).domains.some(({ controls }) =>
        controls.some(({ because }) => because === 'monitoring_overdue'),
      );
    expect([isOverdue('2026-02-28'), isOverdue('2026-03-01')]).toEqual([false, true]);
    expect(monitoring(undefined)).toMatchObject({ operating: 1, because: null });
  });

  it('is one step faster for a provider that keeps back what it told, and no faster than the fastest', () => {
    const judged = { modelRiskFramework: 'effective' };
    expect([
      monitoring(undefined, judged).months,
      monitoring(undefined, { ...judged, monitoringFaster: true }).months,
    ]).toEqual([3, 1]);
    expect(monitoring(undefined, { monitoringFaster: true }).months).toBe(1);
    const late = { ...judged, monitoringFaster: true };
    expect([monitoring('2026-10-15', judged).operating, monitoring('2026-10-15', late).operating]).toEqual([
      1, 0,
    ]);
  });
});
