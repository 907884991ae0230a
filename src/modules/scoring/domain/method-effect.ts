import { assertGoesOn, type ComputationLimits } from '../engine/graph/computation-limits.js';
import { BANDS, type Band, type Method } from '../engine/method.js';
import { laxerValues } from '../engine/laxer-values.js';
import { score } from '../engine/score.js';
import type { ScoreFacts } from './score-facts.js';
import { ScoreWorld } from './score-all.js';
import { providerNames, useCaseNames } from './subject-names.js';
import { subjectIdOf } from './score-subjects.js';
import { type SeenSubjects, subjectFilter } from './visibility.js';

export interface EffectQuestion {
  facts: ScoreFacts;
  /** The method in use, and the one that might be. */
  present: Method;
  proposed: Method;
  /** YYYY-MM-DD */
  today: string;
  /** How many scores to list. */
  limit: number;
  /** What the asker sees; the scores of others are counted and not named. */
  seen: SeenSubjects;
}

interface Figures {
  residual: number;
  reported: number;
  band: Band;
}

/**
 * What a method would make of every score, beside the one in use; those that move most first.
 * @throws PortfolioTooComplexError when the caller's time is up
 */
export function methodEffect(
  { facts, present, proposed, today, limit, seen }: EffectQuestion,
  limits: ComputationLimits,
) {
  const names = new Map([...facts.useCases, ...facts.providers].map((record) => [record.id, record]));
  const before = new ScoreWorld(facts, present, today);
  const after = new ScoreWorld(facts, proposed, today);
  const scored = before.subjects.map((subject) => {
    assertGoesOn(limits);
    return {
      subject,
      before: figuresOf(before, subject, present, today),
      after: figuresOf(after, subject, proposed, today),
    };
  });
  const moves = scored.filter(
    ({ before: was, after: is }) => was.reported !== is.reported || was.residual !== is.residual,
  );
  const isSeen = subjectFilter(seen);
  const shown = moves.filter(({ subject }) => isSeen(subject));
  return {
    methodVersion: proposed.version,
    comparedWith: present.version,
    subjects: scored.length,
    moved: moves.length,
    hidden: moves.length - shown.length,
    laxer: laxerValues(proposed),
    bandsUp: scored.filter((one) => rise(one) > 0).length,
    bandsDown: scored.filter((one) => rise(one) < 0).length,
    items: shown
      .sort((a, b) => distance(b) - distance(a) || (a.subject.useCaseId < b.subject.useCaseId ? -1 : 1))
      .slice(0, limit)
      .map(({ subject, before: was, after: is }) => ({
        useCaseId: subject.useCaseId,
        ...useCaseNames(names.get(subject.useCaseId)),
        arrangementId: subjectIdOf(subject),
        covered: subject.arrangementId !== null,
        providerId: subject.providerId,
        ...providerNames(subject.providerId === null ? undefined : names.get(subject.providerId)),
        before: was,
        after: is,
      })),
  };
}

interface Pair {
  before: Figures;
  after: Figures;
}

function rise({ before, after }: Pair): number {
  return BANDS.indexOf(after.band) - BANDS.indexOf(before.band);
}

function distance({ before, after }: Pair): number {
  return Math.abs(after.reported - before.reported);
}

function figuresOf(
  world: ScoreWorld,
  subject: ScoreWorld['subjects'][number],
  method: Method,
  today: string,
): Figures {
  const { facts, bestGraph } = world.inputs(subject);
  const { residual, reported, band } = score(facts, bestGraph, method, today);
  return { residual, reported, band };
}
