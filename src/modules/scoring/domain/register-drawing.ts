import { HOLD_A_MODEL, isModel, isOperatedByProvider } from '../../inventory/component-facts.public.js';
import type { PortfolioSink } from '../engine/graph/columns-builder.js';
import { UNKNOWN_UPSTREAM } from '../engine/graph/node-kinds.js';
import { evidenceOf, isEvidenced } from './fallback-tests.js';
import { baseModelNodeId, manualNodeId, parentNodeId, UNKNOWN_PROVIDER } from './node-ids.js';
import type { ComponentFact, ProviderFact, RequirementFact, UseCaseFact } from './register-facts.js';

const OUT_OF_SERVICE = new Set(['suspended', 'retired']);

export function isOperated(component: ComponentFact): boolean {
  return isOperatedByProvider(component.deployment);
}

/** What the drawing of one record asks of the others. */
export interface RegisterContext {
  /** YYYY-MM-DD; decides what has retired and which tests are still good. */
  readonly today: string;
  readonly component: (id: string) => ComponentFact | undefined;
  readonly provider: (id: string) => ProviderFact | undefined;
  /** Whether something is recorded of what the component requires. */
  readonly hasUpstream: (componentId: string) => boolean;
  /** Whether it stands on nothing undisclosed, through what it requires. */
  readonly isDisclosed: (componentId: string) => boolean;
  /** Whether something is built on the component. */
  readonly isBase: (componentId: string) => boolean;
  /** Whether something has the provider as its ultimate parent. */
  readonly isHead: (providerId: string) => boolean;
}

/**
 * How each record of the register stands in the graph: what is recorded as requirements, and what follows from how a
 * component is operated, whose it is and what it is built on. Nothing unknown takes an edge away: it leads to a node that
 * stands for what is not known.
 */
export class RegisterDrawing {
  constructor(
    private readonly context: RegisterContext,
    private readonly to: PortfolioSink,
  ) {}

  /** The component, its operator, and the model that it is built on: what it requires without anybody recording it. */
  component(component: ComponentFact): void {
    const { context } = this;
    const past = component.retiresOn !== null && component.retiresOn < context.today;
    this.to.node({
      id: component.id,
      kind: component.kind,
      substitutability: component.substitutability,
      operatedBy: isOperated(component) ? 'other' : 'firm',
      outOfService: component.retired || past || OUT_OF_SERVICE.has(component.status),
      undisclosedUpstream: isOperated(component) && !context.hasUpstream(component.id),
      undisclosedBaseModel: HOLD_A_MODEL.includes(component.kind) && component.baseModelStatus === 'unknown',
    });
    if (isOperated(component)) this.#single(component.id, component.providerId ?? UNKNOWN_PROVIDER);
    const base = this.baseOf(component);
    if (base !== null) this.#single(component.id, baseModelNodeId(base));
  }

  provider(provider: ProviderFact): void {
    this.to.node({
      id: provider.id,
      kind: 'provider',
      substitutability: provider.substitutability,
      operatedBy: provider.kind === 'in_house' ? 'firm' : 'other',
      // What it operates stops with it, and what the firm runs of it does not.
      outOfService: OUT_OF_SERVICE.has(provider.status),
      undisclosedParent: provider.ultimateParentStatus === 'unknown',
    });
    const parent = this.parentOf(provider);
    if (parent !== null) this.#single(provider.id, parentNodeId(parent));
  }

  unknownProvider(): void {
    this.to.node({ id: UNKNOWN_PROVIDER, kind: 'provider', undisclosedParent: true });
  }

  /** A parent is a node of its own, apart from the provider that it may also be. */
  parent(providerId: string): void {
    const substitutability = this.context.provider(providerId)?.substitutability;
    this.to.node({ id: parentNodeId(providerId), kind: 'ultimate_parent', substitutability });
  }

  baseModel(componentId: string): void {
    const substitutability = this.context.component(componentId)?.substitutability;
    this.to.node({ id: baseModelNodeId(componentId), kind: 'base_model', substitutability });
  }

  useCase({ id, tier, provisional }: UseCaseFact): void {
    this.to.useCase({ id, tier, provisional });
  }

  /** The people who carry out what a requirement may fall back on. */
  manualProcedures({ id, alternatives }: RequirementFact): void {
    alternatives.forEach(({ componentId }, i) => {
      if (componentId !== null) return;
      this.to.node({ id: manualNodeId(id, i + 1), kind: 'manual_procedure', operatedBy: 'firm' });
    });
  }

  /**
   * The first k alternatives by rank always count; a further one only when it was tested within twelve months and stands
   * on nothing undisclosed. Without alternatives: a statement that there is nothing upstream, or an undisclosed one.
   */
  requirement({ id, of, required, upstreamDisclosed, alternatives }: RequirementFact): void {
    const { today, isDisclosed } = this.context;
    if (alternatives.length === 0) {
      if (upstreamDisclosed !== 'yes') this.#single(of, UNKNOWN_UPSTREAM);
      return;
    }
    this.to.requirement(of, required);
    alternatives.forEach((alternative, i) => {
      const disclosed = alternative.componentId === null || isDisclosed(alternative.componentId);
      this.to.alternative({
        node: alternative.componentId ?? manualNodeId(id, i + 1),
        counts: i < required || (isEvidenced(alternative, today) && disclosed),
        evidence: evidenceOf(alternative, today),
        upstreamDisclosed: disclosed ? 'yes' : 'unknown',
      });
    });
  }

  /**
   * The component that a component is built on; null: none of its own. A model that is its own base, or is known to have
   * none, falls with itself when it is withdrawn.
   */
  baseOf(component: ComponentFact): string | null {
    if (component.baseModelId !== null) return component.baseModelId;
    const own = isModel(component.kind) && component.baseModelStatus === 'none';
    return own || this.context.isBase(component.id) ? component.id : null;
  }

  /** The provider of no parent is its own. */
  parentOf(provider: ProviderFact): string | null {
    if (provider.ultimateParentId !== null) return provider.ultimateParentId;
    const own = provider.ultimateParentStatus === 'none' || this.context.isHead(provider.id);
    return own ? provider.id : null;
  }

  #single(of: string, node: string): void {
    this.to.requirement(of, 1);
    this.to.alternative({ node, counts: true });
  }
}
