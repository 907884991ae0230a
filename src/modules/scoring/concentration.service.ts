import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import type { Axis } from './domain/axes.js';
import { concentrationOn } from './domain/axis-layers.js';
import { visibleUseCases } from './domain/visibility.js';
import type { LayerConcentration } from './engine/graph/shares.js';
import { nodeName, type NodeName } from './domain/node-name.js';
import { GraphService, type RegisterGraph } from './graph.service.js';

export interface ConcentrationView {
  total: number;
  shares: {
    node: NodeName;
    share: number;
    criticalShare: number;
    useCases: string[];
    hiddenUseCases: number;
  }[];
  hhi: number;
  effectiveNumber: number;
  normalisedHhi: number;
  cr1: number;
  cr3: number;
  hhiSubstitutability: number;
}

export interface ConcentrationAnswer extends ConcentrationView {
  axis: Axis;
  layer: string | null;
  declared: ConcentrationView;
  effective: ConcentrationView;
  graphHash: string;
}

export interface ConcentrationRequest {
  axis: Axis;
  layer?: string;
  legalEntityId?: string;
}

/** How the weight of the use cases is split over what they stand on (methodology 4.1). */
@Injectable()
export class ConcentrationService {
  constructor(private readonly graphs: GraphService) {}

  async measure(actor: Actor, request: ConcentrationRequest, asOf: AsOf): Promise<ConcentrationAnswer> {
    const { legalEntityId } = request;
    if (legalEntityId !== undefined) await this.graphs.refuseUnknownEntity(legalEntityId, asOf);
    const graph = await this.graphs.graph({ asOf, legalEntityId });
    const measured = concentrationOn(graph.portfolio, request.axis, request.layer ?? null);
    const effective = viewOf(measured.effective, graph, actor);
    return {
      axis: request.axis,
      layer: request.layer ?? null,
      ...effective,
      declared: viewOf(measured.declared, graph, actor),
      effective,
      graphHash: graph.hash,
    };
  }
}

function viewOf(measured: LayerConcentration, graph: RegisterGraph, actor: Actor): ConcentrationView {
  const { ids, nodeCount } = graph.portfolio;
  return {
    total: measured.total,
    shares: measured.shares.map(({ node, share, criticalShare, useCases }) => {
      const seen = visibleUseCases(
        graph,
        useCases.map((useCase) => ids[nodeCount + useCase] ?? ''),
        actor,
      );
      return {
        node: nodeName(graph, ids[node] ?? ''),
        share,
        criticalShare,
        useCases: seen.visible,
        hiddenUseCases: seen.hidden,
      };
    }),
    hhi: measured.hhi,
    effectiveNumber: measured.effectiveNumber,
    normalisedHhi: measured.normalisedHhi,
    cr1: measured.cr1,
    cr3: measured.cr3,
    hhiSubstitutability: measured.hhiSubstitutability,
  };
}
