import { Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { addDays, Clock, localDate } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { logger } from '../../platform/logging.js';
import { type FindingChange, planFindings } from './domain/finding-plan.js';
import { type ClosedBecause, DAYS_TO_DECIDE } from './domain/limit-codes.js';
import type { MeasuredLimits } from './domain/measure-limits.js';
import { registerOfEntity } from './domain/register-of-entity.js';
import { graphMethodOf } from './engine/method.js';
import { EngineThreads } from './engine-threads.js';
import {
  type LimitInForce,
  LimitKeepingRepository,
  type LimitState,
} from './persistence/limit-keeping.repository.js';
import { type LoadedFacts, RegisterGraphReadModel } from './persistence/register-graph.read-model.js';
import { MethodRepository } from './persistence/method.repository.js';
import { ASIDE } from './persistence/aside.js';
import type { RegisterSnapshot } from '../../platform/database/register-snapshot.js';

const JOB = 'limits.keep';
const CONTEXT = systemContext(JOB);
/** How often a register that changes under the measuring is measured anew before what was found is written all the same. */
const ATTEMPTS = 3;
/** As `textOf` writes no limits at all: then no change of the register matters. */
const NONE = '[]';
/** What passes by itself: it is tried again at the next look, and not only after a change. */
const PASSING = new Set(['unavailable', 'internal-error']);

export interface KeptLimits {
  limits: number;
  opened: number;
  closed: number;
  lapsed: number;
  failed: number;
}

/** A limit with what was measured of it, or why it could not be. */
type Outcome =
  { limit: LimitInForce; graphHash: string; measured: MeasuredLimits['limits'][number] } | Failed;
interface Failed {
  limit: LimitInForce;
  error: string;
}

/**
 * Keeps the findings of concentration limits in step with the graph: it measures every limit that holds, and compares what
 * exceeds it with what is recorded. Measuring takes no connection and writes nothing; what was measured of a register that
 * has changed meanwhile is measured anew, so that an older state never overwrites a newer one.
 */
@Injectable()
export class LimitKeeper {
  #seen: (RegisterSnapshot & { today: string; inForce: string }) | null = null;

  constructor(
    private readonly register: RegisterGraphReadModel,
    private readonly keeping: LimitKeepingRepository,
    private readonly methods: MethodRepository,
    private readonly threads: EngineThreads,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Ends what has lapsed; looks whether anything has changed, and brings the findings up to date. */
  async keep(signal?: AbortSignal): Promise<KeptLimits> {
    const now = this.clock.now();
    const lapsed = await this.#lapse(now);
    const kept = await this.#keepChanged(now, signal);
    return { ...kept, lapsed };
  }

  async #keepChanged(now: Date, signal?: AbortSignal): Promise<Omit<KeptLimits, 'lapsed'>> {
    const nothing = { limits: 0, opened: 0, closed: 0, failed: 0 };
    const today = localDate(now, HOME_TIME_ZONE);
    const seen = this.#seen;
    const inForce = textOf(await this.keeping.inForce(now));
    const isSame = seen?.today === today && seen.inForce === inForce;
    if (isSame && (seen.inForce === NONE || !(await this.register.hasChangedSince(seen, ASIDE))))
      return nothing;
    for (let attempt = 1; attempt <= ATTEMPTS && !signal?.aborted; attempt++) {
      const facts = await this.register.load(null, null);
      // Read after the facts: a limit that changes in between is a change that their snapshot does not see.
      const limits = await this.keeping.inForce(now);
      const outcomes = await this.#measure(facts, limits, today);
      const written = await this.unitOfWork.run(CONTEXT, (tx) =>
        this.#write(tx, facts, outcomes, now, attempt === ATTEMPTS),
      );
      if (written === 'busy') return nothing;
      if (written === 'outdated') continue;
      const failed = outcomes.filter((outcome): outcome is Failed => 'error' in outcome);
      const again = failed.some(({ error }) => PASSING.has(error));
      const { snapshot, brought } = facts;
      this.#seen = again ? null : { snapshot, brought, today, inForce: textOf(limits) };
      return { limits: limits.length, ...written, failed: failed.length };
    }
    return nothing;
  }

  /** One question to a thread for each legal entity: its limits are measured on one graph. */
  async #measure(facts: LoadedFacts, limits: readonly LimitInForce[], today: string): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    const method = graphMethodOf(await this.methods.inUse());
    for (const legalEntityId of new Set(limits.map((limit) => limit.legalEntityId))) {
      const own = limits.filter((limit) => limit.legalEntityId === legalEntityId);
      const register = registerOfEntity(facts, legalEntityId);
      try {
        const question = { register, limits: own, today, method };
        const answer = await this.threads.ask('measureLimitsOf', () => question);
        const { graphHash, limits: measured } = JSON.parse(answer) as MeasuredLimits;
        const byId = new Map(measured.map((one) => [one.id, one]));
        outcomes.push(...own.map((limit) => ({ limit, graphHash, measured: byId.get(limit.id)! })));
      } catch (error) {
        logger.error({ err: error, legalEntityId }, 'concentration limits could not be measured');
        const code = error instanceof DomainError ? error.code : 'internal-error';
        outcomes.push(...own.map((limit) => ({ limit, error: code })));
      }
    }
    return outcomes;
  }

  /** Null changes are no changes: only what differs is written. */
  async #write(
    tx: Transaction,
    snapshot: RegisterSnapshot,
    outcomes: readonly Outcome[],
    now: Date,
    isLast: boolean,
  ): Promise<'busy' | 'outdated' | { opened: number; closed: number }> {
    if (!(await this.keeping.lock(tx))) return 'busy';
    if (!isLast && (await this.keeping.hasChanged(tx, snapshot, ASIDE))) return 'outdated';
    const [states, open] = [await this.keeping.states(tx), await this.keeping.open(tx)];
    const total = { opened: 0, closed: 0 };
    for (const outcome of outcomes) {
      const { limit } = outcome;
      // Who found no thread free knows nothing new: what was measured last stands until the next look.
      if ('error' in outcome && outcome.error === 'unavailable') continue;
      const known = states.get(limit.id);
      const state = stateOf(outcome, known);
      if (!isSameState(known, state)) {
        this.keeping.storeState(tx, limit.id, state, now);
        const { value, graphHash, error } = state;
        recordLimit(tx, limit, { value, graphHash, error });
      }
      if ('error' in outcome) continue;
      const changes = planFindings(open.get(limit.id) ?? [], outcome.measured.excesses, limit.threshold ?? 0);
      this.#carryOut(tx, limit, changes, now);
      total.opened += changes.filter(({ type }) => type === 'open').length;
      total.closed += changes.filter(({ type }) => type === 'close').length;
    }
    total.closed += await this.#closeOrphans(tx, outcomes, now);
    return total;
  }

  #carryOut(tx: Transaction, limit: LimitInForce, changes: readonly FindingChange[], now: Date): void {
    const threshold = limit.threshold ?? 0;
    const decideBy = addDays(localDate(now, limit.timeZone), DAYS_TO_DECIDE);
    const about = { legalEntityId: limit.legalEntityId };
    const found = changes.flatMap((change) =>
      change.type === 'open' ? [{ ...change.excess, id: newId(), threshold, decideBy }] : [],
    );
    const remeasured = changes.flatMap((change) =>
      change.type === 'measure'
        ? [{ ...change.excess, id: change.finding.id, threshold, ends: change.ends, decideBy }]
        : [],
    );
    const gone = changes.flatMap((change) => (change.type === 'close' ? [change.finding.id] : []));
    this.keeping.find(tx, limit, found, now);
    this.keeping.remeasure(tx, remeasured, now);
    this.keeping.close(tx, gone, 'within_limit', now);
    for (const { id, node, value } of found) {
      record(tx, 'opened', { id, ...about }, { limitId: limit.id, node, value, threshold });
    }
    for (const change of changes) {
      if (change.type !== 'measure') continue;
      const { finding, excess, ends } = change;
      record(tx, 'remeasured', { id: finding.id, ...about }, moved(finding, { ...excess, threshold }));
      if (ends) record(tx, 'acceptance_ended', { id: finding.id, ...about }, { because: ends });
    }
    for (const id of gone) recordClosed(tx, { id, ...about }, 'within_limit');
  }

  async #closeOrphans(tx: Transaction, outcomes: readonly Outcome[], now: Date): Promise<number> {
    const orphans = await this.keeping.orphans(
      tx,
      outcomes.map(({ limit }) => limit.id),
    );
    this.keeping.close(
      tx,
      orphans.map(({ id }) => id),
      'limit_not_in_force',
      now,
    );
    for (const orphan of orphans) recordClosed(tx, orphan, 'limit_not_in_force');
    return orphans.length;
  }

  #lapse(now: Date): Promise<number> {
    return this.unitOfWork.run(CONTEXT, async (tx) => {
      const lapsed = await this.keeping.lapse(tx, now, DAYS_TO_DECIDE);
      for (const finding of lapsed) {
        if (finding.acceptance) record(tx, 'acceptance_ended', finding, { because: 'expired' });
        if (finding.treatment) record(tx, 'treatment_lapsed', finding, {});
      }
      return lapsed.length;
    });
  }
}

/** A limit that could not be measured keeps what was measured of it the last time. */
function stateOf(outcome: Outcome, known: LimitState | undefined): LimitState {
  if ('error' in outcome) {
    const last = known ?? { threshold: null, value: null, covers: [], graphHash: null };
    return { ...last, error: outcome.error };
  }
  const { limit, graphHash, measured } = outcome;
  const { value, covers } = measured;
  return { threshold: limit.threshold, value, covers, graphHash, error: null };
}

function isSameState(a: LimitState | undefined, b: LimitState): boolean {
  if (a === undefined) return false;
  const text = ({ threshold, value, covers, graphHash, error }: LimitState): string =>
    JSON.stringify([threshold, value, covers, graphHash, error]);
  return text(a) === text(b);
}

function textOf(limits: readonly LimitInForce[]): string {
  return JSON.stringify(limits.map(({ id, rowVersion, timeZone }) => [id, rowVersion, timeZone]));
}

/** What of a finding is another now, for the audit log. */
function moved(
  from: { value: number; threshold: number; useCaseIds: readonly string[] },
  to: { value: number; threshold: number; useCaseIds: readonly string[] },
): Record<string, unknown> {
  const figures = (['value', 'threshold'] as const).filter((field) => from[field] !== to[field]);
  return {
    ...Object.fromEntries(figures.map((field) => [field, { from: from[field], to: to[field] }])),
    ...(from.useCaseIds.join() === to.useCaseIds.join()
      ? {}
      : { useCases: { from: from.useCaseIds.length, to: to.useCaseIds.length } }),
  };
}

interface Addressed {
  id: string;
  legalEntityId: string;
}

function recordClosed(tx: Transaction, finding: Addressed, because: ClosedBecause): void {
  record(tx, 'closed', finding, { because });
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Addressed,
  changes: Readonly<Record<string, unknown>>,
): void {
  tx.record({
    action: `concentration_finding.${what}`,
    resource: { type: 'concentration_finding', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes,
  });
}

function recordLimit(
  tx: Transaction,
  { id, legalEntityId }: LimitInForce,
  changes: Readonly<Record<string, unknown>>,
): void {
  tx.record({
    action: 'concentration_limit.measured',
    resource: { type: 'concentration_limit', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes,
  });
}
