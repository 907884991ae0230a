import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { METHOD_V1 } from '../engine/method-v1.js';
import { type DiligenceFact, type DiligentUse, DueDiligences, worstFramework } from './due-diligence.js';

const TODAY = '2026-12-01';
const SOUND: DiligenceFact = {
  ...{ id: 'a', legalEntityId: 'firm', providerId: 'vendor', approved: true },
  ...{ validFrom: '2026-06-01', validTo: '2028-06-01', overdue: false, pilot: null },
  ...{ heads: ['meets', 'meets', 'meets', 'meets'], modelRiskFramework: 'meets' },
  source: { version: 1, updatedAt: '2026-06-01T00:00:00.000000Z' },
};
const USE: DiligentUse = {
  ...{
    legalEntityIds: ['firm'],
    tier: 'T1',
    status: 'live',
    dataClasses: ['confidential'],
    providerIds: ['vendor'],
  },
};
const of = (facts: Partial<DiligenceFact>[], use: Partial<DiligentUse> = {}) =>
  new DueDiligences(
    facts.map((fact) => ({ ...SOUND, ...fact })),
    TODAY,
  ).of({ ...USE, ...use });

describe('due diligence on those behind a subject', () => {
  it('is in date from approval to its last day', () => {
    expect(of([{}])).toMatchObject({ dueDiligence: 'in_date', providerSkills: 'meets' });
    expect(of([{ validTo: TODAY }]).dueDiligence).toBe('in_date');
    expect(of([{ validTo: '2026-11-30' }])).toMatchObject({
      dueDiligence: 'expired',
      providerSkills: 'not_assessed',
    });
  });

  it('is refreshed every year for T1 and T2, every second for others', () => {
    for (const [tier, validFrom, standing] of [
      ['T1', '2025-12-01', 'in_date'],
      ['T2', '2025-11-30', 'expired'],
      ['T3', '2025-11-30', 'in_date'],
      ['T4', '2024-11-30', 'expired'],
    ] as const) {
      expect([tier, of([{ validFrom }], { tier }).dueDiligence]).toEqual([tier, standing]);
    }
  });

  it('ends with a condition that was not met, and with a rejection', () => {
    expect(of([{ overdue: true }]).dueDiligence).toBe('expired');
    expect(of([{ approved: false, validFrom: null, validTo: null }])).toMatchObject({
      ...{ dueDiligence: 'missing', providerSkills: 'not_assessed' },
    });
  });

  it('is unknown where nobody assessed, or it is not known whom', () => {
    expect(of([])).toMatchObject({ dueDiligence: 'unknown', providerSkills: 'unknown', records: [] });
    expect(of([{}], { providerIds: ['vendor', null] }).dueDiligence).toBe('unknown');
    expect(of([{}], { providerIds: [] }).dueDiligence).toBe('unknown');
  });

  it('is each legal entity’s own, and on each provider', () => {
    expect(of([{}], { legalEntityIds: ['firm', 'sister'] }).dueDiligence).toBe('unknown');
    expect(
      of([{}, { id: 'b', legalEntityId: 'sister' }], { legalEntityIds: ['firm', 'sister'] }).dueDiligence,
    ).toBe('in_date');
    const two = { providerIds: ['vendor', 'host'] };
    expect(of([{}], two).dueDiligence).toBe('unknown');
    expect(
      of([{}, { id: 'b', providerId: 'host', heads: ['meets', 'gaps', 'meets', 'meets'] }], two),
    ).toMatchObject({
      ...{ dueDiligence: 'in_date', providerSkills: 'gaps' },
    });
  });

  it('of a pilot is for pilots with the data that they may use', () => {
    const pilot = [{ pilot: ['public', 'internal'] }];
    expect(of(pilot, { status: 'pilot', dataClasses: ['internal'] }).dueDiligence).toBe('in_date');
    expect(of(pilot, { status: 'live', dataClasses: ['internal'] }).dueDiligence).toBe('missing');
    expect(of(pilot, { status: 'pilot', dataClasses: ['confidential'] }).dueDiligence).toBe('missing');
    expect(of(pilot, { status: 'pilot', dataClasses: [] }).dueDiligence).toBe('missing');
  });

  it('finds as much as the worst of the four heads', () => {
    for (const [head, skills] of [
      ['gaps', 'gaps'],
      ['not_assessable', 'not_assessed'],
      ['unknown', 'unknown'],
    ]) {
      expect(of([{ heads: ['meets', 'gaps', head!, 'meets'] }]).providerSkills).toBe(skills);
    }
    expect(of([{ heads: [] }]).providerSkills).toBe('not_assessed');
  });

  it('leaves a framework no better than any assessment found it', () => {
    const worst = (recorded: string, ...concluded: string[]) =>
      worstFramework(recorded, concluded, METHOD_V1);
    expect(worst('effective')).toBe('effective');
    expect(worst('effective', 'gaps')).toBe('gaps');
    expect(worst('unknown', 'effective')).toBe('unknown');
    expect(worst('gaps', 'effective')).toBe('gaps');
    expect(of([{ modelRiskFramework: 'unknown' }]).modelRiskFrameworks).toEqual([]);
    expect(of([{ modelRiskFramework: 'not_assessable' }]).modelRiskFrameworks).toEqual(['not_assessable']);
  });

  it('is never better for another provider, or another legal entity', () => {
    const order = ['in_date', 'expired', 'missing', 'unknown'];
    const fact = fc.record({
      legalEntityId: fc.constantFrom('firm', 'sister'),
      providerId: fc.constantFrom('vendor', 'host'),
      approved: fc.boolean(),
      overdue: fc.boolean(),
      validTo: fc.constantFrom('2026-11-01', '2027-06-01'),
    });
    const some = fc.uniqueArray(fact, {
      selector: (one) => `${one.legalEntityId} ${one.providerId}`,
      maxLength: 4,
    });
    fc.assert(
      fc.property(some, fc.constantFrom('host', null), (facts, more) => {
        const records = facts.map((one, i) => ({ ...one, id: String(i) }));
        const rank = (use: Partial<DiligentUse>) => order.indexOf(of(records, use).dueDiligence);
        expect(rank({ providerIds: ['vendor', more] })).toBeGreaterThanOrEqual(rank({}));
        expect(rank({ legalEntityIds: ['firm', 'sister'] })).toBeGreaterThanOrEqual(rank({}));
      }),
    );
  });
});
