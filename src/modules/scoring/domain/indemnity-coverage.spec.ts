import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { METHOD_V1 } from '../engine/method-v1.js';
import { payerOf } from './indemnity-cover.js';
import { coverageOfNobody } from './indemnity-coverage.js';
import { ScoreWorld } from './score-all.js';
import type { ScoreFacts } from './score-facts.js';
import { subjectIdOf } from './score-subjects.js';
import { edited, editsArbitrary } from './testing/random-edits.js';

const TODAY = '2026-03-01';
const RUNS = Number(process.env['SUBJECTS'] ?? 500);
const worldOf = (facts: ScoreFacts): ScoreWorld => new ScoreWorld(facts, METHOD_V1, TODAY);

/** Use case → the rows of each of its subjects, as JSON. */
const coverageOf = (world: ScoreWorld, { useCases }: ScoreFacts): Map<string, string> =>
  new Map(
    useCases.map(({ id }) => {
      const rows = world.subjectsOf(id).map((subject) => [subjectIdOf(subject), world.coverage(subject)]);
      return [id, JSON.stringify(rows)];
    }),
  );

describe('the coverage of indemnities', () => {
  it('is the judgement that scores read, whatever the register holds', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(editsArbitrary(), ({ facts }) => {
        const world = worldOf(facts);
        for (const subject of world.subjects) {
          const { facts: read } = world.inputs(subject);
          const rows = world.coverage(subject);
          expect(rows.length).toBeGreaterThan(0);
          const judged: Record<string, [string, string]> = {
            ip_output: [read.ipOutput, read.ipOutputConditions],
            ip_training_data: [read.ipTraining, read.ipTrainingConditions],
            privacy: [read.privacyIndemnity, ''],
          };
          for (const { risk, protection, conditions, conditionsBroken, payer } of rows) {
            const [promised, shown] = judged[risk]!;
            expect(protection).toBe(promised);
            if (shown !== '') expect(conditions === 'none' ? 'evidenced' : conditions).toBe(shown);
            const cover = { indemnityId: null, protection, conditions, broken: conditionsBroken };
            expect(payer).toBe(subject.arrangementId === null ? 'nobody' : payerOf(cover));
            seen.add(payer);
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect([...seen].sort()).toEqual(['nobody', 'perhaps', 'somebody', 'unknown']);
  });

  it('is of a legal entity that has the arrangement, or of one that has none for some part', () => {
    const seen = { shared: 0 };
    fc.assert(
      fc.property(editsArbitrary(), ({ facts }) => {
        const world = worldOf(facts);
        const isCovered = (id: string, entity: string): boolean =>
          facts.arrangements.some((one) => one.legalEntityId === entity && one.componentIds.includes(id));
        for (const subject of world.subjects) {
          const { legalEntityIds } = facts.useCases.find(({ id }) => id === subject.useCaseId)!;
          for (const row of world.coverage(subject)) {
            expect(legalEntityIds).toContain(row.legalEntityId);
            const covered = row.componentIds.map((id) => isCovered(id, row.legalEntityId));
            expect(covered).toEqual(row.componentIds.map(() => row.arrangementId !== null));
            expect(row.componentIds.length > 0 || subject.undisclosed).toBe(true);
          }
          const entities = new Set(world.coverage(subject).map(({ legalEntityId }) => legalEntityId));
          if (entities.size < legalEntityIds.length) seen.shared++;
        }
      }),
      { numRuns: RUNS },
    );
    expect(seen.shared).toBeGreaterThan(0);
  });

  it('is looked at again where it may be another, and nowhere else', () => {
    const seen = { other: 0, left: 0 };
    fc.assert(
      fc.property(editsArbitrary(), ({ facts: start, edits }) => {
        const world = worldOf(start);
        let facts = start;
        let before = coverageOf(world, facts);
        for (const one of edits) {
          const { facts: after, edit } = edited(facts, one);
          const { found } = world.apply(edit);
          const is = coverageOf(world, after);
          expect(is).toEqual(coverageOf(worldOf(after), after));
          for (const [id, rows] of is) {
            if (rows !== before.get(id)) expect([id, found.has(id)]).toEqual([id, true]);
            if (rows !== before.get(id)) seen.other++;
            else if (!found.has(id)) seen.left++;
          }
          facts = after;
          before = is;
        }
      }),
      { numRuns: RUNS },
    );
    expect([seen.other > RUNS / 10, seen.left > RUNS / 10]).toEqual([true, true]);
  });

  it('names the first of many components, and says how many there are', () => {
    const useCase = { tier: 'T1', legalEntityIds: ['E'], developmentFlags: [] };
    const rows = (count: number) => {
      const uncoveredIds = Array.from({ length: count }, (_, i) => `c${String(i).padStart(2, '0')}`);
      return coverageOfNobody({ providerId: 'P', uncoveredIds, undisclosed: false }, useCase, () => false);
    };
    expect(rows(3)[0]).toMatchObject({ componentIds: ['c00', 'c01', 'c02'], componentCount: 3 });
    expect(rows(50)[0]).toMatchObject({ componentCount: 50 });
    expect(rows(50)[0]!.componentIds).toHaveLength(20);
  });
});
