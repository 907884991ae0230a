import { Injectable } from '@nestjs/common';
import type { Actor, Locale } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { Clock } from '../../kernel/clock.js';
import { invalid } from '../../kernel/domain-error.js';
import type { Reads } from '../../platform/database/read-database.js';
import type { Case } from '../continuity/plans.public.js';
import { fallbackKey, type TestedFallback } from './domain/fallback-tests.js';
import { baseModelNodeId, parentNodeId } from './domain/node-ids.js';
import type { NodeName } from './domain/node-name.js';
import { nodeName } from './domain/node-name.js';
import { type OutagePlan, planInOutage, type PlanInOutage } from './domain/plan-in-outage.js';
import { visibleUseCases } from './domain/visibility.js';
import { createScratch, propagate, type Scratch } from './engine/graph/failure.js';
import { fallbacksInUse } from './engine/graph/fallbacks-in-use.js';
import { GraphService, type RegisterGraph } from './graph.service.js';
import { OutagePlanReadModel } from './persistence/outage-plan.read-model.js';
import { type PlanFallbackView, PlanFallbacks } from './plan-fallbacks.js';
import { pathNames, type StoppedUseCase, stoppedView, vertexOf } from './stopped-view.js';

export interface FailedThing {
  type: string;
  id: string;
}

/** What something goes on with, in place of what it would take first. */
export interface FallbackView {
  of: NodeName;
  node: NodeName;
  evidence: TestedFallback;
}

export interface OutageUseCase extends StoppedUseCase, PlanInOutage {
  degraded: boolean;
  fallback: FallbackView[];
  toleranceHours: number | null;
  toleranceExceeded: string;
  planFallback: PlanFallbackView | null;
}

export interface OutageAnswer {
  hours: number;
  useCases: OutageUseCase[];
  hiddenUseCases: number;
  hiddenStopped: number;
  graphHash: string;
}

/** Where one looks. */
export interface Look {
  reads: Reads;
  /** They are those of a running transaction, of which nothing is kept in memory. */
  isRunning: boolean;
}

/** What stops with what fails, and what stops without it. */
export interface Interruption {
  outage: OutageAnswer;
  before: OutageAnswer;
}

/** What is asked of an outage. */
export interface OutageQuestion {
  failed: readonly FailedThing[];
  hours: number;
  asOf: AsOf;
  /** Which plans are followed: those for a failure, unless it is the firm itself that stops. */
  interruptedBy?: Case;
}

/** What stops when several things fail at once, and what the plans for it are worth. */
@Injectable()
export class OutageService {
  constructor(
    private readonly graphs: GraphService,
    private readonly plans: OutagePlanReadModel,
    private readonly clock: Clock,
  ) {}

  async simulate(actor: Actor, question: OutageQuestion, locale: Locale): Promise<OutageAnswer> {
    return this.#answer(await this.graphs.graph({ asOf: question.asOf }), actor, question, locale);
  }

  /** The same of one graph, with and without what fails. */
  async interruption(
    actor: Actor,
    question: OutageQuestion,
    locale: Locale,
    { reads, isRunning }: Look,
  ): Promise<Interruption> {
    const graph = isRunning
      ? await this.graphs.graphWithin(reads)
      : await this.graphs.graph({ asOf: question.asOf });
    return {
      outage: await this.#answer(graph, actor, question, locale, reads),
      before: await this.#answer(graph, actor, { ...question, failed: [] }, locale, reads),
    };
  }

  async #answer(
    graph: RegisterGraph,
    actor: Actor,
    { failed, hours, asOf, interruptedBy = 'provider_failure' }: OutageQuestion,
    locale: Locale,
    reads?: Reads,
  ): Promise<OutageAnswer> {
    const nodes = failed.map((thing, i) => {
      const node = nodeOf(graph, thing);
      if (node === null) throw invalid({ pointer: `/failed/${i}/id`, code: 'unknown-reference' });
      return node;
    });
    const scratch = createScratch(graph.portfolio, false);
    propagate(graph.portfolio, nodes, scratch);
    const names = pathNames(graph, locale);
    const all = Array.from({ length: graph.portfolio.useCaseCount }, (_, u) =>
      stoppedView(graph, scratch, u, names),
    );
    const seen = new Set(
      visibleUseCases(
        graph,
        all.map(({ id }) => id),
        actor,
      ).visible,
    );
    const hidden = all.filter(({ id }) => !seen.has(id));
    const views = all
      .filter(({ id }) => seen.has(id))
      .map((view) => ({ ...view, ...outageView(graph, scratch, view, hours) }));
    const interrupted = views.filter(({ stopped, degraded }) => stopped || degraded).map(({ id }) => id);
    const plans = await this.plans.of(interrupted, actor.scope, asOf, reads);
    const now = asOf === null ? this.clock.now() : new Date(asOf);
    const fallbacks = new PlanFallbacks(graph, scratch, nodes, names);
    return {
      hours,
      useCases: views.map((view) => {
        const { id, stopped, degraded, toleranceHours } = view;
        const own = stopped || degraded ? (plans.get(id) ?? []) : null;
        return {
          ...view,
          ...planView(own, { id, toleranceHours, hours, now, interruptedBy }, graph, fallbacks, actor),
        };
      }),
      hiddenUseCases: hidden.length,
      hiddenStopped: hidden.filter(({ stopped }) => stopped).length,
      graphHash: graph.hash,
    };
  }
}

interface PlannedOutage {
  id: string;
  toleranceHours: number | null;
  hours: number;
  now: Date;
  interruptedBy: Case;
}

/** @param plans null: the use case is not interrupted */
function planView(
  plans: readonly OutagePlan[] | null,
  { id, toleranceHours, hours, now, interruptedBy }: PlannedOutage,
  graph: RegisterGraph,
  fallbacks: PlanFallbacks,
  { scope }: Actor,
): PlanInOutage & Pick<OutageUseCase, 'planFallback'> {
  const entities = graph.useCases.get(id)?.legalEntityIds ?? [];
  const legalEntityIds = entities.filter((entity) => scope.all || scope.ids.includes(entity));
  const { plan, ...found } = planInOutage(plans, {
    ...{ legalEntityIds, toleranceHours, hours, now, interruptedBy },
    hasFailed: (record) => fallbacks.hasFailed(record),
    fallbackFails: (component) => fallbacks.fails(component),
  });
  return { ...found, planFallback: plan === null ? null : fallbacks.of(plan) };
}

/** The node that a caller means: a parent or base model is withdrawn under its own node, beside the record it is. */
function nodeOf(graph: RegisterGraph, { type, id }: FailedThing): number | null {
  if (type === 'ultimate_parent') return vertexOf(graph, parentNodeId(id));
  if (type === 'base_model') return vertexOf(graph, baseModelNodeId(id));
  const node = vertexOf(graph, id);
  if (node === null) return null;
  const isProvider = graph.portfolio.kinds[node] === 'provider';
  return isProvider === (type === 'provider') ? node : null;
}

/** It goes on, but degraded, when something that it runs on is a fallback that was tested as slower than is tolerated. */
function outageView(
  graph: RegisterGraph,
  scratch: Scratch,
  view: StoppedUseCase,
  hours: number,
): Pick<OutageUseCase, 'degraded' | 'fallback' | 'toleranceHours' | 'toleranceExceeded'> {
  const fallback = fallbackViews(graph, scratch, view.id);
  return {
    degraded: fallback.some(({ evidence }) => evidence === 'tested_slow'),
    fallback,
    toleranceHours: graph.useCases.get(view.id)?.toleranceHours ?? null,
    toleranceExceeded: exceeds(graph, view, hours),
  };
}

function fallbackViews(graph: RegisterGraph, scratch: Scratch, useCaseId: string): FallbackView[] {
  const { ids, indexOf } = graph.portfolio;
  const useCase = indexOf.get(useCaseId);
  if (useCase === undefined) return [];
  return fallbacksInUse(scratch, useCase).map((found) => {
    const of = ids[found.of] ?? '';
    const node = ids[found.node] ?? '';
    return {
      of: nodeName(graph, of),
      node: nodeName(graph, node),
      evidence: graph.fallbacks.get(fallbackKey(of, node)) ?? 'tested_slow',
    };
  });
}

/** Whether an outage so long is more than the use case tolerates; unknown where no tolerance is recorded. */
function exceeds(graph: RegisterGraph, view: StoppedUseCase, hours: number): string {
  if (!view.stopped) return 'no';
  const tolerance = graph.useCases.get(view.id)?.toleranceHours ?? null;
  return tolerance === null ? 'unknown' : hours > tolerance ? 'yes' : 'no';
}
