import { describe, expect, it } from '@jest/globals';
import { architectureOf, subjectsOf } from './score-subjects.js';

const component = (id: string, providerId: string | null, deployment = 'multi_tenant_saas') => ({
  ...{ id, providerId, deployment, retired: false, baseModelId: null as string | null },
});
const needs = (of: string, ...ids: string[]) => ({
  ...{ of, upstreamDisclosed: 'yes' },
  alternatives: ids.map((componentId) => ({ componentId, fallbackEvidence: 'none', testedOn: null })),
});
const silence = (of: string) => ({ ...needs(of), upstreamDisclosed: 'unknown' });
interface Given {
  components?: ReturnType<typeof component>[];
  requirements?: ReturnType<typeof needs>[];
  /** In which something malicious was found. */
  malicious?: string;
  /** Arrangement → what it covers; of provider P. */
  arrangements?: Record<string, string[]>;
  /** Whether one legal entity of the use case has none of them. */
  shared?: boolean;
}
const subjects = ({ components = [], requirements = [], malicious, arrangements = {}, shared }: Given) => {
  const sources = {
    component: (id: string) => components.find((one) => one.id === id),
    provider: (id: string) =>
      ({ OWN: { kind: 'in_house' }, GROUP: { kind: 'group_company' } })[id] ?? { kind: 'third_party' },
    requirementsOf: (id: string) => requirements.filter(({ of }) => of === id),
    hasFinding: (id: string) => id === malicious,
    leadsToFinding: () => malicious !== undefined,
    covering: (id: string) => {
      const by = Object.entries(arrangements).flatMap(([arrangement, covered]) =>
        covered.includes(id) ? { id: arrangement, providerId: 'P' } : [],
      );
      return { by, forAll: by.length > 0 && !shared };
    },
  };
  return subjectsOf('U', architectureOf('U', sources), sources).map(
    ({ arrangementId, providerId, componentIds, undisclosed }) => [
      arrangementId ?? providerId,
      componentIds,
      undisclosed,
    ],
  );
};

describe('the subjects of a use case', () => {
  it('are those of its arrangements, and of the provider of what none covers', () => {
    const found = subjects({
      components: [component('a', 'P'), component('b', 'P'), component('c', 'Q'), component('d', null)],
      requirements: [needs('U', 'a', 'b', 'c', 'd')],
      arrangements: { A1: ['a', 'c'], A2: ['a'], A3: ['x'] },
    });
    expect(found).toEqual([
      // Of nobody's provider, or in no arrangement with P: what is known to be supplied with it is scored with it.
      [null, ['a', 'b', 'c', 'd'], false],
      ['A1', ['a', 'c'], false],
      ['A2', ['a'], false],
      ['P', ['a', 'b', 'c'], false],
    ]);
  });

  it('have what an arrangement covers and nobody is known to provide with what any provider does without one', () => {
    const given = (providerId: string | null) => ({
      components: [component('a', 'Q'), component('b', providerId)],
      requirements: [needs('U', 'a', 'b')],
      arrangements: { A1: ['b'] },
    });
    const whole = [
      ['A1', ['b'], false],
      ['Q', ['a', 'b'], false],
    ];
    expect(subjects(given('Q'))).toEqual(whole);
    expect(subjects(given(null))).toEqual(whole);
    expect(subjects(given('R'))).toEqual([
      ['A1', ['b'], false],
      ['Q', ['a'], false],
    ]);
  });

  it('are without an arrangement too, where a legal entity of the use case has none', () => {
    const given = {
      components: [component('a', 'P'), component('b', 'OWN', 'self_hosted')],
      requirements: [needs('U', 'a', 'b')],
      arrangements: { A1: ['a', 'b'] },
    };
    expect(subjects(given)).toEqual([['A1', ['a', 'b'], false]]);
    expect(subjects({ ...given, shared: true })).toEqual([
      ['A1', ['a', 'b'], false],
      // What is supplied together is scored together; what the firm makes itself is nobody else's for either.
      ['P', ['a', 'b'], false],
    ]);
  });

  it('have what the firm makes itself where an arrangement covers it, and nowhere else', () => {
    const given = { components: [component('a', 'OWN', 'self_hosted')], requirements: [needs('U', 'a')] };
    expect(subjects(given)).toEqual([]);
    expect(subjects({ ...given, arrangements: { A1: ['a'] } })).toEqual([['A1', ['a'], false]]);
  });

  it.each([
    ['self_hosted', 1],
    ['unknown', 1],
    ['multi_tenant_saas', 0],
  ])('reach through a part whose deployment is %s: %d', (deployment, reaches) => {
    const found = subjects({
      components: [component('a', 'P', deployment), component('b', 'Q')],
      requirements: [needs('U', 'a'), needs('a', 'b')],
    });
    expect(found).toEqual([['P', ['a'], false], ...(reaches ? [['Q', ['b'], false]] : [])]);
  });

  it('have one for what nobody names, beside what is named', () => {
    const found = subjects({
      components: [component('a', 'P'), component('b', null)],
      requirements: [needs('U', 'a', 'b'), silence('U')],
    });
    expect(found).toEqual([
      [null, ['a', 'b'], true],
      ['P', ['a'], false],
    ]);
  });

  it('have it for what a part on the firm’s own machines leaves open, and not for what a supplier does', () => {
    const open = (deployment: string) =>
      subjects({
        components: [component('a', 'P', deployment)],
        requirements: [needs('U', 'a'), silence('a')],
      });
    expect(open('self_hosted')).toEqual([
      [null, [], true],
      ['P', ['a'], false],
    ]);
    expect(open('multi_tenant_saas')).toEqual([['P', ['a'], false]]);
  });

  it('have what is malicious wherever it is reached, and whoever made it', () => {
    const given = {
      components: [
        ...[component('a', 'P'), component('b', 'Q'), component('d', 'Q')],
        component('c', 'OWN', 'self_hosted'),
      ],
      requirements: [needs('U', 'a'), needs('a', 'b'), needs('b', 'c', 'd')],
    };
    expect(subjects(given)).toEqual([['P', ['a'], false]]);
    expect(subjects({ ...given, malicious: 'c' })).toEqual([
      ['OWN', ['c'], false],
      ['P', ['a'], false],
    ]);
  });

  it.each([
    ['OWN', 'self_hosted', 0],
    ['OWN', 'self_hosted_offline', 0],
    ['OWN', 'multi_tenant_saas', 1],
    ['OWN', 'unknown', 1],
    ['GROUP', 'self_hosted', 1],
    ['GROUP', 'multi_tenant_saas', 1],
  ])('of %s, %s: %d', (provider, deployment, count) => {
    const found = subjects({
      components: [component('a', provider, deployment)],
      requirements: [needs('U', 'a')],
    });
    expect(found).toHaveLength(count);
  });

  it('have a malicious model that something is built on', () => {
    const built = { ...component('a', 'P', 'self_hosted'), baseModelId: 'b' };
    const given = { components: [built, component('b', 'Q')], requirements: [needs('U', 'a')] };
    expect(subjects(given)).toEqual([['P', ['a'], false]]);
    expect(subjects({ ...given, malicious: 'b' })).toEqual([
      ['P', ['a'], false],
      ['Q', ['b'], false],
    ]);
  });

  it('have one with the parts of all where it is not recorded who provides one', () => {
    const found = subjects({
      components: [component('a', 'P'), component('b', null)],
      requirements: [needs('U', 'a', 'b')],
    });
    expect(found).toEqual([
      [null, ['a', 'b'], false],
      ['P', ['a'], false],
    ]);
  });

  it('are one where nothing is recorded, and none where nothing is needed by statement', () => {
    expect(subjects({})).toEqual([[null, [], true]]);
    expect(subjects({ requirements: [needs('U')] })).toEqual([]);
  });
});
