import { hash } from 'node:crypto';
import type { ComponentFacts, GraphFacts, SubjectFacts } from './engine/facts.js';
import type { ComponentScore } from './engine/domains/supply-chain.js';
import type { Score } from './engine/score.js';
import { hashOfValue } from './graph-hash.js';

/**
 * Hashes of what a score is made of and of what it came to. A subject may have thousands of components that it shares with
 * thousands of subjects: each is hashed once, and the list stands in the whole by the hash of their hashes.
 */
export function hashOfInputs(facts: SubjectFacts, bestGraph: GraphFacts | null): string {
  const components = facts.components && hashOfAll(facts.components.map(hashOfComponent));
  return hashOfValue({ facts: { ...facts, components }, bestGraph });
}

export function hashOfResult(score: Score): string {
  return hashOfValue({ ...score, components: hashOfAll(score.components.map(hashOfComponentScore)) });
}

export const hashOfComponent = remembered<ComponentFacts>();
const hashOfComponentScore = remembered<ComponentScore>();

/** Of a list, in its order. */
function hashOfAll(hashes: readonly string[]): string {
  return hash('sha256', hashes.join());
}

function remembered<T extends object>(): (value: T) => string {
  const known = new WeakMap<T, string>();
  return (value) => {
    let found = known.get(value);
    if (found === undefined) known.set(value, (found = hashOfValue(value)));
    return found;
  };
}
