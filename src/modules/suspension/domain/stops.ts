import type { JsonObject } from '../../../kernel/canonical-json.js';
import type { EntityScope } from '../../../kernel/actor.js';
import { sees, seesAny } from '../../../kernel/entity-scope.js';

/** What can be suspended. */
export const SUSPENDABLE = ['provider', 'component'] as const;
export type SuspendableType = (typeof SUSPENDABLE)[number];
export interface SuspensionSubject {
  type: SuspendableType;
  id: string;
}

/** What something goes on with, in place of what it would take first. */
export interface CarryingFallback {
  of: JsonObject & { id: string };
  node: JsonObject & { id: string };
  evidence: string;
}

/** A use case that stops, is degraded, or goes on by a fallback alone. */
export interface InterruptedUse {
  id: string;
  name: string;
  nameZhHant: string | null;
  tier: string;
  status: string;
  stopped: boolean;
  degraded: boolean;
  /** It is stopped already, whatever is suspended. */
  stopsAnyway: boolean;
  fallback: CarryingFallback[];
  planId: string | null;
  planState: string | null;
  recoveryHours: number | null;
  toleranceHours: number | null;
  gapHours: number | null;
  legalEntityIds: string[];
  /** Whose plan it is; null: there is none. */
  planLegalEntityId: string | null;
}

/** A component that stops, or that only comes from the same provider. */
export interface ConcernedComponent {
  id: string;
  name: string;
  nameZhHant: string | null;
  kind: string;
  status: string;
  stops: boolean;
}

export interface ConcernedArrangement {
  id: string;
  reference: string;
  legalEntityId: string;
}

/** What a suspension stops, all over the installation. */
export interface Stops {
  useCases: InterruptedUse[];
  components: ConcernedComponent[];
  arrangements: ConcernedArrangement[];
}

export const NOTHING_STOPS: Stops = { useCases: [], components: [], arrangements: [] };

/**
 * What somebody says to have seen: everything that this stops and how, and no names. What is stopped anyway is no part of it, so that
 * another suspension elsewhere is in nobody's way. It is of the whole installation: what a reader does not see cannot change
 * unnoticed either.
 */
export function contentOf(
  subject: SuspensionSubject,
  { useCases, components, arrangements }: Stops,
): JsonObject {
  const stopping = useCases.filter(({ stopsAnyway }) => !stopsAnyway);
  return {
    subject: { ...subject },
    useCases: stopping.map((use) => ({
      ...{ id: use.id, tier: use.tier, status: use.status, stopped: use.stopped, degraded: use.degraded },
      ...{ planId: use.planId, planState: use.planState, recoveryHours: use.recoveryHours },
      ...{ toleranceHours: use.toleranceHours, gapHours: use.gapHours },
      fallback: use.fallback.map(({ of, node, evidence }) => ({ of: of.id, node: node.id, evidence })),
    })),
    components: components.map(({ id, status, stops }) => ({ id, status, stops })),
    arrangements: arrangements.map(({ id }) => id),
  };
}

/** A use case as it is shown: whose it is says its record. */
export type ShownUse = Omit<InterruptedUse, 'legalEntityIds' | 'planLegalEntityId'>;

/** What somebody sees of it. The rest is counted, and not named. */
export interface ShownStops {
  useCases: ShownUse[];
  hiddenUseCases: number;
  hiddenStopped: number;
  components: ConcernedComponent[];
  arrangements: ConcernedArrangement[];
  hiddenArrangements: number;
}

export function shownStops({ useCases, components, arrangements }: Stops, scope: EntityScope): ShownStops {
  const isSeen = ({ legalEntityIds }: InterruptedUse): boolean => seesAny(scope, legalEntityIds);
  const hidden = useCases.filter((use) => !isSeen(use));
  const own = arrangements.filter(({ legalEntityId }) => sees(scope, legalEntityId));
  return {
    useCases: useCases.filter(isSeen).map((use) => shownUse(use, scope)),
    hiddenUseCases: hidden.length,
    hiddenStopped: hidden.filter(({ stopped, stopsAnyway }) => stopped && !stopsAnyway).length,
    components,
    arrangements: own,
    hiddenArrangements: arrangements.length - own.length,
  };
}

/** Of a use case that is shared, the plan of another legal entity is not told. */
function shownUse(
  { legalEntityIds, planLegalEntityId, ...use }: InterruptedUse,
  scope: EntityScope,
): ShownUse {
  const isShared =
    planLegalEntityId === null
      ? scope.all || legalEntityIds.every((id) => sees(scope, id))
      : sees(scope, planLegalEntityId);
  return isShared ? use : { ...use, planId: null, planState: null, recoveryHours: null, gapHours: null };
}

/** Who suspended something, and where it stood. */
export interface OpenSuspension {
  id: string;
  statusBefore: string;
  suspendedBy: string;
}
