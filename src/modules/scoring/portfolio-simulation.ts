import { DomainError } from '../../kernel/domain-error.js';
import { within } from './computation-deadline.js';
import type { Substitutability, Tier } from './engine/graph/graph-method.js';
import { buildPortfolio } from './engine/graph/portfolio.js';
import { type PortfolioSimulation, simulate } from './engine/graph/simulate.js';
import { validatePortfolio } from './engine/graph/validate.js';
import { hashOf } from './graph.service.js';

export interface PortfolioRequest {
  nodes: { id: string; kind: string; substitutability?: Substitutability; undisclosedUpstream?: boolean }[];
  requirements: { of: string; k?: number; alternatives: { node: string; counts?: boolean }[] }[];
  useCases: { id: string; tier?: Tier | 'unknown' }[];
  failed?: string[];
  maxOrder?: number;
}

/**
 * The engine on a portfolio that is not in the register.
 * @throws DomainError validation-failed with pointers, or portfolio-too-complex
 */
export function simulatePortfolio(request: PortfolioRequest): PortfolioSimulation & { graphHash: string } {
  const { failed = [], maxOrder = 2 } = request;
  const input = {
    nodes: request.nodes,
    requirements: request.requirements.map(({ of, k = 1, alternatives }) => ({
      of,
      k,
      alternatives: alternatives.map(({ node, counts = true }) => ({ node, counts })),
    })),
    useCases: request.useCases.map(({ id, tier = 'unknown' as const }) => ({ id, tier })),
  };
  const problems = validatePortfolio(input, failed, maxOrder);
  if (problems.length > 0) {
    throw new DomainError(
      'validation-failed',
      {},
      problems.map(({ pointer, code, params }) => ({
        pointer,
        code: code.replaceAll('_', '-'),
        params: { ...params, max: params?.['most'] ?? '' },
      })),
    );
  }
  const portfolio = buildPortfolio(input);
  return {
    ...within((limits) => simulate(portfolio, failed, maxOrder, limits)),
    graphHash: hashOf(portfolio),
  };
}
