import type { PortfolioSink } from '../engine/graph/columns-builder.js';
import type { GraphMethod } from '../engine/graph/graph-method.js';
import { buildFromColumns, type Portfolio } from '../engine/graph/portfolio.js';
import { Redrawing } from '../engine/graph/redraw.js';
import type { AppliedChanges, Change, FactIndex } from './fact-index.js';
import { baseModelNodeId, manualNodeId, parentNodeId } from './node-ids.js';
import { RegisterDrawing } from './register-drawing.js';
import { drawRegister } from './register-graph.js';
import type { Reading } from './readings.js';
import type { ComponentFact, ProviderFact, RegisterFacts } from './register-facts.js';
import {
  type ScoreComponentFact,
  type ScoreProviderFact,
  type ScoreRequirementFact,
  stops,
} from './score-facts.js';
import { hidesUpstream, undisclosedComponents } from './undisclosed-components.js';

/**
 * The graph of the facts in one reading, which follows their changes: in place where the vertices stay, drawn as a whole
 * where they do not.
 */
export class FollowedGraph {
  #portfolio!: Portfolio;
  #undisclosed!: ReadonlySet<string>;

  /** @param today YYYY-MM-DD */
  constructor(
    private readonly facts: FactIndex,
    private readonly reading: Reading,
    private readonly method: GraphMethod,
    private readonly today: string,
  ) {
    this.#drawAll();
  }

  get portfolio(): Portfolio {
    return this.#portfolio;
  }

  /** @param changes what the facts have taken in already */
  follow(changes: AppliedChanges): void {
    if (!this.#drawInPlace(changes)) this.#drawAll();
  }

  #drawAll(): void {
    const { reading, today } = this;
    const { columns, undisclosed } = drawRegister(this.#register(), today, reading.hidesNothing);
    this.#portfolio = buildFromColumns(columns, this.method);
    this.#undisclosed = undisclosed;
  }

  #drawInPlace(changes: AppliedChanges): boolean {
    const { components, providers, requirements, useCases } = changes;
    const same =
      useCases.every(({ before, after }) => before !== null && after !== null) &&
      components.every(haveSameVertices) &&
      providers.every(haveSameParent) &&
      requirements.every(haveSameProcedures);
    if (!same) return false;
    const undisclosed = this.#keepsUndisclosed(requirements)
      ? this.#undisclosed
      : undisclosedComponents(this.#register(), this.#hasUpstream);
    const ids = new Set([
      ...[...components, ...providers, ...useCases].flatMap(({ after }) => after?.id ?? []),
      ...requirements.flatMap(({ before, after }) => [before?.of ?? [], after?.of ?? []].flat()),
      ...this.#thatName(difference(this.#undisclosed, undisclosed)),
    ]);
    const portfolio = Redrawing.of(this.#portfolio, (to) => this.#draw(ids, undisclosed, to));
    if (portfolio === null) return false;
    this.#portfolio = portfolio;
    this.#undisclosed = undisclosed;
    return true;
  }

  /** The vertices of records: their own, and what stands for them as a parent or a base model. */
  #draw(ids: ReadonlySet<string>, undisclosed: ReadonlySet<string>, to: PortfolioSink): void {
    const { facts, reading, today } = this;
    const { indexOf } = this.#portfolio;
    const component = (id: string): ComponentFact | undefined => {
      const recorded = facts.components.get(id);
      return recorded && reading.component(recorded);
    };
    const provider = (id: string): ProviderFact | undefined => {
      const recorded = facts.providers.get(id);
      return recorded && reading.provider(recorded);
    };
    const drawing = new RegisterDrawing(
      {
        today,
        component,
        provider,
        hasUpstream: this.#hasUpstream,
        isDisclosed: (id) => !undisclosed.has(id),
        // Whose vertices stay is a base, or a parent, just when there is a vertex for it.
        isBase: (id) => indexOf.has(baseModelNodeId(id)),
        isHead: (id) => indexOf.has(parentNodeId(id)),
      },
      to,
    );
    for (const id of ids) {
      const [ownUseCase, ownComponent, ownProvider] = [facts.useCases.get(id), component(id), provider(id)];
      if (ownUseCase) drawing.useCase(reading.useCase(ownUseCase));
      if (ownComponent) drawing.component(ownComponent);
      if (ownProvider) drawing.provider(ownProvider);
      for (const requirement of this.#requirementsOf(id)) {
        drawing.requirement(reading.requirement(requirement, today));
      }
      if (indexOf.has(baseModelNodeId(id))) drawing.baseModel(id);
      if (indexOf.has(parentNodeId(id))) drawing.parent(id);
    }
  }

  /** Whether the same things stand on something undisclosed as did before. */
  #keepsUndisclosed(requirements: AppliedChanges['requirements']): boolean {
    if (this.reading.hidesNothing) return true; // where nothing is hidden, nothing stands on it
    const [change, ...others] = requirements;
    return change === undefined || (others.length === 0 && this.#keepsItsOwner(change));
  }

  /**
   * What did not stand on something undisclosed still does not, or what did has only come to stand on more. Where neither is
   * so, everything has to be looked at: two that require each other hold each other up.
   */
  #keepsItsOwner({ before, after }: Change<ScoreRequirementFact>): boolean {
    const [was, is] = [before, after].map((one) => (one !== null && stops(one) ? one : null));
    const owner = (was ?? is)?.of;
    if (owner === undefined) return true;
    const others = this.#requirementsOf(owner).filter(({ id }) => id !== (was ?? is)!.id);
    if (others.length === 0 || (was && is && was.of !== is.of)) return false;
    const hides = (one: ScoreRequirementFact | null | undefined): boolean =>
      one ? hidesUpstream(this.reading.requirement(one, this.today), this.#undisclosed) : false;
    return this.#undisclosed.has(owner) ? !hides(was) : !hides(is);
  }

  readonly #hasUpstream = (id: string): boolean =>
    this.reading.hidesNothing || this.facts.requirementsOf(id).some(stops);

  /** Whose requirements name one of the components. */
  #thatName(components: ReadonlySet<string>): string[] {
    if (components.size === 0) return [];
    return this.facts.requirements.all.flatMap((requirement) =>
      stops(requirement) &&
      requirement.alternatives.some(({ componentId }) => componentId !== null && components.has(componentId))
        ? requirement.of
        : [],
    );
  }

  /** In the order of a whole drawing. */
  #requirementsOf(id: string): ScoreRequirementFact[] {
    return this.facts
      .requirementsOf(id)
      .filter(stops)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #register(): RegisterFacts {
    const { facts, reading, today } = this;
    const stopping = facts.requirements.all.filter(stops);
    return {
      useCases: facts.useCases.all.map(reading.useCase),
      providers: facts.providers.all.map(reading.provider),
      components: facts.components.all.map(reading.component),
      requirements: stopping.map((requirement) => reading.requirement(requirement, today)),
    };
  }
}

/** Of what a component makes vertices or implied edges of. */
function haveSameVertices({ before, after }: Change<ScoreComponentFact>): boolean {
  return (
    before !== null &&
    after !== null &&
    before.kind === after.kind &&
    before.providerId === after.providerId &&
    before.deployment === after.deployment &&
    before.baseModelStatus === after.baseModelStatus &&
    before.baseModelId === after.baseModelId
  );
}

function haveSameParent({ before, after }: Change<ScoreProviderFact>): boolean {
  return (
    before !== null &&
    after !== null &&
    before.ultimateParentStatus === after.ultimateParentStatus &&
    before.ultimateParentId === after.ultimateParentId
  );
}

/** A procedure carried out by people is a vertex of its own. */
function haveSameProcedures({ before, after }: Change<ScoreRequirementFact>): boolean {
  return proceduresOf(before).join() === proceduresOf(after).join();
}

function proceduresOf(requirement: ScoreRequirementFact | null): string[] {
  if (requirement === null || !stops(requirement)) return [];
  return requirement.alternatives.flatMap(({ componentId }, i) =>
    componentId === null ? manualNodeId(requirement.id, i + 1) : [],
  );
}

/** What is in one of the sets alone. */
function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a === b) return new Set();
  return new Set([...[...a].filter((one) => !b.has(one)), ...[...b].filter((one) => !a.has(one))]);
}
