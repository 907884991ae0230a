import { DEVELOPMENT_FLAGS } from './codes.js';

/** What makes the duties of model development apply: the firm itself does it (paragraph 14, rule R-14). */
export const MODEL_DEVELOPMENT_FLAGS: readonly string[] = DEVELOPMENT_FLAGS.slice(0, 7);

const MODEL_CHANGED = ['own_training', 'fine_tuned', 'enhanced_or_optimised'];
const CUSTOMISED = ['fine_tuned', 'enhanced_or_optimised', 'other_component_customised'];

/** Statements that nothing was developed, each with what it cannot stand beside (paragraph 15). */
const EXCLUDES: Readonly<Record<string, readonly string[]>> = {
  off_the_shelf: MODEL_CHANGED,
  only_base_parameters: MODEL_DEVELOPMENT_FLAGS,
  ui_disclosure_only: MODEL_DEVELOPMENT_FLAGS,
  combined_without_customising: CUSTOMISED,
};

/** The first two flags that contradict each other, or null. */
export function contradictingFlags(flags: readonly string[]): readonly [string, string] | null {
  for (const flag of flags) {
    const excluded = EXCLUDES[flag]?.find((other) => flags.includes(other));
    if (excluded !== undefined) return [flag, excluded];
  }
  return null;
}

/** Whether the duties of model development apply; nothing stated is not a no. */
export function modelDevelopmentApplies(flags: readonly string[]): 'yes' | 'no' | 'unknown' {
  if (flags.length === 0) return 'unknown';
  return flags.some((flag) => MODEL_DEVELOPMENT_FLAGS.includes(flag)) ? 'yes' : 'no';
}
