import { Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { Clock } from '../../kernel/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { planChanges, type Recorded } from './domain/plan.js';
import type { ObligationSource } from './persistence/obligation-source.js';
import { ObligationSources } from './persistence/obligation-sources.js';
import { type ChangedSource, PlanRepository } from './persistence/plan.repository.js';
import { rowsOf } from './persistence/plan-rows.js';

/** Sources in one transaction: the graph is climbed once for all of them, within the statement timeout. */
const BATCH = 50;
const CONTEXT = systemContext('obligations.plan');
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface Planned {
  sources: number;
  changes: number;
}

/**
 * Keeps obligations in step with the facts that ask for them. Idempotent: it compares what should be with what is, so
 * running it too often costs time and nothing else. Changes leave a note in their own transaction (a trigger), which
 * goes only with the plan that it led to; the full plan is the net beneath.
 */
@Injectable()
export class ObligationPlanner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly plans: PlanRepository,
    private readonly sources: ObligationSources,
  ) {}

  /** Looks at what has changed since the last time; at everything when something changed that all depend on. */
  async planChanged(signal?: AbortSignal): Promise<Planned> {
    const total = { sources: 0, changes: 0 };
    const noted = await this.unitOfWork.run(CONTEXT, (tx) => this.plans.notedTypes(tx));
    for (const source of this.sources.all) {
      if (noted.has(source.type)) await this.#planNoted(source, total, signal);
    }
    const surroundings = await this.unitOfWork.run(CONTEXT, (tx) => this.plans.surroundingNotes(tx));
    if (surroundings.length === 0 || signal?.aborted) return total;
    const all = await this.planAll(signal);
    if (all === null) return total;
    await this.unitOfWork.run(CONTEXT, async (tx) => this.plans.dropNotes(tx, surroundings));
    return { sources: total.sources + all.sources, changes: total.changes + all.changes };
  }

  /** Looks at every dated source; null when it could not finish because another planner is at work or it must stop. */
  async planAll(signal?: AbortSignal): Promise<Planned | null> {
    const total = { sources: 0, changes: 0 };
    for (const source of this.sources.all) {
      if (!(await this.#planDated(source, total, signal))) return null;
    }
    return total;
  }

  /** Plans what notes of changes name. */
  async #planNoted(source: ObligationSource, total: Planned, signal?: AbortSignal): Promise<void> {
    for (let taken = BATCH; taken === BATCH && !signal?.aborted;) {
      const batch = await this.#exclusively(async (tx) => {
        const changed = await this.plans.takeNotes(tx, source.type, BATCH);
        return { taken: changed.length, changes: await this.#plan(tx, source, changed) };
      });
      taken = batch?.taken ?? 0;
      total.sources += taken;
      total.changes += batch?.changes ?? 0;
    }
  }

  /** Plans every dated source of a kind; false when it could not finish. */
  async #planDated(source: ObligationSource, total: Planned, signal?: AbortSignal): Promise<boolean> {
    for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
      if (signal?.aborted) return false;
      const from: string = after;
      const batch = await this.#exclusively(async (tx) => {
        const ids = await source.datedAfter(tx, from, BATCH);
        const changed = ids.map((id) => ({ id, agoMs: 0 }));
        return { ids, changes: await this.#plan(tx, source, changed) };
      });
      if (batch === null) return false;
      total.sources += batch.ids.length;
      total.changes += batch.changes;
      after = batch.ids.length < BATCH ? undefined : batch.ids.at(-1);
    }
    return true;
  }

  /** Null when another planner is at work. */
  #exclusively<T>(work: (tx: Transaction) => Promise<T>): Promise<T | null> {
    return this.unitOfWork.run(CONTEXT, async (tx) => ((await this.plans.lock(tx)) ? work(tx) : null));
  }

  /**
   * Plans what these sources ask for; says how many obligations changed. Which steps were still to come is
   * judged at the time of the change: what came due while no planner ran is late, not lost.
   */
  async #plan(tx: Transaction, source: ObligationSource, changed: readonly ChangedSource[]): Promise<number> {
    if (changed.length === 0) return 0;
    const ids = changed.map(({ id }) => id);
    const now = this.clock.now();
    const changedAt = new Map(changed.map(({ id, agoMs }) => [id, new Date(now.getTime() - agoMs)]));
    const [wanted, recorded] = await Promise.all([
      source.wanted(tx, ids, now),
      this.plans.recorded(tx, source, ids),
    ]);
    const bySource = new Map<string, Recorded[]>();
    for (const obligation of recorded) {
      bySource.set(obligation.sourceId, [...(bySource.get(obligation.sourceId) ?? []), obligation]);
    }
    const changes = [...wanted].flatMap(([id, asked]) => planChanges(asked, bySource.get(id) ?? []));
    if (changes.length === 0) return 0;
    const rows = rowsOf(changes, now, (sourceId) => changedAt.get(sourceId) ?? now);
    this.plans.write(tx, rows);
    for (const { action, obligationId, legalEntityIds, changes: changed } of rows.events) {
      tx.record({
        action,
        resource: { type: 'obligation', id: obligationId },
        legalEntityIds: auditedFor(legalEntityIds),
        changes: changed,
      });
    }
    return changes.length;
  }
}
