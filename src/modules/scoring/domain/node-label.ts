import type { Locale } from '../../../kernel/actor.js';
import {
  MANUAL_PROCEDURE,
  UNKNOWN_BASE_MODEL,
  UNKNOWN_PARENT,
  UNKNOWN_UPSTREAM,
} from '../engine/graph/node-kinds.js';
import { UNKNOWN_PROVIDER } from './node-ids.js';
import { NODE_TEXTS } from './failure-texts.js';

/** Name of a record by its id, in the language of the text; undefined where there is no such record. */
export type RecordName = (id: string) => string | undefined;

const RESERVED = [UNKNOWN_UPSTREAM, UNKNOWN_PARENT, UNKNOWN_BASE_MODEL, UNKNOWN_PROVIDER] as const;

/** How a sentence calls a node of the register's graph, or a use case. */
export function nodeLabel(id: string, nameOf: RecordName, locale: Locale): string {
  const reserved = RESERVED.find((known) => known === id);
  if (reserved) return NODE_TEXTS[reserved][locale];
  const colon = id.indexOf(':');
  if (colon < 0) return nameOf(id) ?? id;
  const kind = id.slice(0, colon);
  if (kind === MANUAL_PROCEDURE) return NODE_TEXTS[MANUAL_PROCEDURE][locale];
  const name = nameOf(id.slice(colon + 1)) ?? id;
  if (kind === 'ultimate_parent' || kind === 'base_model') {
    return NODE_TEXTS[kind][locale].replace('{name}', () => name);
  }
  return name;
}
