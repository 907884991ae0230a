import type { GraphFacts } from '../facts.js';
import type { CarryOver } from './carry-over.js';
import { ChangedGraphFacts } from './changed-graph-facts.js';
import type { ComputationLimits } from './computation-limits.js';
import { DISCLOSURE, FALLBACK_EVIDENCE, type FallbackEvidence } from './fallback-evidence.js';
import { Independence } from './independence.js';
import { canBeCut, isReservedId, MANUAL_PROCEDURE } from './node-kinds.js';
import { NodeFailures } from './node-failures.js';
import type { Portfolio } from './portfolio.js';
import { includes, RequiredNodes } from './required-nodes.js';

const YES = DISCLOSURE.indexOf('yes');
const UNKNOWN = DISCLOSURE.indexOf('unknown');
const NO_EVIDENCE = FALLBACK_EVIDENCE.indexOf('unknown');

/** What a score reads of the graph, for one subject after another on the same portfolio. */
export class SubjectGraphs {
  private readonly required: RequiredNodes;
  /** For which subjects it may say something else than the graph before; null: for any. */
  readonly changes: ChangedGraphFacts | null;
  private readonly failures: NodeFailures;
  private readonly independence: Independence;
  /** What the last use case requires: the subjects of one follow each other. */
  private last: { readonly useCase: number; readonly nodes: Int32Array } = {
    useCase: -1,
    nodes: new Int32Array(0),
  };

  constructor(
    private readonly portfolio: Portfolio,
    /** φ of each kind of evidence. */
    private readonly evidence: Readonly<Record<FallbackEvidence, number>>,
    limits: ComputationLimits = {},
    before: { readonly graphs: SubjectGraphs; readonly carry: CarryOver } | null = null,
  ) {
    this.required = new RequiredNodes(portfolio);
    const alike = before !== null && before.graphs.failures.holdFor(portfolio) ? before.graphs : null;
    this.failures =
      alike?.failures ??
      new NodeFailures(portfolio, before && { ...before, failures: before.graphs.failures });
    this.independence =
      alike?.independence ??
      new Independence(portfolio, limits, before && { ...before, independence: before.graphs.independence });
    const failures = alike ? [] : this.failures.changed;
    this.changes =
      before && failures && new ChangedGraphFacts(before.graphs.portfolio, portfolio, before.carry, failures);
  }

  /**
   * @param useCase number of the use case
   * @param components nodes of the arrangement
   */
  of(useCase: number, components: readonly number[]): GraphFacts {
    const all = this.requiredBy(useCase);
    const required = this.required.ofSubject(all, components);
    return { ...this.radii(useCase, required), ...this.fallbacks(useCase, all, components) };
  }

  private requiredBy(useCase: number): Int32Array {
    if (this.last.useCase !== useCase) {
      this.last = { useCase, nodes: this.required.of([this.portfolio.nodeCount + useCase]) };
    }
    return this.last.nodes;
  }

  private radii(useCase: number, required: Int32Array): Omit<GraphFacts, keyof Fallbacks> {
    const { ids, kinds, substitutability, method } = this.portfolio;
    let worst: GraphFacts['worst'] = null;
    let singlePoint: GraphFacts['singlePoint'] = null;
    let sharedNode: GraphFacts['sharedNode'] = null;
    let highRiskStopped = 0;
    let sigmasKnown = true;
    let hiddenUpstream = false;
    for (const node of required) {
      const id = ids[node]!;
      const failure = this.failures.of(node);
      const sigma = method.substitutability[substitutability[node]!];
      if (worst === null || failure.share * sigma > worst.radius * worst.sigma) {
        worst = { node: id, through: ids[failure.through]!, radius: failure.share, sigma };
      }
      if (singlePoint === null && canBeCut(id, kinds[node]!) && includes(failure.stops, useCase)) {
        singlePoint = { node: id, through: id };
      }
      if (failure.highRisk > highRiskStopped) {
        highRiskStopped = failure.highRisk;
        sharedNode = { node: id, through: ids[failure.highRiskThrough]! };
      }
      sigmasKnown &&= substitutability[node] !== 'unknown';
      hiddenUpstream ||= isReservedId(id);
    }
    return { worst, singlePoint, sharedNode, highRiskStopped, sigmasKnown, hiddenUpstream };
  }

  /**
   * φ_eff and g over the requirements, on what the use case requires, of which the arrangement serves a first-k
   * alternative; without such a requirement both are 0.
   */
  private fallbacks(useCase: number, required: Int32Array, components: readonly number[]): Fallbacks {
    const { rowsOf, rowStart, rowK, alternative, nodeCount } = this.portfolio;
    const own = new Set(components);
    const found = { fallback: 1, independence: 1, fallbackKnown: true, independenceKnown: true };
    let served = false;
    for (const vertex of [nodeCount + useCase, ...required]) {
      for (let row = rowsOf[vertex]!; row < rowsOf[vertex + 1]!; row++) {
        const firstFallback = Math.min(rowStart[row]! + rowK[row]!, rowStart[row + 1]!);
        for (let edge = rowStart[row]!; edge < firstFallback; edge++) {
          if (!own.has(alternative[edge]!)) continue;
          served = true;
          this.lookAt(alternative[edge]!, firstFallback, rowStart[row + 1]!, found);
        }
      }
    }
    return served ? found : { ...found, fallback: 0, independence: 0 };
  }

  /** Lowers what was found so far to the best fallback of one component under one requirement. */
  private lookAt(
    component: number,
    from: number,
    to: number,
    found: { -readonly [K in keyof Fallbacks]: Fallbacks[K] },
  ): void {
    const { alternative, evidence, disclosure, kinds } = this.portfolio;
    let fallback = 0;
    let independence = 0;
    for (let edge = from; edge < to; edge++) {
      const other = alternative[edge]!;
      const manual = kinds[other] === MANUAL_PROCEDURE;
      const gamma = manual || disclosure[edge] === YES ? this.independence.gamma(component, other) : 1;
      const phi = this.evidence[FALLBACK_EVIDENCE[evidence[edge]!]!];
      fallback = Math.max(fallback, phi * (1 - gamma));
      independence = Math.max(independence, 1 - gamma);
      if (evidence[edge] === NO_EVIDENCE) found.fallbackKnown = false;
      const hidden = this.independence.isHidden(component) || this.independence.isHidden(other);
      if (!manual && (disclosure[edge] === UNKNOWN || hidden)) found.independenceKnown = false;
    }
    found.fallback = Math.min(found.fallback, fallback);
    found.independence = Math.min(found.independence, independence);
  }
}

type Fallbacks = Pick<GraphFacts, 'fallback' | 'independence' | 'fallbackKnown' | 'independenceKnown'>;
