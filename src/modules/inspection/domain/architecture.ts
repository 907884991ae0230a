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

/** What something leads to, as places in the list of components. */
interface Below {
  /** By every alternative, whatever its rank and effect. */
  readonly all: number[];
  /** By what stops it, and the alternatives that count first. */
  readonly path: number[];
}

const NOTHING: Below = { all: [], path: [] };

/**
 * What use cases are built of. Components have places in a list, and walking leaves stamps at them: with sets of ids a large
 * register took five times as long.
 */
export class Architecture {
  readonly #places: ReadonlyMap<string, number>;
  readonly #components: readonly ComponentFact[];
  readonly #requirements = new Map<string, RequirementFact[]>();
  readonly #below = new Map<string, Below>();
  readonly #belowPlace: Below[];
  readonly #stamps: Int32Array;
  #stamp = 0;
  readonly #whole = new Map<string, readonly ComponentFact[]>();
  readonly #path = new Map<string, readonly ComponentFact[]>();

  constructor(requirements: readonly RequirementFact[], components: readonly ComponentFact[]) {
    this.#components = components;
    this.#places = new Map(components.map(({ id }, place) => [id, place]));
    this.#stamps = new Int32Array(components.length);
    for (const requirement of requirements) this.#add(requirement);
    this.#belowPlace = components.map(({ id }) => this.#below.get(id) ?? NOTHING);
  }

  requirementsOf(id: string): readonly RequirementFact[] {
    return this.#requirements.get(id) ?? [];
  }

  component(id: string): ComponentFact | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#components[place];
  }

  /** Everything that it is built of, what is merely used and fallbacks included (paragraph 28), in the order of ids. */
  of({ id }: Pick<UseCaseFact, 'id'>): readonly ComponentFact[] {
    return kept(this.#whole, id, () => this.#walk([id], 'all'));
  }

  /** The same, by the id of the use case. */
  stackOf(useCaseId: string): readonly ComponentFact[] {
    return this.of({ id: useCaseId });
  }

  /** What the firm has chosen for its uses, without what the providers of that stand on. */
  chosenFor(useCases: readonly Pick<UseCaseFact, 'id'>[]): ComponentFact[] {
    const ids = useCases.map(({ id }) => id);
    return this.#walk(ids, 'all', ({ deployment }) => !OPERATED_BY_OTHERS.includes(deployment));
  }

  /** Everything that uses are built of, each component once. */
  ofAll(useCases: readonly Pick<UseCaseFact, 'id'>[]): ComponentFact[] {
    return this.#walk(
      useCases.map(({ id }) => id),
      'all',
    );
  }

  /** What a request passes through: what stops it, by the alternatives that count first. */
  onPathOf({ id }: Pick<UseCaseFact, 'id'>): readonly ComponentFact[] {
    return kept(this.#path, id, () => this.#walk([id], 'path'));
  }

  /** A component and what it cannot do without. */
  standingOf(id: string): ComponentFact[] {
    const below = this.#walk([id], 'path').filter((component) => component.id !== id);
    const component = this.component(id);
    return component === undefined ? below : [component, ...below];
  }

  #add(requirement: RequirementFact): void {
    const { useCaseId, componentId, effect, required, alternatives } = requirement;
    const of = useCaseId ?? componentId ?? '';
    const known = this.#requirements.get(of);
    if (known) known.push(requirement);
    else this.#requirements.set(of, [requirement]);
    const below = kept(this.#below, of, () => ({ all: [], path: [] }));
    alternatives.forEach((alternative, rank) => {
      const place = alternative.componentId === null ? undefined : this.#places.get(alternative.componentId);
      if (place === undefined) return;
      below.all.push(place);
      if (effect === 'stops' && rank < required) below.path.push(place);
    });
  }

  /** A ring ends because a component is visited once. In the order of the list, which is that of ids. */
  #walk(
    starts: readonly string[],
    by: keyof Below,
    goesOn: (component: ComponentFact) => boolean = () => true,
  ): ComponentFact[] {
    const stamp = ++this.#stamp;
    const found: number[] = [];
    const queue: (readonly number[])[] = starts.map((start) => (this.#below.get(start) ?? NOTHING)[by]);
    for (let places = queue.pop(); places !== undefined; places = queue.pop()) {
      for (const place of places) {
        const component = this.#components[place];
        if (component === undefined || this.#stamps[place] === stamp) continue;
        this.#stamps[place] = stamp;
        found.push(place);
        if (goesOn(component)) queue.push((this.#belowPlace[place] ?? NOTHING)[by]);
      }
    }
    return this.#at(found);
  }

  #at(places: readonly number[]): ComponentFact[] {
    return Array.from(Int32Array.from(places).sort(), (place) => this.#components[place]).filter(
      (component) => component !== undefined,
    );
  }
}

function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}
