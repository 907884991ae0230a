import type { Portfolio } from '../engine/graph/portfolio.js';
import { UNKNOWN_PROVIDER } from './node-ids.js';

/** What a record is called. */
export interface RecordNames {
  readonly name: string;
  /** In Traditional Chinese, where it has such a name. */
  readonly nameZhHant?: string | null;
}

/** A graph of the register, with the names of its records by id. */
export interface NamedGraph {
  readonly portfolio: Portfolio;
  readonly names: ReadonlyMap<string, RecordNames>;
}

/** How the API names a node of the graph. */
export interface NodeName {
  type: string;
  id: string;
  name: string | null;
  nameZhHant: string | null;
}

/** Type, id and names of a node of the register's graph, or of a use case. */
export function nodeName({ portfolio, names }: NamedGraph, id: string): NodeName {
  const [prefix, rest] = id.includes(':')
    ? [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)]
    : [null, id];
  if (prefix === 'manual_procedure') return nameless('manual_procedure', id);
  if (prefix !== null) return named(prefix, rest, names);
  const vertex = portfolio.indexOf.get(id);
  const kind = vertex === undefined ? '' : (portfolio.kinds[vertex] ?? 'use_case');
  if (kind === 'undisclosed' || id === UNKNOWN_PROVIDER) return nameless('undisclosed', id);
  return named(kind === 'provider' || kind === 'use_case' ? kind : 'component', id, names);
}

function nameless(type: string, id: string): NodeName {
  return { type, id, name: null, nameZhHant: null };
}

function named(type: string, id: string, names: NamedGraph['names']): NodeName {
  const { name = null, nameZhHant = null } = names.get(id) ?? {};
  return { type, id, name, nameZhHant };
}

/** The name in a language: the other one where there is none. */
export function inLocale(
  { name, nameZhHant }: { name: string | null; nameZhHant?: string | null },
  locale: string,
): string | null {
  return locale === 'zh-Hant' ? (nameZhHant ?? name) : name;
}
