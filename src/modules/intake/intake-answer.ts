import type { Locale } from '../../kernel/actor.js';
import { TIER_REASON_TEXTS, type TierReason } from '../inventory/tier.public.js';
import { QUESTIONS } from './domain/questions.js';
import type { Todo } from './domain/todo.js';
import type { Unknown } from './domain/unknowns.js';

/** Reasons with their words in the reader's language. */
export function shownReasons(reasons: readonly TierReason[], locale: Locale) {
  return reasons.map((reason) => ({ ...reason, text: TIER_REASON_TEXTS[reason.code][locale] }));
}

export function shownUnknowns(unknowns: readonly Unknown[], locale: Locale) {
  return unknowns.map((unknown) => ({
    ...unknown,
    text: QUESTIONS.find(({ number }) => number === unknown.question)?.text[locale] ?? '',
  }));
}

export function shownTodo(todo: readonly Todo[], locale: Locale) {
  return todo.map(({ duty, applies, dependsOn }) => {
    const { rule, para, basis, strength, level, lowestTier, ownerFunction, dueBefore, text } = duty;
    return {
      ...{ rule, para, basis, strength, level, lowestTier, applies, dependsOn },
      ...{ text: text[locale], ownerFunction, dueBefore },
    };
  });
}
