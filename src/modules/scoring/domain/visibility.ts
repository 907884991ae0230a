import type { Actor } from '../../../kernel/actor.js';
import type { UseCaseFact } from './register-facts.js';

/**
 * Which of some use cases somebody may see by name. The others count, in numbers that are of the whole installation,
 * but are not named.
 */
export function visibleUseCases(
  { useCases }: { useCases: ReadonlyMap<string, UseCaseFact> },
  ids: readonly string[],
  { scope }: Actor,
): { visible: string[]; hidden: number } {
  if (scope.all) return { visible: [...ids], hidden: 0 };
  const visible = ids.filter((id) =>
    useCases.get(id)?.legalEntityIds.some((entity) => scope.ids.includes(entity)),
  );
  return { visible, hidden: ids.length - visible.length };
}

/** Whether somebody may see a use case by name. */
export function isSeen({ legalEntityIds }: Pick<UseCaseFact, 'legalEntityIds'>, { scope }: Actor): boolean {
  return scope.all || legalEntityIds.some((id) => scope.ids.includes(id));
}
