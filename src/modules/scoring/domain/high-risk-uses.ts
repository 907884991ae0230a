import type { ScoreUseCaseFact } from './score-facts.js';
import { WEIGHING } from './weighing-statuses.js';

/** The T1 use cases that weigh, provisional ones included, by legal entity. */
export class HighRiskUses {
  readonly #ofEntity = new Map<string, Set<string>>();

  constructor(useCases: readonly ScoreUseCaseFact[]) {
    for (const { id, status, tier, provisional, legalEntityIds } of useCases) {
      if (!WEIGHING.has(status) || (tier !== 'T1' && !provisional)) continue;
      for (const entity of legalEntityIds) {
        const known = this.#ofEntity.get(entity);
        if (known) known.add(id);
        else this.#ofEntity.set(entity, new Set([id]));
      }
    }
  }

  /** How many there are of any of the legal entities of a use case, itself not counted. */
  besides({ id, legalEntityIds }: ScoreUseCaseFact): number {
    const sets = legalEntityIds.flatMap((entity) => this.#ofEntity.get(entity) ?? []);
    const [first = new Set<string>(), ...others] = sets;
    const all = others.length === 0 ? first : new Set(sets.flatMap((uses) => [...uses]));
    return all.size - (all.has(id) ? 1 : 0);
  }
}
