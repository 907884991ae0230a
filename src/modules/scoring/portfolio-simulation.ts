import { Injectable } from '@nestjs/common';
import type { Substitutability, Tier } from './engine/graph/graph-method.js';
import type { PortfolioInput } from './engine/graph/portfolio-input.js';
import { EngineThreads } from './engine-threads.js';

export interface PortfolioRequest {
  nodes: { id: string; kind: string; substitutability?: Substitutability; undisclosedUpstream?: boolean }[];
  requirements: { of: string; k?: number; alternatives: { node: string; counts?: boolean }[] }[];
  useCases: { id: string; tier?: Tier | 'unknown' }[];
  failed?: string[];
  maxOrder?: number;
}

/** The engine on a portfolio that is not in the register. */
@Injectable()
export class PortfolioSimulation {
  constructor(private readonly threads: EngineThreads) {}

  /**
   * @returns JSON text
   * @throws DomainError validation-failed with pointers, portfolio-too-complex, or unavailable
   */
  simulate(request: PortfolioRequest): Promise<string> {
    const { failed = [], maxOrder = 2 } = request;
    return this.threads.ask('simulatePortfolio', () => ({
      input: writtenPortfolio(request),
      failed,
      maxOrder,
    }));
  }
}

/** The portfolio of a request, with what was left out of it. */
export function writtenPortfolio(
  request: Pick<PortfolioRequest, 'nodes' | 'requirements' | 'useCases'>,
): PortfolioInput {
  return {
    nodes: request.nodes,
    requirements: request.requirements.map(({ of, k = 1, alternatives }) => ({
      of,
      k,
      alternatives: alternatives.map(({ node, counts = true }) => ({ node, counts })),
    })),
    useCases: request.useCases.map(({ id, tier = 'unknown' as const }) => ({ id, tier })),
  };
}
