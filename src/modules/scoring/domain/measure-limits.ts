import type { ComputationLimits } from '../engine/graph/computation-limits.js';
import type { GraphMethod } from '../engine/graph/graph-method.js';
import { buildFromColumns, type Portfolio } from '../engine/graph/portfolio.js';
import { LimitMeasures, type MeasurableLimit } from './limit-measures.js';
import { nodeName, type NodeName } from './node-name.js';
import type { RegisterFacts } from './register-facts.js';
import { registerColumns } from './register-graph.js';

/** Limits of one legal entity, to be measured on its register. */
export interface LimitsQuestion {
  /** Of the legal entity: see `registerOfEntity`. */
  register: RegisterFacts;
  limits: readonly (MeasurableLimit & { id: string })[];
  /** YYYY-MM-DD */
  today: string;
  /** What the method in use says of the graph. */
  method: GraphMethod;
}

/** What exceeds a limit, by the names and ids of the register. */
export interface NamedExcess {
  /** What of a limit it is about: the id of the node in the graph, or the whole layer. */
  subject: string;
  node: NodeName | null;
  through: NodeName | null;
  value: number;
  /** Ids of the use cases that stand on it, sorted. */
  useCaseIds: string[];
}

export interface MeasuredLimit {
  id: string;
  value: number;
  /** Ids of the use cases that the measure is about, sorted. */
  covers: string[];
  excesses: NamedExcess[];
}

export interface MeasuredLimits {
  graphHash: string;
  limits: MeasuredLimit[];
}

/** The subject of an excess of a whole layer. */
export const WHOLE_LAYER = 'layer';

/**
 * Measures limits on the graph that GET /concentration asks.
 * @param hashOf how a graph is hashed
 * @throws PortfolioTooComplexError when the caller's time is up
 */
export function measureLimits(
  { register, limits, today, method }: LimitsQuestion,
  computation: ComputationLimits,
  hashOf: (portfolio: Portfolio) => string,
): MeasuredLimits {
  const portfolio = buildFromColumns(registerColumns(register, today), method);
  const { ids, nodeCount } = portfolio;
  const names = new Map([...register.components, ...register.providers].map((record) => [record.id, record]));
  const named = (node: number | null): NodeName | null =>
    node === null ? null : nodeName({ portfolio, names }, ids[node]!);
  const useCaseIds = (numbers: readonly number[]): string[] =>
    numbers.map((number) => ids[nodeCount + number]!).sort();
  const measures = new LimitMeasures(portfolio, computation);
  return {
    graphHash: hashOf(portfolio),
    limits: limits.map((limit) => {
      const { value, covers, excesses } = measures.of(limit);
      return {
        id: limit.id,
        value,
        covers: useCaseIds(covers),
        excesses: excesses.map(({ node, through, value: found, useCases }) => ({
          subject: node === null ? WHOLE_LAYER : ids[node]!,
          node: named(node),
          through: named(through),
          value: found,
          useCaseIds: useCaseIds(useCases),
        })),
      };
    }),
  };
}
