import type { GraphFacts } from '../engine/facts.js';
import type { ArrangementFact } from './arrangement-facts.js';
import type { Source } from './score-facts.js';

/** Kinds of records under which a stored score keeps where its facts came from. */
export type SourceKind =
  | 'use_case'
  | 'provider'
  | 'component'
  | 'concentration_limit'
  | 'arrangement'
  | 'indemnity'
  | 'responsibility'
  | 'control'
  | 'assessment'
  | 'regulator_correspondence'
  | 'contingency_plan'
  | 'contingency_exercise'
  | 'assurance_activity'
  | 'exception'
  | 'change_event';

interface Sources {
  get(id: string): { source: Source } | undefined;
}

/** How a record that facts were read from is addressed among the sources of a score. */
export function sourceKey(kind: SourceKind, id: string): string {
  return `${kind}:${id}`;
}

/** A node that the graph speaks of need not be a part of the subject: it is kept apart. */
export function nodeKey(kind: SourceKind, id: string): string {
  return `node:${sourceKey(kind, id)}`;
}

/** Id of the record that a node is, or that it stands beside as its ultimate parent or base model. */
export function recordOfNode(node: string): string {
  return node.slice(node.lastIndexOf(':') + 1);
}

/** The records that the nodes of a finding of the graph are; what is not disclosed is none. */
export function nodeSources(
  graph: GraphFacts | null,
  components: Sources,
  providers: Sources,
): Record<string, Source> {
  const found: Record<string, Source> = {};
  for (const finding of [graph?.worst, graph?.singlePoint, graph?.sharedNode]) {
    if (!finding) continue;
    for (const node of [finding.node, finding.through]) {
      const id = recordOfNode(node);
      const [component, provider] = [components.get(id), providers.get(id)];
      if (component) found[nodeKey('component', id)] = sourceOf(component);
      else if (provider) found[nodeKey('provider', id)] = sourceOf(provider);
    }
  }
  return found;
}

/** Records by how they are addressed. */
export function sourcesOf(
  kind: SourceKind,
  records: readonly { readonly id: string; readonly source: Source }[],
): Record<string, Source> {
  return Object.fromEntries(records.map(({ id, source }) => [sourceKey(kind, id), source]));
}

const knownSources = new WeakMap<ArrangementFact, Record<string, Source>>();

/** The records that the terms of a subject come from; one object for all uses of an arrangement. */
export function arrangementSources(arrangement: ArrangementFact): Record<string, Source> {
  let found = knownSources.get(arrangement);
  if (found === undefined) knownSources.set(arrangement, (found = termSources(arrangement)));
  return found;
}

function termSources(arrangement: ArrangementFact): Record<string, Source> {
  const { id, source, indemnities, responsibilities } = arrangement;
  return Object.fromEntries([
    [sourceKey('arrangement', id), source],
    ...indemnities.map((one) => [sourceKey('indemnity', one.id), one.source] as const),
    ...responsibilities.map((one) => [sourceKey('responsibility', one.id), one.source] as const),
  ]);
}

/** Without what was found out about it: of a node, the graph reads the record alone. */
function sourceOf({ source: { version, updatedAt } }: { source: Source }): Source {
  return { version, updatedAt };
}
