import type { GraphFacts } from '../engine/facts.js';
import { distinctSources, type ScoreSources, type ShownSource } from './score-sources.js';

interface ReadFactor {
  code: string;
  read: string;
  known: boolean;
}

/** What a factor is read from. */
type Origin = (sources: ScoreSources, factor: ReadFactor, about: About) => ShownSource[];

interface About {
  /** Id of the component by which the supply chain is as bad as it is. */
  worstComponent: string | null;
  graph: GraphFacts | null;
}

const fromUseCase: Origin = (sources) => sources.useCase;
const fromProvider: Origin = (sources) => sources.provider;
const fromParts: Origin = (sources) => sources.parts;
const fromArrangement: Origin = (sources) => sources.arrangement;
/** On machines of one's own it follows from the deployment; elsewhere the arrangement says it. */
const fromDeployment: Origin = (sources, { known }) =>
  sources.arrangement.length > 0 ? [...sources.arrangement, ...sources.parts] : known ? sources.parts : [];
const fromWorst: Origin = (sources, _factor, { worstComponent }) =>
  worstComponent === null ? [] : sources.part(worstComponent);
const fromWorstNode: Origin = (sources, _factor, { graph }) =>
  graph?.worst ? [...sources.node(graph.worst.node), ...sources.node(graph.worst.through)] : [];

/** By codes of factors. What no record holds yet comes from nowhere: it is unknown. */
const ORIGINS: Readonly<Record<string, Origin>> = {
  sensitivity: fromUseCase,
  interruption: fromUseCase,
  mode: fromParts,
  retention: fromDeployment,
  training_use: fromDeployment,
  chain: fromArrangement,
  ip: (sources) => [...sources.arrangement, ...sources.indemnities('ip_output', 'ip_training_data')],
  privacy: (sources) => [...sources.arrangement, ...sources.indemnities('privacy')],
  terms: fromArrangement,
  reliance: fromArrangement,
  substitutability: fromArrangement,
  audit_rights: fromArrangement,
  transparency: fromParts,
  pinning: fromParts,
  vulnerability: (sources, factor, { worstComponent }) =>
    worstComponent === null ? [] : vulnerabilitySources(sources, factor.read, worstComponent),
  provenance: fromWorst,
  maintenance: fromWorst,
  licence: fromWorst,
  privilege: fromWorst,
  model_risk_framework: (sources) => [...sources.provider, ...sources.assessments],
  skills: (sources) => sources.assessments,
  outcome: (sources) =>
    sources.activities('validation', 'accuracy_test', 'monitoring_run', 'prompt_variation_test'),
  viability: fromProvider,
  dependencies: fromWorstNode,
  node_substitutability: fromWorstNode,
  hidden_upstream: fromUseCase,
};

/** The records that a factor of a stored score was read from. */
export function factorSources(factor: ReadFactor, sources: ScoreSources, about: About): ShownSource[] {
  return distinctSources(ORIGINS[factor.code]?.(sources, factor, about) ?? []);
}

/** The same of a factor of one component. */
export function componentFactorSources(
  factor: ReadFactor,
  sources: ScoreSources,
  componentId: string,
): ShownSource[] {
  return factorSources(factor, sources, { worstComponent: componentId, graph: null });
}

/**
 * The component, and the scan, the finding of malice or the vulnerability that decided.
 * @param read as the factor has it: `scan …`, `malicious …`, or the identifier of a vulnerability
 */
function vulnerabilitySources(sources: ScoreSources, read: string, componentId: string): ShownSource[] {
  const found = sources.found(componentId, (one) => {
    if (read.startsWith('scan ')) return one.type === 'component_scan';
    if (read.startsWith('malicious ')) return one.malicious !== 'no';
    return one.type === 'component_vulnerability' && one.name === read;
  });
  return [...sources.part(componentId), ...found];
}
