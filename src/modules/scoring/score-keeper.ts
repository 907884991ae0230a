import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { newId } from '../../kernel/ids.js';
import { logger } from '../../platform/logging.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ScoreInputs } from './domain/score-facts.js';
import { ScoreWorld } from './domain/score-all.js';
import { type ScoreSubject, subjectIdOf } from './domain/score-subjects.js';
import type { Method } from './engine/method.js';
import { score } from './engine/score.js';
import { GraphHash, hashOfValue } from './graph-hash.js';
import { hashOfInputs, hashOfResult } from './score-hash.js';
import {
  type CoveredSubject,
  IndemnityCoverageRepository,
  type JudgedCoverage,
  type KeptCoverage,
} from './persistence/indemnity-coverage.repository.js';
import { MethodRepository } from './persistence/method.repository.js';
import type { RegisterSnapshot } from '../../platform/database/register-snapshot.js';
import { ScoreFactsReadModel } from './persistence/score-facts.read-model.js';
import {
  type FailedScoreRow,
  type KeptScore,
  ScoreRepository,
  type ScoreRow,
} from './persistence/score.repository.js';

/** Subjects in one transaction. */
const BATCH = 200;
/** How long one turn of the event loop may be taken from others. */
const TURN_MS = 10;
const CONTEXT = systemContext('scores.keep');

const NOTHING: KeptScores = { subjects: 0, changed: 0, failed: 0 };

/** The facts of a snapshot as a world, and the subjects that could not be scored then. */
interface Seen extends RegisterSnapshot {
  world: ScoreWorld;
  graphHash: GraphHash;
  failed: readonly ScoreSubject[];
}

/** A world that was brought up to date, and what of it has to be looked at. */
interface Due extends Omit<Seen, 'failed'> {
  subjects: readonly ScoreSubject[];
  /** Ids of the use cases whose scores may be others, or be no more; null: of all. */
  useCases: ReadonlySet<string> | null;
  /** Those of them for whose subjects somebody else may pay; null: of all. Edges, controls and limits change nothing of it. */
  judged: ReadonlySet<string> | null;
}

export interface KeptScores {
  subjects: number;
  changed: number;
  failed: number;
}

/**
 * Keeps stored scores in step with what they are made of, and the coverage of indemnities with them. It compares what should
 * be with what is: a score is stored again only when its inputs, its method or its figures are others, and who would pay only
 * when that is another. A subject that the engine cannot score is marked, and tried again when anything changes; the others
 * are not held up.
 */
@Injectable()
export class ScoreKeeper {
  /** The facts as they were when they were looked at last; null: never, or they may have been lost half-way. */
  #seen: Seen | null = null;

  constructor(
    private readonly facts: ScoreFactsReadModel,
    private readonly scores: ScoreRepository,
    private readonly coverage: IndemnityCoverageRepository,
    private readonly methods: MethodRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Looks whether anything has changed, and brings the scores up to date. */
  async keep(signal?: AbortSignal): Promise<KeptScores> {
    const today = localDate(this.clock.now(), HOME_TIME_ZONE);
    const seen = this.#seen;
    if (seen?.world.today === today && !(await this.facts.hasChangedSince(seen))) return NOTHING;
    const kept = await this.scores.exclusively((isLost) =>
      this.#keep(today, () => signal?.aborted === true || isLost()),
    );
    return kept ?? NOTHING;
  }

  async #keep(today: string, isToStop: () => boolean): Promise<KeptScores> {
    const startedAt = new Date();
    const seen = this.#seen;
    this.#seen = null; // until all of it is done: what is left out now would never be looked at again
    const due = await this.#due(today, seen);
    const { world, subjects } = due;
    const useCaseIds = due.useCases && [...due.useCases];
    const kept: Kept = {
      scores: bySubject(await this.scores.kept(useCaseIds)),
      coverage: bySubject(await this.coverage.kept(due.judged && [...due.judged])),
    };
    const about = { method: world.method, today, graphHash: due.graphHash.hex, judged: due.judged };
    const total: KeptScores = { subjects: 0, changed: 0, failed: 0 };
    const failed: ScoreSubject[] = [];
    const tell = async (finished: boolean): Promise<void> => {
      if (total.changed + total.failed === 0) return; // nothing to tell of
      await this.scores.tell({
        ...total,
        methodVersion: world.method.version,
        subjects: subjects.length,
        done: total.subjects,
        startedAt,
        finished,
      });
    };
    const write = async (batch: Batch, done: number): Promise<void> => {
      await this.#write(batch, world.method.version);
      failed.push(...batch.notScored);
      total.subjects = done;
      total.changed += batch.rows.length;
      total.failed += batch.failed.length;
      if (batch.rows.length + batch.failed.length > 0) await tell(false);
    };
    // While PostgreSQL writes one batch, the next is scored.
    let writing = Promise.resolve();
    for (let from = 0; from < subjects.length && !isToStop(); from += BATCH) {
      const batch = await this.#score(world, subjects.slice(from, from + BATCH), kept, about);
      await writing;
      writing = write(batch, Math.min(from + BATCH, subjects.length));
      writing.catch(() => undefined); // it is awaited, after the next batch
    }
    await writing;
    if (total.subjects < subjects.length) return total;
    const standing = useCaseIds ? useCaseIds.flatMap((id) => world.subjectsOf(id)) : world.subjects;
    total.changed += await this.#retireOthers(standing, kept);
    await tell(true);
    await this.scores.finishRun();
    this.#seen = { ...snapshotOf(due), world, graphHash: due.graphHash, failed };
    return total;
  }

  /** The world as it is now, and what has to be looked at. */
  async #due(today: string, seen: Seen | null): Promise<Due> {
    const changes = seen?.world.today === today ? await this.facts.changesSince(seen, today) : null;
    // The method is read after the facts: one that is approved in between is a change that their snapshot does not see.
    const goesOn = changes !== null && (await this.methods.inUse()).version === seen?.world.method.version;
    if (goesOn) {
      const { world, failed } = seen;
      const before = world.portfolio;
      const touched = world.apply(changes);
      const again = failed.filter((subject) => world.has(subject));
      const subjects = new Set([...touched.subjects, ...again]);
      const judged = new Set([...touched.found, ...again.map(({ useCaseId }) => useCaseId)]);
      const useCases = new Set([...touched.found, ...[...subjects].map(({ useCaseId }) => useCaseId)]);
      const graphHash =
        world.portfolio === before ? seen.graphHash : new GraphHash(world.portfolio, seen.graphHash);
      return { ...snapshotOf(changes), world, graphHash, subjects: [...subjects], useCases, judged };
    }
    const loaded = await this.facts.load(today);
    const world = new ScoreWorld(loaded, await this.methods.inUse(), today);
    const graphHash = new GraphHash(world.portfolio);
    return {
      ...snapshotOf(loaded),
      world,
      graphHash,
      subjects: world.subjects,
      useCases: null,
      judged: null,
    };
  }

  async #score(
    world: ScoreWorld,
    subjects: readonly ScoreSubject[],
    kept: Kept,
    about: About,
  ): Promise<Batch> {
    const batch: Batch = { rows: [], failed: [], notScored: [], judged: [] };
    let turn = performance.now();
    for (const subject of subjects) {
      const key = keyOf(subject.useCaseId, subjectIdOf(subject));
      const known = kept.scores.get(key);
      try {
        if (about.judged?.has(subject.useCaseId) ?? true) {
          const judged = judgedOf(subject, world);
          if (kept.coverage.get(key)?.hash !== judged.hash) batch.judged.push(judged);
        }
        const row = rowOf(world.inputs(subject), known, about);
        if (row) batch.rows.push(row);
      } catch (error) {
        logger.error({ err: error, useCaseId: subject.useCaseId }, 'a score could not be computed');
        const components = world.componentsOf(subject);
        const marked = known !== undefined && !known.retired && known.error === kindOf(error);
        batch.notScored.push(subject);
        if (!marked) {
          batch.failed.push({ ...addressOf(subject, about), components, sources: {}, error: kindOf(error) });
        }
      }
      if (performance.now() - turn > TURN_MS) {
        await setImmediate();
        turn = performance.now();
      }
    }
    return batch;
  }

  async #write({ rows, failed, judged }: Batch, methodVersion: string): Promise<void> {
    const scored = rows.length + failed.length;
    if (scored + judged.length === 0) return;
    const committed = await this.unitOfWork.run(CONTEXT, async (tx) => {
      const stored = await this.scores.store(tx, rows, failed);
      this.coverage.store(tx, judged);
      if (scored > 0) {
        tx.record({
          action: 'score.computed',
          resource: { type: 'score', id: rows[0]?.use_case_id ?? failed[0]?.use_case_id ?? '' },
          legalEntityIds: null,
          changes: { computed: rows.length, failed: failed.length, methodVersion },
        });
      }
      recordCoverage(tx, 'judged', judged);
      return stored;
    });
    committed();
  }

  /**
   * A subject goes when its use case is retired, or stands on nothing of that provider any more. Returns how many scores are
   * no more.
   */
  async #retireOthers(subjects: readonly ScoreSubject[], kept: Kept): Promise<number> {
    const present = new Set(subjects.map((subject) => keyOf(subject.useCaseId, subjectIdOf(subject))));
    const goneOf = <T>(known: ReadonlyMap<string, T>): T[] =>
      [...known].filter(([key]) => !present.has(key)).map(([, one]) => one);
    const gone = goneOf(kept.scores).filter(({ retired }) => !retired);
    const uncovered = goneOf(kept.coverage);
    if (gone.length + uncovered.length === 0) return 0;
    await this.unitOfWork.run(CONTEXT, (tx) => {
      this.scores.retire(tx, gone);
      this.coverage.retire(tx, uncovered);
      if (gone.length > 0) {
        tx.record({
          action: 'score.retired',
          resource: { type: 'score', id: gone[0]?.useCaseId ?? '' },
          legalEntityIds: null,
          changes: { retired: gone.length },
        });
      }
      recordCoverage(tx, 'retired', uncovered);
      return Promise.resolve();
    });
    return gone.length;
  }
}

/** What is stored, by subject. */
interface Kept {
  scores: ReadonlyMap<string, KeptScore>;
  coverage: ReadonlyMap<string, KeptCoverage>;
}

interface About {
  method: Method;
  today: string;
  graphHash: string;
  judged: Due['judged'];
}

interface Batch {
  rows: ScoreRow[];
  failed: FailedScoreRow[];
  notScored: ScoreSubject[];
  /** Those for whom somebody else would pay than is stored. */
  judged: JudgedCoverage[];
}

function snapshotOf({ snapshot, brought }: RegisterSnapshot): RegisterSnapshot {
  return { snapshot, brought };
}

function keyOf(useCaseId: string, subjectId: string): string {
  return `${useCaseId} ${subjectId}`;
}

function bySubject<T extends CoveredSubject>(stored: readonly T[]): ReadonlyMap<string, T> {
  return new Map(stored.map((one) => [keyOf(one.useCaseId, one.subjectId), one]));
}

function judgedOf(subject: ScoreSubject, world: ScoreWorld): JudgedCoverage {
  const rows = world.coverage(subject);
  return { useCaseId: subject.useCaseId, subjectId: subjectIdOf(subject), rows, hash: hashOfValue(rows) };
}

/** One entry for a batch, as of scores. */
function recordCoverage(
  tx: Transaction,
  what: 'judged' | 'retired',
  subjects: readonly CoveredSubject[],
): void {
  const [first] = subjects;
  if (first === undefined) return;
  tx.record({
    action: `indemnity_coverage.${what}`,
    resource: { type: 'indemnity_coverage', id: first.useCaseId },
    legalEntityIds: null,
    changes: { [what]: subjects.length },
  });
}

function addressOf(subject: ScoreSubject, { method, today, graphHash }: About) {
  return {
    id: newId(),
    use_case_id: subject.useCaseId,
    subject_id: subjectIdOf(subject),
    arrangement_id: subject.arrangementId,
    provider_id: subject.providerId,
    method_version: method.version,
    scored_on: today,
    graph_hash: graphHash,
  };
}

/** The row to store, or null when what is kept still holds. */
function rowOf(inputs: ScoreInputs, kept: KeptScore | undefined, about: About): ScoreRow | null {
  const { method, today } = about;
  const { components: _stored, ...facts } = inputs.facts;
  const inputsHash = hashOfInputs(inputs.facts, inputs.bestGraph);
  const same =
    kept !== undefined &&
    !kept.retired &&
    kept.error === null &&
    kept.inputsHash === inputsHash &&
    kept.methodVersion === method.version;
  if (same && kept.scoredOn === today) return null;
  const result = score(inputs.facts, inputs.bestGraph, method, today);
  const resultHash = hashOfResult(result);
  if (same && kept.resultHash === resultHash) return null;
  return {
    ...addressOf(inputs.subject, about),
    components: inputs.components,
    inputs: { facts, bestGraph: inputs.bestGraph, undisclosed: inputs.undisclosed },
    inputs_hash: inputsHash,
    result_hash: resultHash,
    sources: inputs.sources,
    tier: inputs.facts.tier,
    band: result.band,
    inherent: result.inherent,
    residual: result.residual,
    projected: result.projected,
    reported: result.reported,
    best: result.best,
    confidence: result.confidence,
    gates: result.gates.map(({ code }) => code),
  };
}

/** The kind of an error; its message may name what somebody may not see. */
function kindOf(error: unknown): string {
  return error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
}
