import { describe, expect, it } from '@jest/globals';
import { laxerValues } from './laxer-values.js';
import type { Method } from './method.js';
import { METHOD_V1 } from './method-v1.js';

const places = (change: Partial<Method>): string[] =>
  laxerValues({ ...METHOD_V1, ...change }).map(({ pointer }) => pointer);
const { floors, caps, tables, bands, cadence, exploitation, requiredTests } = METHOD_V1;

describe('values that are laxer than the first version', () => {
  it('are none of the first version itself, and none of a stricter one', () => {
    expect(places({})).toEqual([]);
    expect(
      places({
        floors: { ...floors, G5: 60 },
        caps: { ...caps, D: 0.5 },
        bands: { ...bands, medium: 10 },
        tables: { ...tables, retention: { ...tables.retention, none: 0.5 } },
        sharedHighRisk: 2,
        fallbackNeeded: 0.75,
        requiredTests: { ...requiredTests, T4: ['accuracy', 'drift', 'bias'] },
        exploitation: [
          { from: 0.05, value: 0.9 },
          { from: 0.005, value: 0.7 },
          { from: 0, value: 0.5 },
        ],
      }),
    ).toEqual([]);
  });

  it.each<[string, Partial<Method>]>([
    ['/floors/G1', { floors: { ...floors, G1: 0 } }],
    ['/floors/G6/other', { floors: { ...floors, G6: { T1: 35, other: 0 } } }],
    ['/floors/G7', { floors: { ...floors, G7: [{ below: 0.5, floor: 35 }] } }],
    [
      '/floors/G7',
      {
        floors: {
          ...floors,
          G7: [
            { below: 0.4, floor: 35 },
            { below: 0.8, floor: 15 },
          ],
        },
      },
    ],
    ['/caps/D', { caps: { ...caps, D: 0.9 } }],
    ['/bands/high', { bands: { ...bands, high: 40 } }],
    ['/tables/mode/consumer', { tables: { ...tables, mode: { ...tables.mode, consumer: 0.9 } } }],
    [
      '/tables/fallbackEvidence/documented',
      { tables: { ...tables, fallbackEvidence: { ...tables.fallbackEvidence, documented: 0.5 } } },
    ],
    ['/weights/D', { weights: { ...METHOD_V1.weights, D: 0, C: 0.3 } }],
    ['/total/worst', { total: { worst: 0, mean: 1 } }],
    ['/fallbackNeeded', { fallbackNeeded: 0.25 }],
    ['/sharedHighRisk', { sharedHighRisk: 3 }],
    ['/cadence/monitoringMonthsT1', { cadence: { ...cadence, monitoringMonthsT1: 6 } }],
    ['/exploitation', { exploitation: exploitation.map((step) => ({ ...step, value: step.value / 2 })) }],
    [
      '/exploitation',
      {
        exploitation: [
          { from: 0.9, value: 0.9 },
          { from: 0.5, value: 0.7 },
          { from: 0, value: 0.5 },
        ],
      },
    ],
    ['/requiredTests/T3', { requiredTests: { ...requiredTests, T3: ['drift', 'bias'] } }],
    ['/privilegeBase', { privilegeBase: 0.2 }],
    ['/tierScale/base', { tierScale: { base: 0.2, slope: 0.6 } }],
    ['/humanReview/days', { humanReview: { days: 182, operating: 0.5 } }],
    ['/humanReview/operating', { humanReview: { days: 91, operating: 0 } }],
    [
      '/tiers/T1/materiality',
      { tiers: { ...METHOD_V1.tiers, T1: { ...METHOD_V1.tiers.T1, materiality: 0.9 } } },
    ],
    ['/requiredTests/T1', { requiredTests: { ...requiredTests, T1: ['accuracy'] } }],
  ])('are told by their places: %s', (pointer, change) => {
    expect(places(change)).toEqual([pointer]);
  });

  it('are told with both values', () => {
    expect(laxerValues({ ...METHOD_V1, floors: { ...floors, G1: 0 } })).toEqual([
      { pointer: '/floors/G1', first: 60, value: 0 },
    ]);
  });
});
