import type { FieldError } from '../../../kernel/domain-error.js';

/** Whether a change of the stack leaves what was done on it as good as it was (minor), or voids it (material). */
export const RULINGS = ['minor', 'material'] as const;
export type Ruling = (typeof RULINGS)[number];

/** How the stack that an activity was done on stands to the one of now. */
export const CONFIGURATION_STATES = ['current', 'changed', 'void', 'unknown'] as const;

/** A ruling on the change from the stack that an activity was done on to another. */
export interface RuledChange {
  toHash: string;
  ruling: string;
}

/**
 * `current` while the stack is what it was, or what was ruled to be as good; `void` once the change was ruled material; `changed`
 * until it is ruled. The read model of activities asks the same in SQL.
 */
export function configurationStateOf(
  done: string | null,
  now: string | null,
  rulings: readonly RuledChange[],
): (typeof CONFIGURATION_STATES)[number] {
  if (done === null || now === null) return 'unknown';
  if (done === now) return 'current';
  const ruled = rulings.filter(({ toHash }) => toHash === now).map(({ ruling }) => ruling);
  if (ruled.includes('material')) return 'void';
  return ruled.includes('minor') ? 'current' : 'changed';
}

/**
 * What is wrong with the change that is ruled on. Whoever rules names the hash that they looked at: the stack may have changed again.
 * @param done of the stack that the activity was done on
 * @param now of the stack as it is
 * @param named of the stack that was looked at
 */
export function changeProblems(done: string | null, now: string | null, named: string): FieldError[] {
  const pointer = '/configurationHash';
  if (done === null || now === null || done === now) return [{ pointer, code: 'not-changed' }];
  return named === now ? [] : [{ pointer, code: 'other-configuration', params: { hash: now } }];
}

/** What was ruled stands; only that a change is material after all is said later, never that it is minor. */
export function isRuledAlready(before: readonly string[], ruling: Ruling): boolean {
  return before.includes(ruling) || before.includes('material');
}
