import { type Tier, TIERS, type TierResult } from '../../inventory/tier.public.js';
import { type DutyFacts, findOut, unknownFieldsOf } from './conditions.js';
import { DUTIES } from './duties.js';
import { DUE_BEFORE, type Duty } from './duty.js';

/** A duty on the list of one use case. */
export interface Todo {
  readonly duty: Duty;
  /** `unknown`: it counts until what it depends on is answered. */
  readonly applies: 'yes' | 'unknown';
  /** The fields whose answers could take it off the list; empty when nothing can. */
  readonly dependsOn: readonly string[];
}

/**
 * What the tier of a use case asks for, in the order of when it must be done, then of the table. A duty is left out
 * only when it is known not to apply.
 */
export function todoOf(facts: DutyFacts, duties: readonly Duty[] = DUTIES): Todo[] {
  const listed = duties.flatMap((duty) => todoFor(duty, facts) ?? []);
  const step = ({ duty }: Todo): number => DUE_BEFORE.indexOf(duty.dueBefore);
  return listed
    .map((todo, index) => ({ todo, index }))
    .sort((a, b) => step(a.todo) - step(b.todo) || a.index - b.index)
    .map(({ todo }) => todo);
}

function todoFor(duty: Duty, facts: DutyFacts): Todo | null {
  const { tier, lowestTier } = facts.result;
  if (height(tier) < height(duty.lowestTier) || height(tier) > height(duty.highestTier)) return null;
  const findings = duty.when.map((condition) => findOut(condition, facts));
  if (findings.some(({ holds }) => holds === 'no')) return null;
  const open = findings.filter(({ holds }) => holds === 'unknown').flatMap(({ fields }) => fields);
  if (height(lowestTier) < height(duty.lowestTier)) open.push(...raisedBy(facts.result, duty.lowestTier));
  const dependsOn = [...new Set(open)];
  return { duty, applies: dependsOn.length > 0 ? 'unknown' : 'yes', dependsOn };
}

/** The unknown fields that keep the tier at or above a line. */
function raisedBy({ reasons }: TierResult, line: Tier): string[] {
  return unknownFieldsOf(reasons.filter((reason) => height(reason.tier) >= height(line)));
}

/** 3 for T1 down to 0 for T4. */
function height(tier: Tier): number {
  return TIERS.length - 1 - TIERS.indexOf(tier);
}
