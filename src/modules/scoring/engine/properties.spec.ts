import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DOMAINS } from './method.js';
import { METHOD_V1 } from './method-v1.js';
import { score, type Score } from './score.js';
import { evidencings } from './testing/evidencing.js';
import { randomSubject, TODAY } from './testing/random-subject.js';
import { unknowings } from './testing/unknowing.js';
import { subjectOf, type WrittenSubject } from './written-subject.js';

const SUBJECTS = Number(process.env['SUBJECTS'] ?? 10_000);
/** The last bits of a sum. */
const EPSILON = 1e-9;
const NUMBERS = ['inherent', 'residual', 'projected', 'reported'] as const;

const scoreOf = (subject: WrittenSubject): Score => {
  const { facts, bestGraph } = subjectOf(subject, METHOD_V1);
  return score(facts, bestGraph, METHOD_V1, TODAY);
};

describe(`any of ${SUBJECTS} random subjects`, () => {
  it('P1: has no lower score when something of it becomes unknown', () => {
    fc.assert(
      fc.property(randomSubject, fc.nat(), (subject, pick) => {
        const ways = unknowings(subject);
        const way = ways[pick % ways.length]!;
        const before = scoreOf(subject);
        const after = scoreOf(way.subject);
        for (const number of NUMBERS) {
          if (after[number] < before[number] - EPSILON) {
            throw new Error(
              `${way.what} unknown lowers ${number} from ${before[number]} to ${after[number]}`,
            );
          }
        }
      }),
      { numRuns: SUBJECTS },
    );
  });

  it('P2: has no higher score with one more piece of favourable evidence', () => {
    fc.assert(
      fc.property(randomSubject, fc.nat(), (subject, pick) => {
        const ways = evidencings(subject, METHOD_V1);
        const way = ways[pick % ways.length]!;
        const before = scoreOf(subject);
        const after = scoreOf(way.subject);
        for (const number of NUMBERS) {
          if (after[number] > before[number] + EPSILON) {
            throw new Error(
              `evidence of ${way.what} raises ${number} from ${before[number]} to ${after[number]}`,
            );
          }
        }
      }),
      { numRuns: SUBJECTS },
    );
  });

  it('P3, P4, P5: scores to the same bytes again, by parts that add up, in order and within bounds', () => {
    fc.assert(
      fc.property(randomSubject, (subject) => {
        const found = scoreOf(subject);
        expect(JSON.stringify(scoreOf(subject))).toBe(JSON.stringify(found));
        const parts = found.domains.reduce((sum, { part }) => sum + part, found.worst.part);
        expect(parts).toBeCloseTo(found.residual, 9);
        expect(Math.max(parts, ...found.gates.map(({ floor }) => floor))).toBeCloseTo(found.reported, 9);
        expect(found.projected).toBeGreaterThanOrEqual(0);
        expect(found.residual).toBeGreaterThanOrEqual(found.projected - EPSILON);
        expect(found.inherent).toBeGreaterThanOrEqual(found.residual - EPSILON);
        expect(found.inherent).toBeLessThanOrEqual(100 + EPSILON);
        expect(found.best).toBeLessThanOrEqual(found.reported);
        expect(found.domains.map(({ code }) => code)).toEqual([...DOMAINS]);
      }),
      { numRuns: SUBJECTS },
    );
  });
});
