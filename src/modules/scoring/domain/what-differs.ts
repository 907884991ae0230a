import { adverseFindings } from '../engine/adverse-findings.js';
import type { ControlState } from '../engine/facts.js';
import type { ArrangementFact } from './arrangement-facts.js';
import type { Change } from './fact-index.js';
import type { ScoreComponentFact, ScoreProviderFact, ScoreUseCaseFact } from './score-facts.js';

/** Components that arrangements cover, or covered. */
export function componentsIn(arrangements: readonly Change<ArrangementFact>[]): readonly string[] {
  return arrangements.flatMap(({ before, after }) =>
    [before?.componentIds ?? [], after?.componentIds ?? []].flat(),
  );
}

export function sameState(a: ControlState | null, b: ControlState | null): boolean {
  return a?.design === b?.design && a?.operating === b?.operating;
}

export function haveCommon(few: ReadonlySet<string>, many: ReadonlySet<string>): boolean {
  for (const one of few) if (many.has(one)) return true;
  return false;
}

export function haveSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}

export function idsOf<T extends { id: string }>(changes: readonly Change<T>[]): Set<string> {
  return new Set(changes.flatMap(({ before, after }) => (after ?? before)?.id ?? []));
}

/** Whether a record is there on one side alone, or what is read of it is another. */
export function differ<T>(before: T | null, after: T | null, read: (record: T) => unknown[]): boolean {
  if (before === null || after === null) return before !== after;
  return JSON.stringify(read(before)) !== JSON.stringify(read(after));
}

/** What a use case weighs in the graphs, and for whom. */
export function weightOf(useCase: ScoreUseCaseFact): unknown[] {
  const { tier, provisional, lowestTier, status, legalEntityIds } = useCase;
  return [tier, provisional, lowestTier, status, legalEntityIds];
}

/** What the graph reads of a provider. */
export function nodeOfProvider(provider: ScoreProviderFact): unknown[] {
  const { kind, substitutability, status, ultimateParentStatus, ultimateParentId } = provider;
  return [kind, substitutability, status, ultimateParentStatus, ultimateParentId];
}

/** What the graph reads of a component. */
export function nodeOfComponent(component: ScoreComponentFact): unknown[] {
  const { kind, providerId, deployment, baseModelStatus, baseModelId, substitutability } = component;
  const { status, retiresOn, retired } = component;
  return [
    ...[kind, providerId, deployment, baseModelStatus, baseModelId, substitutability],
    ...[status, retiresOn, retired],
  ];
}

/** What decides whether a component is a part of an architecture, and whose part it is. */
export function partOf(component: ScoreComponentFact): unknown[] {
  const { providerId, deployment, retired } = component;
  return [providerId, deployment, retired, ...findings(component)];
}

/** What decides which findings something leads to. */
export function leading(component: ScoreComponentFact): unknown[] {
  return [component.baseModelId, ...findings(component)];
}

/** Whether something malicious or exploited was found in a component. */
function findings(component: ScoreComponentFact): unknown[] {
  return [adverseFindings(component).length > 0];
}
