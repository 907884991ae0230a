import type { ComponentFact, RequirementFact, UseCaseFact } from './facts.js';

/** A part of something else, that comes without a contract of its own. */
export const PART = 'library';
/** What others stand on without its being software or data. */
export const INFRASTRUCTURE: readonly string[] = ['hosting', 'region', 'network_edge'];
/** Where a component runs like this, its provider answers for what it stands on. */
const OPERATED_BY_OTHERS: readonly string[] = ['single_tenant', 'multi_tenant_saas', 'consumer'];

/** Whether the firm operates a component itself; unknown is operated by its provider. */
export function isOperatedByFirm({ deployment }: Pick<ComponentFact, 'deployment'>): boolean {
  return deployment === 'self_hosted' || deployment === 'self_hosted_offline';
}

/** What a use case is built of, and what stands on a component. */
export class Architecture {
  readonly #components: ReadonlyMap<string, ComponentFact>;
  readonly #ofUseCase = new Map<string, RequirementFact[]>();
  readonly #ofComponent = new Map<string, RequirementFact[]>();
  readonly #whole = new Map<string, readonly ComponentFact[]>();
  readonly #chosen = new Map<string, readonly ComponentFact[]>();

  constructor(requirements: readonly RequirementFact[], components: ReadonlyMap<string, ComponentFact>) {
    this.#components = components;
    for (const requirement of requirements) {
      const [map, id] =
        requirement.useCaseId === null
          ? [this.#ofComponent, requirement.componentId ?? '']
          : [this.#ofUseCase, requirement.useCaseId];
      const known = map.get(id);
      if (known) known.push(requirement);
      else map.set(id, [requirement]);
    }
  }

  requirementsOf(id: string): readonly RequirementFact[] {
    return this.#ofUseCase.get(id) ?? this.#ofComponent.get(id) ?? [];
  }

  component(id: string): ComponentFact | undefined {
    return this.#components.get(id);
  }

  /** Everything that it is built of, what is merely used and fallbacks included (paragraph 28). */
  of({ id }: Pick<UseCaseFact, 'id'>): readonly ComponentFact[] {
    const known = this.#whole.get(id);
    if (known) return known;
    const whole = this.#below(id, ({ alternatives }) => alternatives);
    this.#whole.set(id, whole);
    return whole;
  }

  /** What the firm has chosen for it, without what the providers of that stand on. */
  chosenFor({ id }: Pick<UseCaseFact, 'id'>): readonly ComponentFact[] {
    const known = this.#chosen.get(id);
    if (known) return known;
    const chosen = this.#below(
      id,
      ({ alternatives }) => alternatives,
      ({ deployment }) => !OPERATED_BY_OTHERS.includes(deployment),
    );
    this.#chosen.set(id, chosen);
    return chosen;
  }

  /** What a request passes through: what stops it, by the alternatives that count first. */
  onPathOf({ id }: Pick<UseCaseFact, 'id'>): readonly ComponentFact[] {
    return this.#below(id, ({ effect, required, alternatives }) =>
      effect === 'stops' ? alternatives.slice(0, required) : [],
    );
  }

  /** A component and what it cannot do without. */
  standingOf(componentId: string): ReadonlySet<string> {
    const below = this.#below(componentId, ({ effect, required, alternatives }) =>
      effect === 'stops' ? alternatives.slice(0, required) : [],
    );
    return new Set([componentId, ...below.map(({ id }) => id)]);
  }

  /** Depth first; a ring ends because a component is visited once. */
  #below(
    start: string,
    choose: (requirement: RequirementFact) => RequirementFact['alternatives'],
    goesOn: (component: ComponentFact) => boolean = () => true,
  ): ComponentFact[] {
    const seen = new Set<string>();
    const found: ComponentFact[] = [];
    const queue = [start];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const requirement of this.requirementsOf(next)) {
        for (const { componentId } of choose(requirement)) {
          if (componentId === null || seen.has(componentId)) continue;
          seen.add(componentId);
          const component = this.#components.get(componentId);
          if (component === undefined) continue;
          found.push(component);
          if (goesOn(component)) queue.push(componentId);
        }
      }
    }
    return found;
  }
}
