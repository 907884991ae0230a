import type { Source } from './score-facts.js';

/** What the register reads of an indemnity. */
export interface IndemnityFact {
  id: string;
  risk: string;
  /** What is claimed, where the risk is `other`. */
  label: string | null;
  protection: string;
  cap: { amountMinor: number; currency: string } | null;
  capBase: string;
  conditionsStatus: string;
  conditions: readonly ConditionFact[];
  source: Source;
}

export interface ConditionFact {
  text: string;
  kind: string;
  met: string;
  /** What breaks it, where somebody says that it is not met. */
  brokenBy: string | null;
  /** Whether a document that is in date shows that it is met. */
  evidenced: boolean;
}

/** What conditions are held against: the use case, and what of the arrangement it uses. */
export interface CoveredUse {
  developmentFlags: readonly string[];
  /** At least one. */
  parts: readonly { deployment: string }[];
}

/** Where the conditions of an indemnity are; `none` is a statement that there are none. */
export const COVER_CONDITIONS = ['none', 'evidenced', 'not_evidenced', 'unknown'] as const;
/** How a condition is known to be broken: somebody says so, or the register sees it, whatever anybody says. */
export const BREACHES = ['stated', 'model_changed', 'free_tier'] as const;
/** Who would pay for a claim. Only `somebody` is protection: each of the others leaves the firm to pay, or may. */
export const PAYERS = ['somebody', 'perhaps', 'nobody', 'unknown'] as const;

export type CoverConditions = (typeof COVER_CONDITIONS)[number];
export type Breach = (typeof BREACHES)[number];
export type Payer = (typeof PAYERS)[number];

export interface BrokenCondition {
  text: string;
  kind: string;
  breach: Breach;
  /** The words of who says that it is not met; null where the register sees it. */
  brokenBy: string | null;
}

/** What is promised for one kind of claim, and what one use leaves of it. */
export interface Cover {
  /** Null: nothing is recorded. */
  indemnityId: string | null;
  protection: string;
  conditions: CoverConditions;
  broken: readonly BrokenCondition[];
}

const NOTHING_RECORDED: Cover = {
  ...{ indemnityId: null, protection: 'unknown', conditions: 'unknown', broken: [] },
};
const PROMISES: ReadonlySet<string> = new Set(['uncapped', 'capped']);

/** The one judgement of an indemnity for a use: scores and the coverage of indemnities both read it. Nothing recorded is unknown. */
export function coverOf(indemnity: IndemnityFact | undefined, use: CoveredUse): Cover {
  if (indemnity === undefined) return NOTHING_RECORDED;
  const { id, protection, conditionsStatus, conditions } = indemnity;
  const about = { indemnityId: id, protection };
  if (conditionsStatus !== 'known') {
    return { ...about, conditions: conditionsStatus === 'none' ? 'none' : 'unknown', broken: [] };
  }
  const broken = conditions.flatMap((condition) => brokenIn(condition, use));
  return { ...about, conditions: broken.length > 0 ? 'not_evidenced' : shown(conditions, use), broken };
}

/** Who pays by it. A broken condition undoes whatever was promised, also where nobody knows what that is. */
export function payerOf({ protection, conditions, broken }: Cover): Payer {
  if (protection === 'excluded' || protection === 'silent' || broken.length > 0) return 'nobody';
  if (!PROMISES.has(protection)) return 'unknown';
  return conditions === 'none' || conditions === 'evidenced' ? 'somebody' : 'perhaps';
}

/** Whether all conditions, none of which is broken, are shown to be met. */
function shown(conditions: readonly ConditionFact[], use: CoveredUse): CoverConditions {
  const mayBeBroken = (condition: ConditionFact): boolean =>
    condition.met !== 'yes' || seenOf(condition.kind, use).includes('unknown');
  if (conditions.some(mayBeBroken)) return 'unknown';
  return conditions.every(({ evidenced }) => evidenced) ? 'evidenced' : 'not_evidenced';
}

function brokenIn({ text, kind, met, brokenBy }: ConditionFact, use: CoveredUse): BrokenCondition[] {
  if (met === 'no') return [{ text, kind, breach: 'stated', brokenBy }];
  const breach = seenOf(kind, use).find((seen) => seen === 'model_changed' || seen === 'free_tier');
  return breach === undefined ? [] : [{ text, kind, breach, brokenBy: null }];
}

type Seen = Breach | 'kept' | 'unknown';

/**
 * What the register itself sees of a condition outweighs what somebody says of it; where it does not know, it may be
 * broken. One of which nobody knows what it asks for may be any of them.
 */
function seenOf(kind: string, use: CoveredUse): readonly Seen[] {
  if (kind === 'not_fine_tuned') return [modelOf(use)];
  if (kind === 'paid_tier') return [tierOf(use)];
  return kind === 'unknown' ? [modelOf(use), tierOf(use)] : [];
}

/** Flags of a use case by which the firm changes the model, and by which it says that it does not. */
const CHANGES_MODEL = ['own_training', 'fine_tuned', 'enhanced_or_optimised'];
const LEAVES_MODEL = ['off_the_shelf', 'only_base_parameters'];

function modelOf({ developmentFlags }: CoveredUse): Seen {
  if (developmentFlags.some((flag) => CHANGES_MODEL.includes(flag))) return 'model_changed';
  return developmentFlags.some((flag) => LEAVES_MODEL.includes(flag)) ? 'kept' : 'unknown';
}

function tierOf({ parts }: CoveredUse): Seen {
  const deployments = parts.map(({ deployment }) => deployment);
  if (deployments.includes('consumer')) return 'free_tier';
  return deployments.includes('unknown') ? 'unknown' : 'kept';
}
