import { ConfigurationHashes } from '../../inventory/configuration.public.js';
import type {
  ArchitectureFacts,
  ComponentFact,
  ProviderFact,
  RequirementFact,
  UseCaseFact,
} from './facts.js';
import { inOrder } from './in-order.js';
import { Once } from './once.js';

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

/** What became of records: null, it is not there any more. */
export interface ChangedArchitecture {
  readonly requirements: ReadonlyMap<string, RequirementFact | null>;
  readonly components: ReadonlyMap<string, ComponentFact | null>;
  readonly providers: ReadonlyMap<string, ProviderFact | null>;
}

/**
 * What use cases are built of. Components have places in a list, and walking leaves stamps at them: with sets of ids a large
 * register took five times as long.
 */
export class Architecture {
  readonly #facts: ArchitectureFacts;
  readonly #places: ReadonlyMap<string, number>;
  /** In the order of ids. */
  readonly components: readonly ComponentFact[];
  readonly #providers: ReadonlyMap<string, ProviderFact>;
  readonly #requirements = new Map<string, RequirementFact[]>();
  readonly #below = new Map<string, Below>();
  readonly #belowPlace: Below[];
  readonly #stamps: Int32Array;
  #stamp = 0;
  readonly #once = new Once();
  readonly #hashes = new ConfigurationHashes(this);

  constructor(given: ArchitectureFacts) {
    const { requirements, components, providers } = given;
    this.#facts = given;
    this.components = inOrder(components);
    this.#places = new Map(this.components.map(({ id }, place) => [id, place]));
    this.#providers = new Map(providers.map((provider) => [provider.id, provider]));
    this.#stamps = new Int32Array(components.length);
    for (const requirement of inOrder(requirements)) this.#add(requirement);
    this.#belowPlace = this.components.map(({ id }) => this.#below.get(id) ?? NOTHING);
  }

  /** The same with what has changed. */
  with({ requirements, components, providers }: ChangedArchitecture): Architecture {
    const facts = this.#facts;
    return new Architecture({
      requirements: replaced(facts.requirements, requirements),
      components: replaced(facts.components, components),
      providers: replaced(facts.providers, providers),
    });
  }

  provider(id: string | null): ProviderFact | null {
    return (id !== null && this.#providers.get(id)) || null;
  }

  /** What a use case runs on, as one hash; null: nothing is recorded. */
  hashOf({ id }: Pick<UseCaseFact, 'id'>): string | null {
    return this.#hashes.of(id);
  }

  requirementsOf(id: string): readonly RequirementFact[] {
    return this.#requirements.get(id) ?? [];
  }

  component(id: string): ComponentFact | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.components[place];
  }

  /** Everything that it is built of, what is merely used and fallbacks included (paragraph 28), in the order of ids. */
  of({ id }: Pick<UseCaseFact, 'id'>): readonly ComponentFact[] {
    return this.once('whole', id, () => this.#walk([id], 'all'));
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
    return this.once('path', id, () => this.#walk([id], 'path'));
  }

  /** A component and what it cannot do without, in the order of ids. */
  standingOf(id: string): ComponentFact[] {
    const place = this.#places.get(id);
    return this.#walk([id], 'path', undefined, place === undefined ? [] : [place]);
  }

  /**
   * Something that can be told of the architecture alone, worked out once.
   * @param about what it is worked out of: a component, or an id
   */
  once<Value extends object>(what: string, about: object | string, make: () => Value): Value {
    return this.#once.of(what, about, make);
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

  /**
   * A ring ends because a component is visited once. In the order of the list, which is that of ids.
   * @param found places that are found already
   */
  #walk(
    starts: readonly string[],
    by: keyof Below,
    goesOn: (component: ComponentFact) => boolean = () => true,
    found: number[] = [],
  ): ComponentFact[] {
    const stamp = ++this.#stamp;
    for (const place of found) this.#stamps[place] = stamp;
    const queue: (readonly number[])[] = starts.map((start) => (this.#below.get(start) ?? NOTHING)[by]);
    for (let places = queue.pop(); places !== undefined; places = queue.pop()) {
      for (const place of places) {
        const component = this.components[place];
        if (component === undefined || this.#stamps[place] === stamp) continue;
        this.#stamps[place] = stamp;
        found.push(place);
        if (goesOn(component)) queue.push((this.#belowPlace[place] ?? NOTHING)[by]);
      }
    }
    return this.#at(found);
  }

  #at(places: readonly number[]): ComponentFact[] {
    return Array.from(Int32Array.from(places).sort(), (place) => this.components[place]).filter(
      (component) => component !== undefined,
    );
  }
}

function replaced<Fact extends { readonly id: string }>(
  facts: readonly Fact[],
  changed: ReadonlyMap<string, Fact | null>,
): readonly Fact[] {
  if (changed.size === 0) return facts;
  const others = facts.filter(({ id }) => !changed.has(id));
  return [...others, ...[...changed.values()].filter((fact) => fact !== null)];
}

function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}
