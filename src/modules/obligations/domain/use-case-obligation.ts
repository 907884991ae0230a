import { addDays, localDate } from '../../../kernel/clock.js';
import { makesCadenceFaster } from '../../continuity/changes.public.js';
import { addMonths } from '../../diligence/due-diligence.public.js';
import type { Tier } from '../../inventory/tier.public.js';
import { type Cadence, type MonitoredSubject, monitoringMonthsOf } from '../../scoring/monitoring.public.js';
import type { ObligationKind } from './codes.js';
import { type Place, placed } from './places.js';
import type { ObligationParams, Wanted } from './plan.js';

/** A use case, and what its dates hang on. Days are YYYY-MM-DD; people are null when nobody is named, or is there any more. */
export interface UseCaseFact extends ObligationParams {
  id: string;
  /** Whether it is in use: neither retired nor out of use. */
  inUse: boolean;
  status: string;
  /** Since when it stands where it does; else the day of its entry. */
  statusSince: string;
  tier: Tier;
  highRisk: string;
  scopeDecision: string;
  scopeExpiresOn: string | null;
  accountableOwnerId: string | null;
  complianceOwnerId: string | null;
  technologyOwnerId: string | null;
  entities: readonly Place[];
  /** Ids of the legal entities that have decided whether to notify the regulator. */
  decidedEntityIds: readonly string[];
  lastMonitoredOn: string | null;
  /** When that run says that the next is due. */
  nextRunOn: string | null;
  subjects: readonly MonitoredSubject[];
  /** Of the method by which scores are made. */
  cadence: Cadence;
  /** Events by which somebody whom it stands on may keep back what they told before. */
  withdrawals: readonly Parameters<typeof makesCadenceFaster>[0][];
}

const PLANNED: readonly string[] = ['planned', 'in_development'];
const RUNNING: readonly string[] = ['pilot', 'live'];
/** So long there is to decide on a use that is planned: ideally while it is (paragraph 30). */
const DECISION_DAYS = 30;

/** What a use case asks for: that it is looked at whether it is still out of scope; whether to notify; and monitoring. */
export function useCaseObligations(fact: UseCaseFact, now: Date): Wanted[] {
  if (!fact.inUse) return [];
  return [...scopeOf(fact), ...decisionOf(fact, now), ...monitoringOf(fact, now)];
}

function scopeOf(fact: UseCaseFact): Wanted[] {
  const { scopeDecision, scopeExpiresOn, complianceOwnerId, accountableOwnerId } = fact;
  if (scopeDecision !== 'out' || scopeExpiresOn === null) return [];
  return [asked(fact, 'scope_expiry', scopeExpiresOn, complianceOwnerId ?? accountableOwnerId)];
}

/** Each legal entity decides for itself; what may be of high risk counts as if it were. */
function decisionOf(fact: UseCaseFact, now: Date): Wanted[] {
  const { highRisk, status, statusSince, entities, decidedEntityIds } = fact;
  const undecided = entities.filter(({ id }) => !decidedEntityIds.includes(id));
  if (highRisk === 'no' || isOutOfScope(fact, now) || undecided.length === 0) return [];
  // It is decided before it is used: where it is approved already, by the next day.
  const dueOn = addDays(statusSince, PLANNED.includes(status) ? DECISION_DAYS : 1);
  const ownerId = fact.complianceOwnerId ?? fact.accountableOwnerId;
  return [asked(fact, 'notification_decision', dueOn, ownerId, undecided)];
}

function isOutOfScope({ scopeDecision, scopeExpiresOn, entities }: UseCaseFact, now: Date): boolean {
  if (scopeDecision !== 'out' || scopeExpiresOn === null) return false;
  return entities.every(({ timeZone }) => localDate(now, timeZone) <= scopeExpiresOn);
}

/** From the last run on, or since it runs: as often as the worst of its scores asks for, or as the last run said. */
function monitoringOf(fact: UseCaseFact, now: Date): Wanted[] {
  const { status, statusSince, tier, subjects, cadence, withdrawals, lastMonitoredOn, nextRunOn } = fact;
  if (!RUNNING.includes(status)) return [];
  const { timeZone } = placed(statusSince, fact.entities);
  const today = localDate(now, timeZone);
  const isWithheld = withdrawals.some(makesCadenceFaster);
  const months = monitoringMonthsOf(tier, subjects, { cadence, isWithheld, today });
  const byClock = addMonths(lastMonitoredOn ?? statusSince, months);
  const dueOn = nextRunOn !== null && nextRunOn < byClock ? nextRunOn : byClock;
  return [asked(fact, 'use_case_monitoring', dueOn, fact.technologyOwnerId ?? fact.accountableOwnerId)];
}

function asked(
  { id, name, nameZhHant, entities }: UseCaseFact,
  kind: ObligationKind,
  dueOn: string,
  ownerId: string | null,
  places: readonly Place[] = entities,
): Wanted {
  return {
    ...{ kind, sourceType: 'use_case', sourceId: id, ownerId, dueOn },
    ...placed(dueOn, places),
    params: { name, nameZhHant },
  };
}
