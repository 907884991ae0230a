import {
  type ACTIVITY_KINDS,
  configurationStateOf,
  type RuledChange,
} from '../../diligence/assurance.public.js';
import { addMonths } from '../../diligence/due-diligence.public.js';
import type { Source } from './score-facts.js';

export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What was done to be sure of a use case, as scores read it. */
export interface ActivityFact {
  readonly id: string;
  readonly kind: ActivityKind;
  /** YYYY-MM-DD */
  readonly performedOn: string;
  /** Of the stack that it was done on; null: not known. */
  readonly configurationHash: string | null;
  readonly scope: readonly string[];
  readonly outcome: string;
  /** How each issue that was found is dealt with. */
  readonly issues: readonly string[];
  /** An accuracy below its target. */
  readonly missed: boolean;
  /** Thresholds were breached. */
  readonly breached: boolean;
  readonly nextDueOn: string | null;
  /** On changes of the stack since. */
  readonly rulings: readonly RuledChange[];
  readonly source: Source;
}

/** What activities are held against. */
export interface AssuredUse {
  readonly tier: string;
  /** Of the stack as it is; null: nothing is recorded of it. */
  readonly hash: string | null;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** Whether what was found speaks for the use as it is; `unknown` where that is not known. */
export type Standing = 'holds' | 'failed' | 'expired' | 'void' | 'unknown';

/** What activities of one kind come to, and the one that decides. */
export interface Decided {
  readonly activity: ActivityFact;
  readonly standing: Standing;
  /** YYYY-MM-DD of the newest that speaks. */
  readonly lastOn: string;
}

/**
 * What failed decides until a later one remedies it; what was found wanting, until a later one passed. Of those that passed since and
 * speak for the use as it is, the best counts, so that nothing is gained by taking one away.
 * @param activities of one kind, the newest first
 * @param isWhole whether one looked at all that it has to look at
 */
export function decided(
  activities: readonly ActivityFact[],
  use: AssuredUse,
  isWhole: (activity: ActivityFact) => boolean = () => true,
): Decided | null {
  const speaking: ActivityFact[] = [];
  let wanting: ActivityFact | null = null;
  let isRemedied = false;
  for (const activity of activities) {
    if (hasFailed(activity)) {
      if (!isRemedied) return { activity, standing: 'failed', lastOn: activity.performedOn };
      break;
    }
    isRemedied ||= remedies(activity);
    if (wanting !== null) continue; // what came before it speaks no more, unless it failed
    if (isWanting(activity)) wanting = activity;
    else if (isWhole(activity) && standingOf(activity, use) === 'holds') speaking.push(activity);
  }
  const best = speaking.find(({ outcome }) => outcome === 'passed') ?? speaking[0];
  if (best) return { activity: best, standing: 'holds', lastOn: speaking[0]!.performedOn };
  const telling = wanting ?? activities[0];
  if (telling === undefined) return null;
  return { activity: telling, standing: standingOf(telling, use), lastOn: telling.performedOn };
}

/** Whether an issue is open, or nobody knows. */
export function hasOpenIssue({ issues }: ActivityFact): boolean {
  return issues.some((dealtWith) => dealtWith === 'open' || dealtWith === 'unknown');
}

/** Something was found that is not simply passed. */
export function isMinor(activity: ActivityFact): boolean {
  return activity.outcome !== 'passed' || isWanting(activity);
}

function isWanting(activity: ActivityFact): boolean {
  return activity.breached || hasOpenIssue(activity);
}

function hasFailed({ outcome, missed }: ActivityFact): boolean {
  return outcome === 'failed' || missed;
}

/** On a stack that nobody can tell, nothing was shown of what failed. */
function remedies({ outcome, configurationHash }: ActivityFact): boolean {
  return configurationHash !== null && (outcome === 'passed' || outcome === 'passed_with_issues');
}

function standingOf(activity: ActivityFact, { tier, hash, today }: AssuredUse): Standing {
  const { outcome, configurationHash, rulings } = activity;
  if (outcome === 'unknown') return 'unknown';
  const state = configurationStateOf(configurationHash, hash, rulings);
  if (state === 'void') return 'void';
  if (lastDay(activity, tier) < today) return 'expired';
  return state === 'current' ? 'holds' : 'unknown';
}

/** Until the day when it is due again, and no longer than the house allows. */
function lastDay({ kind, performedOn, nextDueOn }: ActivityFact, tier: string): string {
  const longest = addMonths(performedOn, monthsOf(kind, tier));
  return nextDueOn !== null && nextDueOn < longest ? nextDueOn : longest;
}

/** The clocks of the house: of what attacks and switches off (paragraphs 20, 21), else of due diligence. */
function monthsOf(kind: ActivityKind, tier: string): number {
  if (kind === 'adversarial_test' && tier === 'T1') return 6;
  if (kind === 'adversarial_test' || kind === 'suspension_test' || kind === 'monitoring_run') return 12;
  return tier === 'T1' || tier === 'T2' ? 12 : 24;
}
