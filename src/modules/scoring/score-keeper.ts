import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { newId } from '../../kernel/ids.js';
import { logger } from '../../platform/logging.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type ScoreInputs, ScoreWorld } from './domain/score-all.js';
import type { ScoreSubject } from './domain/score-subjects.js';
import type { Method } from './engine/method.js';
import { score } from './engine/score.js';
import { hashOf } from './graph-hash.js';
import { hashOfInputs, hashOfResult } from './score-hash.js';
import { MethodRepository } from './persistence/method.repository.js';
import { type LoadedScoreFacts, ScoreFactsReadModel } from './persistence/score-facts.read-model.js';
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

/** Stands for the provider that is not recorded. */
export const NO_PROVIDER = '00000000-0000-0000-0000-000000000000';

export interface KeptScores {
  subjects: number;
  changed: number;
  failed: number;
}

/**
 * Keeps stored scores in step with what they are made of. It compares what should be with what is: a score is stored again
 * only when its inputs, its method or its figures are others. A subject that the engine cannot score is marked, and tried
 * again when anything changes; the others are not held up.
 */
@Injectable()
export class ScoreKeeper {
  #seen: (Pick<LoadedScoreFacts, 'snapshot' | 'brought'> & { today: string; failed: number }) | null = null;

  constructor(
    private readonly facts: ScoreFactsReadModel,
    private readonly scores: ScoreRepository,
    private readonly methods: MethodRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Looks whether anything has changed, and brings the scores up to date. */
  async keep(signal?: AbortSignal): Promise<KeptScores> {
    const today = localDate(this.clock.now(), HOME_TIME_ZONE);
    const seen = this.#seen;
    if (seen?.today === today && seen.failed === 0 && !(await this.facts.hasChangedSince(seen))) {
      return { subjects: 0, changed: 0, failed: 0 };
    }
    const kept = await this.scores.exclusively(() => this.#keepAll(today, signal));
    return kept ?? { subjects: 0, changed: 0, failed: 0 };
  }

  async #keepAll(today: string, signal?: AbortSignal): Promise<KeptScores> {
    const startedAt = new Date();
    const loaded = await this.facts.load(today);
    const method = await this.methods.inUse();
    const kept = new Map((await this.scores.kept()).map((one) => [keyOf(one.useCaseId, one.subjectId), one]));
    const world = new ScoreWorld(loaded, method, today);
    const about = { method, today, graphHash: hashOf(world.portfolio) };
    const total = { subjects: 0, changed: 0, failed: 0 };
    const tell = async (done: number, finished: boolean): Promise<void> => {
      if (total.changed + total.failed === 0) return; // nothing to tell of
      const subjects = world.subjects.length;
      await this.scores.tell({
        ...total,
        methodVersion: method.version,
        subjects,
        done,
        startedAt,
        finished,
      });
    };
    for (let from = 0; from < world.subjects.length; from += BATCH) {
      if (signal?.aborted) return total;
      const batch = await this.#score(world, world.subjects.slice(from, from + BATCH), kept, about);
      await this.#write(batch, method.version);
      total.subjects = Math.min(from + BATCH, world.subjects.length);
      total.changed += batch.rows.length;
      total.failed += batch.failed.length;
      if (batch.rows.length + batch.failed.length > 0) await tell(total.subjects, false);
    }
    total.changed += await this.#retireOthers(world.subjects, kept);
    await tell(total.subjects, true);
    this.#seen = { snapshot: loaded.snapshot, brought: loaded.brought, today, failed: total.failed };
    return total;
  }

  async #score(
    world: ScoreWorld,
    subjects: readonly ScoreSubject[],
    kept: ReadonlyMap<string, KeptScore>,
    about: About,
  ): Promise<Batch> {
    const batch: Batch = { rows: [], failed: [] };
    let turn = performance.now();
    for (const subject of subjects) {
      const known = kept.get(keyOf(subject.useCaseId, subject.providerId ?? NO_PROVIDER));
      try {
        const row = rowOf(world.inputs(subject), known, about);
        if (row) batch.rows.push(row);
      } catch (error) {
        logger.error({ err: error, useCaseId: subject.useCaseId }, 'a score could not be computed');
        const components = world.componentsOf(subject);
        batch.failed.push({ ...addressOf(subject, about), components, sources: {}, error: kindOf(error) });
      }
      if (performance.now() - turn > TURN_MS) {
        await setImmediate();
        turn = performance.now();
      }
    }
    return batch;
  }

  async #write({ rows, failed }: Batch, methodVersion: string): Promise<void> {
    if (rows.length + failed.length === 0) return;
    const committed = await this.unitOfWork.run(CONTEXT, async (tx) => {
      const stored = await this.scores.store(tx, rows, failed);
      tx.record({
        action: 'score.computed',
        resource: { type: 'score', id: rows[0]?.use_case_id ?? failed[0]?.use_case_id ?? '' },
        legalEntityIds: null,
        changes: { computed: rows.length, failed: failed.length, methodVersion },
      });
      return stored;
    });
    committed();
  }

  /** A subject goes when its use case is retired, or stands on nothing of that provider any more. */
  async #retireOthers(
    subjects: readonly ScoreSubject[],
    kept: ReadonlyMap<string, KeptScore>,
  ): Promise<number> {
    const present = new Set(
      subjects.map(({ useCaseId, providerId }) => keyOf(useCaseId, providerId ?? NO_PROVIDER)),
    );
    const gone = [...kept]
      .filter(([key, { retired }]) => !retired && !present.has(key))
      .map(([, one]) => one);
    if (gone.length === 0) return 0;
    await this.unitOfWork.run(CONTEXT, (tx) => {
      this.scores.retire(tx, gone);
      tx.record({
        action: 'score.retired',
        resource: { type: 'score', id: gone[0]?.useCaseId ?? '' },
        legalEntityIds: null,
        changes: { retired: gone.length },
      });
      return Promise.resolve();
    });
    return gone.length;
  }
}

interface About {
  method: Method;
  today: string;
  graphHash: string;
}

interface Batch {
  rows: ScoreRow[];
  failed: FailedScoreRow[];
}

function keyOf(useCaseId: string, subjectId: string): string {
  return `${useCaseId} ${subjectId}`;
}

function addressOf(subject: ScoreSubject, { method, today, graphHash }: About) {
  return {
    id: newId(),
    use_case_id: subject.useCaseId,
    subject_id: subject.providerId ?? NO_PROVIDER,
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
    !kept.failed &&
    kept.inputsHash === inputsHash &&
    kept.methodVersion === method.version;
  if (same && kept.scoredOn === today) return null;
  const result = score(inputs.facts, inputs.bestGraph, method, today);
  const resultHash = hashOfResult(result);
  if (same && kept.resultHash === resultHash) return null;
  return {
    ...addressOf(inputs.subject, about),
    components: inputs.components,
    inputs: { facts, bestGraph: inputs.bestGraph },
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
