import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { METHOD_V1 } from '../engine/method-v1.js';
import { ScoreWorld } from './score-all.js';
import type { ScoreFacts } from './score-facts.js';
import { type ScoreSubject, subjectIdOf } from './score-subjects.js';
import { edited, editsArbitrary } from './testing/random-edits.js';

const TODAY = '2026-03-01';
const RUNS = Number(process.env['SUBJECTS'] ?? 1_000);

const keyOf = (subject: ScoreSubject): string => `${subject.useCaseId} ${subjectIdOf(subject)}`;

/** Subject → its inputs, as JSON. */
function inputsOf(world: ScoreWorld): Map<string, string> {
  return new Map(world.subjects.map((subject) => [keyOf(subject), JSON.stringify(world.inputs(subject))]));
}

/** Without where facts of nodes and limits were read: another version of a record that says the same moves no score. */
function factsIn(inputs: string | undefined): unknown {
  const { sources, ...facts } = JSON.parse(inputs ?? '{}') as { sources: Record<string, unknown> };
  const own = Object.entries(sources).filter(([key]) =>
    /^(use_case|provider|arrangement|control|regulator_correspondence|assessment|contingency_plan|contingency_exercise|assurance_activity|exception|change_event):/.test(
      key,
    ),
  );
  return { ...facts, sources: Object.fromEntries(own) };
}

const worldOf = (facts: ScoreFacts): ScoreWorld => new ScoreWorld(facts, METHOD_V1, TODAY);

/** Use case and component, where one reaches another in which something malicious was found. */
function reachedFindings({ useCases, components, requirements }: ScoreFacts): string[] {
  const reach = (id: string, seen: string[]): string[] =>
    seen.includes(id)
      ? seen
      : [
          ...components.filter((one) => one.id === id).flatMap(({ baseModelId }) => baseModelId ?? []),
          ...requirements
            .filter(({ of }) => of === id)
            .flatMap(({ alternatives }) => alternatives.flatMap(({ componentId }) => componentId ?? [])),
        ]
          .filter((next) => components.some((one) => one.id === next))
          .reduce((all, next) => reach(next, all), [...seen, id]);
  return useCases.flatMap(({ id }) => {
    const reached = new Set(reach(id, []));
    return components
      .filter((one) => reached.has(one.id) && one.maliciousVersion === 'yes' && !one.retired)
      .map((one) => `${id} ${one.id}`);
  });
}

/** A component that somebody else operates, a use case, and what it needs. */
const componentOf = (id: string): ScoreFacts['components'][number] => ({
  ...{
    id,
    name: id,
    kind: 'library',
    providerId: null,
    deployment: 'multi_tenant_saas',
    baseModelStatus: 'none',
  },
  ...{ baseModelId: null, substitutability: 'easily', status: 'in_use', retiresOn: null, retired: false },
  ...{
    pinning: 'pinned',
    transparency: 'full',
    scan: 'in_date',
    maliciousVersion: 'no',
    vulnerabilities: [],
  },
  ...{ provenance: 'signed_verified', maintenance: 'active', licence: 'permissive', privilege: 'offline' },
  source: { version: 1, updatedAt: '', found: [] },
});
const useCaseOf = (id: string): ScoreFacts['useCases'][number] => ({
  ...{
    id,
    name: id,
    tier: 'T4',
    provisional: false,
    lowestTier: 'T4',
    status: 'live',
    recipients: ['internal'],
  },
  ...{ clientsInteract: 'no', affectsClients: 'no', criticalOperation: 'no', dataClasses: ['public'] },
  ...{ humanOversight: 'unknown', impactFirm: 'low', impactClients: 'low', toleranceHours: null },
  ...{ developmentFlags: [], jurisdictions: ['HK'] },
  ...{ activities: [], legalEntityIds: ['e'], source: { version: 1, updatedAt: '' } },
});
const needs = (id: string, of: string, componentId: string): ScoreFacts['requirements'][number] => ({
  ...{ id, of, required: 1, effect: 'stops', upstreamDisclosed: 'yes' },
  alternatives: [{ componentId, fallbackEvidence: 'none', testedOn: null }],
});
const NOTHING_BESIDE = { plans: [], diligence: [], notices: [], failures: [], claims: [], withdrawals: [] };
const NOTHING: ScoreFacts = {
  ...{ useCases: [], providers: [], components: [], requirements: [], arrangements: [], limits: [] },
  ...{ controls: [], ...NOTHING_BESIDE },
};

describe('the subjects of a world', () => {
  it('have every malicious version that their use case stands on, by whatever way', () => {
    let seen = 0;
    fc.assert(
      fc.property(editsArbitrary(), ({ facts }) => {
        const held = worldOf(facts).subjects.flatMap(({ useCaseId, componentIds }) =>
          componentIds.map((id) => `${useCaseId} ${id}`),
        );
        const reached = reachedFindings(facts);
        seen += reached.length;
        expect(held).toEqual(expect.arrayContaining(reached));
      }),
      { numRuns: RUNS },
    );
    expect(seen).toBeGreaterThan(RUNS / 10);
  });
});

describe('a world that follows changes', () => {
  it('is the one that would be made anew, and names every subject that has other inputs', () => {
    const seen = { touched: 0, left: 0 };
    fc.assert(
      fc.property(editsArbitrary(), ({ facts: start, edits }) => {
        const world = worldOf(start);
        let facts = start;
        let before = inputsOf(world);
        for (const one of edits) {
          const { facts: after, edit } = edited(facts, one);
          const { subjects, found } = world.apply(edit);
          const touched = new Set(subjects.map(keyOf));
          const is = inputsOf(world);
          expect(is).toEqual(inputsOf(worldOf(after)));
          const other = [...before.keys()].filter((key) => !is.has(key));
          for (const key of [...other, ...[...is.keys()].filter((key) => !before.has(key))]) {
            expect(found).toContain(key.split(' ')[0]);
          }
          for (const [key, inputs] of is) {
            if (touched.has(key)) seen.touched++;
            else {
              seen.left++;
              expect(factsIn(inputs)).toEqual(factsIn(before.get(key)));
            }
          }
          facts = after;
          before = is;
        }
      }),
      { numRuns: RUNS },
    );
    // It would be easy to be right by looking at everything.
    expect(seen.left).toBeGreaterThan(seen.touched / 10);
    expect(seen.touched).toBeGreaterThan(RUNS / 10);
  });

  it('keeps to that when nobody asks for the inputs of the others again', () => {
    let left = 0;
    fc.assert(
      fc.property(editsArbitrary(), ({ facts: start, edits }) => {
        const world = worldOf(start);
        const kept = inputsOf(world);
        let facts = start;
        for (const one of edits) {
          const { facts: after, edit } = edited(facts, one);
          const { subjects } = world.apply(edit);
          for (const subject of subjects) kept.set(keyOf(subject), JSON.stringify(world.inputs(subject)));
          const anew = inputsOf(worldOf(after));
          left += anew.size - subjects.length;
          for (const [key, inputs] of anew) expect(factsIn(kept.get(key))).toEqual(factsIn(inputs));
          facts = after;
        }
      }),
      { numRuns: RUNS / 2 },
    );
    expect(left).toBeGreaterThan(RUNS / 20);
  });

  it('reaches what nobody names, which may be any provider’s, with the control of one', () => {
    const facts: ScoreFacts = {
      ...NOTHING,
      useCases: [useCaseOf('u0')],
      components: [componentOf('c0')],
      requirements: [{ ...needs('r0', 'u0', 'c0'), alternatives: [], upstreamDisclosed: 'unknown' }],
    };
    const control: ScoreFacts['controls'][number] = {
      ...{
        id: 'k',
        domain: 'D',
        control: 'encryption',
        level: 'provider',
        legalEntityId: null,
        providerId: 'p',
      },
      ...{ componentId: null, arrangementId: null, useCaseId: null, design: 0, operating: 0 },
      ...{ inDate: true, evidenced: false, source: { version: 1, updatedAt: '' } },
    };
    const world = worldOf(facts);
    const none = new Map<string, never>();
    const unchanged = {
      useCases: none,
      providers: none,
      components: none,
      arrangements: none,
      requirements: none,
    };
    const { subjects } = world.apply({
      ...unchanged,
      limits: [],
      controls: [control],
      ...NOTHING_BESIDE,
    });
    expect(subjects.map(keyOf)).toEqual(world.subjects.map(keyOf));
    expect(inputsOf(world)).toEqual(inputsOf(worldOf({ ...facts, controls: [control] })));
  });

  it('lets a malicious part go when the way to it goes, far from the use case', () => {
    const hosted = (id: string, maliciousVersion: 'yes' | 'no' = 'no') => ({
      ...componentOf(id),
      maliciousVersion,
    });
    const facts = {
      ...NOTHING,
      useCases: [useCaseOf('u0')],
      components: [hosted('c0'), hosted('c1'), hosted('c2', 'yes')],
      requirements: [needs('r0', 'u0', 'c0'), needs('r1', 'c0', 'c1'), needs('r2', 'c1', 'c2')],
    };
    const partsOf = (world: ScoreWorld) => world.subjects.flatMap(({ componentIds }) => componentIds);
    const world = worldOf(facts);
    expect(partsOf(world)).toContain('c2');
    const gone = new Map([['r2', null]]);
    const none = new Map<string, never>();
    const unchanged = { useCases: none, providers: none, components: none, arrangements: none };
    world.apply({
      ...unchanged,
      requirements: gone,
      limits: [],
      controls: [],
      ...NOTHING_BESIDE,
    });
    expect(partsOf(world)).toEqual(['c0']);
  });
});
