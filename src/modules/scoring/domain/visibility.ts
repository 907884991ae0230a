import type { Actor } from '../../../kernel/actor.js';
import type { ArrangementFact } from './arrangement-facts.js';
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

/** Which subjects of scores somebody may see by name. */
export interface SeenSubjects {
  /** Use cases that somebody sees. */
  useCases: readonly string[];
  /** Arrangements that they do not see, whose terms stand behind scores of use cases that they may share. */
  hiddenArrangements: readonly string[];
}

/** What somebody sees of the subjects of a register. */
export function seenSubjects(
  {
    useCases,
    arrangements,
  }: {
    useCases: readonly (Pick<UseCaseFact, 'legalEntityIds'> & { id: string })[];
    arrangements: readonly Pick<ArrangementFact, 'id' | 'legalEntityId'>[];
  },
  actor: Actor,
): SeenSubjects {
  return {
    useCases: useCases.filter((useCase) => isSeen(useCase, actor)).map(({ id }) => id),
    hiddenArrangements: arrangements
      .filter(({ legalEntityId }) => !isSeen({ legalEntityIds: [legalEntityId] }, actor))
      .map(({ id }) => id),
  };
}

/** Whether a subject is of a use case that is seen, and of no arrangement that is not. */
export function subjectFilter({
  useCases,
  hiddenArrangements,
}: SeenSubjects): (subject: { useCaseId: string; arrangementId: string | null }) => boolean {
  const seen = new Set(useCases);
  const hidden = new Set(hiddenArrangements);
  return ({ useCaseId, arrangementId }) =>
    seen.has(useCaseId) && (arrangementId === null || !hidden.has(arrangementId));
}
