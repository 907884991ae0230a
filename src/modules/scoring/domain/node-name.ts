import type { Portfolio } from '../engine/graph/portfolio.js';
import { UNKNOWN_PROVIDER } from './node-ids.js';

/** A graph of the register, with the names of its records by id. */
export interface NamedGraph {
  readonly portfolio: Portfolio;
  readonly names: ReadonlyMap<string, string>;
}

/** How the API names a node of the graph. */
export interface NodeName {
  type: string;
  id: string;
  name: string | null;
}

/** Type, id and name of a node of the register's graph. */
export function nodeName({ portfolio, names }: NamedGraph, id: string): NodeName {
  const [prefix, rest] = id.includes(':')
    ? [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)]
    : [null, id];
  if (prefix === 'manual_procedure') return { type: 'manual_procedure', id, name: null };
  if (prefix !== null) return { type: prefix, id: rest, name: names.get(rest) ?? null };
  const vertex = portfolio.indexOf.get(id);
  const kind = vertex === undefined ? '' : (portfolio.kinds[vertex] ?? 'use_case');
  if (kind === 'undisclosed' || id === UNKNOWN_PROVIDER) return { type: 'undisclosed', id, name: null };
  if (kind === 'provider' || kind === 'use_case') return { type: kind, id, name: names.get(id) ?? null };
  return { type: 'component', id, name: names.get(id) ?? null };
}
