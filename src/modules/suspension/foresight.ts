import { Injectable } from '@nestjs/common';
import { systemActor } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { notFound } from '../../kernel/domain-error.js';
import { contentHash } from '../../platform/content-hash.js';
import { OutageService, type OutageUseCase } from '../scoring/outage.public.js';
import { contentOf, type InterruptedUse, type Stops, type SuspensionSubject } from './domain/stops.js';
import { ConcernedReadModel } from './persistence/concerned.read-model.js';

/** What a suspension would stop, and what somebody says who has looked at that. */
export interface Foreseen {
  /** Where the subject stands. */
  status: string;
  stops: Stops;
  seen: string;
  graphHash: string;
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
    private readonly concerned: ConcernedReadModel,
  ) {}

  /** Throws not-found. */
  async of(subject: SuspensionSubject, asOf: AsOf): Promise<Foreseen> {
    const status = await this.concerned.statusOf(subject, asOf);
    if (status === null) throw notFound();
    const asked = { hours: HOURS, asOf, interruptedBy: 'own_suspension' } as const;
    const outage = await this.outages.simulate(EVERYBODY, { ...asked, failed: [subject] }, 'en');
    const before = await this.outages.simulate(EVERYBODY, { ...asked, failed: [] }, 'en');
    const anyway = new Set(before.useCases.filter(({ stopped }) => stopped).map(({ id }) => id));
    const interrupted = outage.useCases.filter(
      ({ stopped, degraded, fallback }) => stopped || degraded || fallback.length > 0,
    );
    const [useCases, components, arrangements] = await Promise.all([
      this.#useCases(interrupted, anyway, asOf),
      this.concerned.components(subject, asOf),
      this.concerned.arrangements(subject, asOf),
    ]);
    const stops = { useCases, components, arrangements };
    return { status, stops, seen: contentHash(contentOf(subject, stops)), graphHash: outage.graphHash };
  }

  /** What is stopped anyway comes last; else in the order of their ids. */
  async #useCases(
    interrupted: readonly OutageUseCase[],
    anyway: ReadonlySet<string>,
    asOf: AsOf,
  ): Promise<InterruptedUse[]> {
    const [records, owners] = await Promise.all([
      this.concerned.useCases(
        interrupted.map(({ id }) => id),
        asOf,
      ),
      this.concerned.ownersOfPlans(
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
