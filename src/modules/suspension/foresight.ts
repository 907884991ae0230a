import { Injectable } from '@nestjs/common';
import { systemActor } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { ReadDatabase } from '../../platform/database/read-database.js';
import { readsWithin } from '../../platform/database/transaction-reads.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { notFound } from '../../kernel/domain-error.js';
import { contentHash } from '../../platform/content-hash.js';
import {
  type Look,
  OutageService,
  type OutageUseCase,
  type RegisterSnapshot,
  RegisterWatch,
} from '../scoring/outage.public.js';
import { contentOf, type InterruptedUse, type Stops, type SuspensionSubject } from './domain/stops.js';
import { Concerned } from './persistence/concerned.js';

/** What a suspension would stop, and what somebody says who has looked at that. */
export interface Foreseen {
  /** Where the subject stands. */
  status: string;
  stops: Stops;
  seen: string;
  graphHash: string;
}

/** What somebody has looked at before they decide. */
export interface LookedAt {
  foreseen: Foreseen;
  since: RegisterSnapshot;
}

/** It lasts until somebody lifts it: as long as an outage can be asked to last. */
const HOURS = 8760;
/** Everything counts, whoever asks. */
const EVERYBODY = systemActor('suspension');

/** Looks at what would stop, by the simulation of an outage of the firm's own making. */
@Injectable()
export class Foresight {
  constructor(
    private readonly outages: OutageService,
    private readonly watch: RegisterWatch,
    private readonly database: ReadDatabase,
  ) {}

  /** Throws not-found. */
  of(subject: SuspensionSubject, asOf: AsOf): Promise<Foreseen> {
    return look(this.outages, subject, asOf, { reads: this.database, isRunning: false });
  }

  /** Before the transaction, since looking takes its time; throws not-found. */
  async ahead(subject: SuspensionSubject): Promise<LookedAt> {
    const since = await this.watch.begin();
    const { committed } = this.database;
    return {
      foreseen: await look(this.outages, subject, null, { reads: committed, isRunning: false }),
      since,
    };
  }

  /**
   * Within the transaction that suspends it, which holds it by then and has written nothing yet: what it stops when that commits.
   * Where anything has changed since, it is looked at again, and whoever else wants to commit a change waits for that.
   */
  async confirmed(
    tx: Transaction,
    subject: SuspensionSubject,
    { foreseen, since }: LookedAt,
  ): Promise<Foreseen> {
    const { changed } = await this.watch.hold(tx, since);
    return changed
      ? look(this.outages, subject, null, { reads: readsWithin(tx), isRunning: true })
      : foreseen;
  }
}

async function look(
  outages: OutageService,
  subject: SuspensionSubject,
  asOf: AsOf,
  from: Look,
): Promise<Foreseen> {
  const concerned = new Concerned(from.reads);
  const status = await concerned.statusOf(subject, asOf);
  if (status === null) throw notFound();
  const asked = { hours: HOURS, asOf, interruptedBy: 'own_suspension', failed: [subject] } as const;
  const { outage, before } = await outages.interruption(EVERYBODY, asked, 'en', from);
  const anyway = new Set(before.useCases.filter(({ stopped }) => stopped).map(({ id }) => id));
  const interrupted = outage.useCases.filter(
    ({ stopped, degraded, fallback }) => stopped || degraded || fallback.length > 0,
  );
  const [useCases, components, arrangements] = await Promise.all([
    interruptedUses(concerned, interrupted, anyway, asOf),
    concerned.components(subject, asOf),
    concerned.arrangements(subject, asOf),
  ]);
  const stops = { useCases, components, arrangements };
  return { status, stops, seen: contentHash(contentOf(subject, stops)), graphHash: outage.graphHash };
}

/** What is stopped anyway comes last; else in the order of their ids. */
async function interruptedUses(
  concerned: Concerned,
  interrupted: readonly OutageUseCase[],
  anyway: ReadonlySet<string>,
  asOf: AsOf,
): Promise<InterruptedUse[]> {
  const [records, owners] = await Promise.all([
    concerned.useCases(
      interrupted.map(({ id }) => id),
      asOf,
    ),
    concerned.ownersOfPlans(
      interrupted.flatMap(({ planId }) => planId ?? []),
      asOf,
    ),
  ]);
  return interrupted
    .map((use) => ({
      ...interruptedUse(use),
      stopsAnyway: anyway.has(use.id),
      status: records.get(use.id)?.status ?? '',
      legalEntityIds: records.get(use.id)?.legalEntityIds ?? [],
      planLegalEntityId: use.planId === null ? null : (owners.get(use.planId) ?? null),
    }))
    .sort((a, b) => Number(a.stopsAnyway) - Number(b.stopsAnyway) || (a.id < b.id ? -1 : 1));
}

/** How long it lasts is not known: without a recovery that is, neither is by how much that is too long. */
function interruptedUse(
  use: OutageUseCase,
): Omit<InterruptedUse, 'stopsAnyway' | 'status' | 'legalEntityIds' | 'planLegalEntityId'> {
  const { id, name, nameZhHant, tier, stopped, degraded, planId, planState } = use;
  const { recoveryHours, toleranceHours, gapHours } = use;
  const isInterrupted = stopped || degraded;
  return {
    ...{ id, name, nameZhHant, tier, stopped, degraded, planId, planState, recoveryHours, toleranceHours },
    gapHours: isInterrupted && recoveryHours === null ? null : gapHours,
    fallback: use.fallback.map(({ of, node, evidence }) => ({ of: { ...of }, node: { ...node }, evidence })),
  };
}
