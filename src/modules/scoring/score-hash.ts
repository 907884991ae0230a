import type { ComponentFacts, GraphFacts, SubjectFacts } from './engine/facts.js';
import type { ComponentScore } from './engine/domains/supply-chain.js';
import type { Score } from './engine/score.js';
import { hashOfValue } from './graph-hash.js';

/**
 * Hashes of what a score is made of and of what it came to. A subject may have thousands of components that it shares with
 * thousands of subjects: each is hashed once, and stands in the whole by its hash.
 */
export function hashOfInputs(facts: SubjectFacts, bestGraph: GraphFacts | null): string {
  const components = facts.components?.map(hashOfComponent) ?? null;
  return hashOfValue({ facts: { ...facts, components }, bestGraph });
}

export function hashOfResult(score: Score): string {
  return hashOfValue({ ...score, components: score.components.map(hashOfComponentScore) });
}

export const hashOfComponent = remembered<ComponentFacts>();
const hashOfComponentScore = remembered<ComponentScore>();

function remembered<T extends object>(): (value: T) => string {
  const known = new WeakMap<T, string>();
  return (value) => {
    let hash = known.get(value);
    if (hash === undefined) known.set(value, (hash = hashOfValue(value)));
    return hash;
  };
}
