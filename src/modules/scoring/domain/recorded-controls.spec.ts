import { describe, expect, it } from '@jest/globals';
import { CONTROLS } from '../../diligence/controls.public.js';
import { METHOD_V1 } from '../engine/method-v1.js';
import { type RecordedControl, RecordedControls } from './recorded-controls.js';
import { camelCase } from './written-controls.js';

const control = (id: string, more: Partial<RecordedControl>): RecordedControl => ({
  ...{
    id,
    domain: 'D',
    control: 'encryption',
    level: 'firm',
    design: 1,
    operating: 1,
    inDate: true,
    evidenced: true,
  },
  ...{ legalEntityId: null, providerId: null, componentId: null, arrangementId: null, useCaseId: null },
  source: { version: 1, updatedAt: '2026-01-01T00:00:00.000Z' },
  ...more,
});
const states = (
  controls: RecordedControl[],
  use: Partial<Parameters<RecordedControls['of']>[0]> = {},
): [number | null, number | null] | undefined => {
  const parts = [
    { id: 'c1', providerId: 'p1' },
    { id: 'c2', providerId: 'p2' },
  ];
  const given = { useCaseId: 'u', legalEntityIds: ['e'], arrangementId: 'a', parts, ...use };
  const found = new RecordedControls(controls).of(given).states.D?.['encryption'];
  return found && [found.design, found.operating];
};

const FIRM = control('firm', {});
const PROVIDER = control('provider', { level: 'provider', providerId: 'p1', operating: 0.5 });
const COMPONENT = control('component', { level: 'component', componentId: 'c1', operating: 0 });
const ARRANGEMENT = control('arrangement', {
  ...{ level: 'arrangement', arrangementId: 'a', legalEntityId: 'e', design: 0.5 },
});
const USE = control('use', {
  ...{ level: 'arrangement_use', arrangementId: 'a', useCaseId: 'u', legalEntityId: 'e' },
});

describe('a control', () => {
  it('is inherited from the firm down to each use', () => {
    expect(states([])).toBeUndefined();
    expect(states([FIRM])).toEqual([1, 1]);
    expect(states([FIRM], { arrangementId: null, parts: [] })).toEqual([1, 1]);
    expect(states([control('other', { legalEntityId: 'f' })])).toBeUndefined();
  });

  it('counts as it is recorded furthest down', () => {
    expect(states([FIRM, PROVIDER])).toEqual([1, 0.5]);
    expect(states([FIRM, PROVIDER, COMPONENT])).toEqual([1, 0]);
    expect(states([FIRM, PROVIDER, COMPONENT, ARRANGEMENT])).toEqual([0.5, 1]);
    expect(states([FIRM, PROVIDER, COMPONENT, ARRANGEMENT, USE])).toEqual([1, 1]);
    expect(states([FIRM, ARRANGEMENT, USE], { useCaseId: 'another' })).toEqual([0.5, 1]);
    expect(states([FIRM, ARRANGEMENT], { arrangementId: null })).toEqual([1, 1]);
  });

  it('counts as the worst of the components, and is not known where it is not of one', () => {
    const all = [PROVIDER, control('p2', { level: 'provider', providerId: 'p2', design: 0.5 })];
    expect(states(all)).toEqual([0.5, 0.5]);
    expect(states([PROVIDER])).toEqual([null, null]);
    expect(states([COMPONENT])).toEqual([null, null]);
  });

  it('of whose provider is not recorded may be that of any', () => {
    const parts = [{ id: 'c1', providerId: null }];
    expect(states([FIRM, PROVIDER], { parts })).toEqual([1, 0.5]);
    expect(states([PROVIDER], { parts })).toEqual([null, null]);
    const better = [control('firm', { operating: 0 }), control('p', { level: 'provider', providerId: 'p1' })];
    expect(states(better, { parts })).toEqual([1, 0]);
  });

  it('is that of the legal entity before that of all, and of several legal entities the worst', () => {
    const own = control('own', { legalEntityId: 'e', operating: 0.5 });
    expect(states([FIRM, own])).toEqual([1, 0.5]);
    expect(states([FIRM, own], { legalEntityIds: ['f'] })).toEqual([1, 1]);
    expect(states([FIRM, own], { legalEntityIds: ['e', 'f'] })).toEqual([1, 0.5]);
    expect(states([own], { legalEntityIds: ['e', 'f'] })).toEqual([null, null]);
  });

  it('counts zero when its day has passed, and does not operate by its document alone', () => {
    expect(states([FIRM, control('late', { legalEntityId: 'e', inDate: false })])).toEqual([0, 0]);
    expect(states([control('unproved', { evidenced: false })])).toEqual([1, 0]);
    expect(states([control('unknown', { operating: null, evidenced: false })])).toEqual([1, null]);
  });
});

describe('the controls that are recorded', () => {
  it('are those of the method, but for what the register sees by itself', () => {
    const seen = ['limitMonitored', 'noticePeriod', 'contingencyPlan', 'dueDiligence'];
    for (const [domain, codes] of Object.entries(METHOD_V1.controls)) {
      const expected = Object.keys(codes).filter((code) => !seen.includes(code) && code !== 'humanReview');
      const recorded = CONTROLS[domain as keyof typeof CONTROLS].map(camelCase);
      const review = ['humanInTheLoop', 'sampling', 'promptVariation', 'disclosure'];
      expect(recorded.sort()).toEqual([...expected, ...(domain === 'M' ? review : [])].sort());
    }
  });
});
