import type { Source } from './score-facts.js';

/** Which record each factor is read from. What no record holds yet comes from nowhere: it is unknown. */
const RECORD_OF: Readonly<Record<string, 'use_case' | 'provider' | 'component' | 'graph'>> = {
  sensitivity: 'use_case',
  interruption: 'use_case',
  mode: 'component',
  transparency: 'component',
  pinning: 'component',
  vulnerability: 'component',
  provenance: 'component',
  maintenance: 'component',
  licence: 'component',
  privilege: 'component',
  model_risk_framework: 'provider',
  viability: 'provider',
  dependencies: 'graph',
  node_substitutability: 'graph',
  hidden_upstream: 'graph',
};

/** A record that a factor came from, and of which day it was. */
export interface ShownSource {
  type: string;
  id: string;
  version: number;
  updatedAt: string;
}

/** The records that a factor of a stored score was read from. */
export function sourceOf(
  factor: string,
  sources: Readonly<Record<string, Source>>,
): { sources: ShownSource[] } {
  const kind = RECORD_OF[factor];
  return {
    sources: Object.entries(sources).flatMap(([key, source]) => {
      const [type = '', id = ''] = key.split(':');
      return type === kind ? [{ type, id, ...source }] : [];
    }),
  };
}
