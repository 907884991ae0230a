import { configurationHash, type StackReader } from '../../inventory/configuration.public.js';
import type { AppliedChanges, FactIndex } from './fact-index.js';
import type { ScoreComponentFact } from './score-facts.js';
import { differ } from './what-differs.js';

/** What use cases run on, each as one hash; worked out once, and again when it may have become another. */
export class Stacks {
  readonly #known = new Map<string, string | null>();
  readonly #reader: StackReader;

  constructor(private readonly facts: FactIndex) {
    this.#reader = {
      requirementsOf: (id) =>
        facts.requirementsOf(id).map(({ required, effect, alternatives }) => ({
          ...{ required, effect },
          alternatives: alternatives.map(({ rank, componentId, manualProcedure }, i) => ({
            ...{ rank: rank ?? i + 1, componentId, manualProcedure: manualProcedure ?? null },
          })),
        })),
      component: (id) => {
        const { release = null, pinning, providerId } = facts.components.get(id)!;
        return { id, release, pinning, providerId };
      },
    };
  }

  hashOf(useCaseId: string): string | null {
    let hash = this.#known.get(useCaseId);
    if (hash === undefined) this.#known.set(useCaseId, (hash = configurationHash(useCaseId, this.#reader)));
    return hash;
  }

  /**
   * Takes in changes that the facts have taken in.
   * @returns ids of use cases whose hash was asked for and is another now
   */
  follow({ useCases, requirements, components }: AppliedChanges): string[] {
    for (const { before, after } of useCases) if (before && !after) this.#known.delete(before.id);
    const changed = new Set([
      ...requirements.flatMap(({ before, after }) => [before, after].flatMap((one) => one?.of ?? [])),
      ...components.flatMap(({ before, after }) =>
        differ(before, after, stacked) ? ((after ?? before)?.id ?? []) : [],
      ),
    ]);
    if (changed.size === 0 || this.#known.size === 0) return [];
    const standing = this.facts.standingOn(changed);
    return [...this.#known].flatMap(([id, before]) => {
      if (!standing.has(id)) return [];
      this.#known.delete(id);
      return this.hashOf(id) === before ? [] : [id];
    });
  }
}

/** What a stack says of a component. */
function stacked({ release, pinning, providerId }: ScoreComponentFact): unknown[] {
  return [release ?? null, pinning, providerId];
}
