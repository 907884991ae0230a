import { describe, expect, it } from '@jest/globals';
import { METHOD_V1 } from './method-v1.js';
import { methodProblems } from './method-problems.js';

/** The first version with one value another. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(METHOD_V1) as unknown as Record<string, unknown>;
  const fields = path.split('.');
  const last = fields.pop() as string;
  const holder = fields.reduce((at, field) => at[field] as Record<string, unknown>, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

describe('a method', () => {
  it('is one in its first version, and with other numbers that keep the rules', () => {
    expect(methodProblems(METHOD_V1)).toEqual([]);
    expect(methodProblems(changed('caps.D', 0.5))).toEqual([]);
    expect(methodProblems(changed('bands.medium', 10))).toEqual([]);
    expect(
      methodProblems(changed('weights', { D: 0.1, M: 0.15, L: 0.1, S: 0.25, R: 0.15, C: 0.1, P: 0.15 })),
    ).toEqual([]);
    expect(methodProblems(changed('tiers.T1.weight', 100))).toEqual([]);
    expect(methodProblems(changed('floors.G9', { T1: 40, T2: 40 }))).toEqual([]);
  });

  it.each([
    ['weights.D', 0.3, '/weights', 'adds-up'],
    ['weights.D', -0.2, '/weights/D', 'range'],
    ['weights.D', '0.2', '/weights/D', 'number'],
    ['weights.D', Number.NaN, '/weights/D', 'number'],
    ['weights.D', undefined, '/weights/D', 'required'],
    ['weights.X', 0, '/weights/X', 'unknown-field'],
    ['weights', [], '/weights', 'object'],
    ['total.worst', 0.6, '/total', 'adds-up'],
    ['tierScale.base', 0.5, '/tierScale', 'adds-up'],
    ['caps.C', 1.2, '/caps/C', 'range'],
    ['tables.retention.unknown', 0.5, '/tables/retention/unknown', 'unknown-is-worst'],
    ['tables.fallbackEvidence.unknown', 0.5, '/tables/fallbackEvidence/unknown', 'unknown-is-worst'],
    ['tables.retention.indefinite', 0.3, '/tables/retention/indefinite', 'keeps-order'],
    ['tables.retention.none', 0.95, '/tables/retention/up_to_30_days', 'keeps-order'],
    ['tables.fallbackEvidence.documented', 0.6, '/tables/fallbackEvidence/tested_slow', 'keeps-order'],
    ['tables.retention.for_ever', 1, '/tables/retention/for_ever', 'unknown-field'],
    ['tiers.T2.weight', 9, '/tiers', 'falling'],
    ['tiers.T4.weight', 0, '/tiers/T4/weight', 'range'],
    ['tiers.T3.materiality', 0.9, '/tiers', 'falling'],
    ['bands.high', 70, '/bands', 'rising'],
    ['floors.G5', 101, '/floors/G5', 'range'],
    [
      'floors.G7',
      [
        { below: 0.8, floor: 15 },
        { below: 0.5, floor: 35 },
      ],
      '/floors/G7',
      'rising',
    ],
    ['floors.G6', { T1: 15, other: 35 }, '/floors/G6/other', 'falling'],
    ['floors.G9', { T1: 35, T2: 60 }, '/floors/G9/T2', 'falling'],
    ['floors.G10', { upper: 15, lower: 35 }, '/floors/G10/lower', 'falling'],
    ['exploitation', [], '/exploitation', 'ends-at-zero'],
    ['exploitation', [{ from: 0.1, value: 0.9 }], '/exploitation', 'ends-at-zero'],
    ['requiredTests.T4', ['accuracy', 'colour'], '/requiredTests/T4', 'code'],
    ['requiredTests.T4', ['accuracy', 'bias'], '/requiredTests/T4', 'falling'],
    ['controls.C', { limitMonitored: 0, secondSource: 0 }, '/controls/C', 'adds-up'],
    ['cadence.monitoringMonths.low', 1.5, '/cadence/monitoringMonths/low', 'integer'],
    ['sharedHighRisk', 1, '/sharedHighRisk', 'range'],
  ])('is none with %s as %j', (path, value, pointer, code) => {
    expect(methodProblems(changed(path, value))).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([null, 7, 'v1', [], undefined])('is not %j', (value) => {
    expect(methodProblems(value)).toEqual([{ pointer: '', code: 'object' }]);
  });
});
