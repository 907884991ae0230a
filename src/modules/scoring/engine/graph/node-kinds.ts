/**
 * What the graph has to know about the kind of a node. Every other kind (model, library, vector store, provider, …) is
 * an ordinary node: it can fail, it can be a member of a cut set, it takes nothing unknown along.
 */

/** Reserved ids of the nodes that stand for what a supplier has not disclosed. */
export const UNKNOWN_UPSTREAM = 'UNKNOWN_UPSTREAM';
export const UNKNOWN_PARENT = 'UNKNOWN_PARENT';
export const UNKNOWN_BASE_MODEL = 'UNKNOWN_BASE_MODEL';

export type HiddenId = typeof UNKNOWN_UPSTREAM | typeof UNKNOWN_PARENT | typeof UNKNOWN_BASE_MODEL;

/**
 * Each undisclosed node and the kinds it may really be. When a node of one of these kinds fails, the undisclosed one is
 * assumed to be that very thing and fails with it (methodology 4.4, graph rule b).
 */
export const HIDDEN_LAYERS: readonly { readonly id: HiddenId; readonly kinds: readonly string[] }[] = [
  { id: UNKNOWN_UPSTREAM, kinds: ['hosting', 'network_edge', 'region'] },
  { id: UNKNOWN_PARENT, kinds: ['ultimate_parent'] },
  { id: UNKNOWN_BASE_MODEL, kinds: ['base_model'] },
];

/** The kind that an undisclosed node itself carries; no layer lists it, so it never takes another one along. */
export const UNDISCLOSED_KIND = 'undisclosed';

/** A procedure carried out by people: it has no supplier, so nothing makes it fail. */
export const MANUAL_PROCEDURE = 'manual_procedure';

/** Kinds that bind several components together without being a piece of technology that can break by itself. */
const GROUP_KINDS: ReadonlySet<string> = new Set(['ultimate_parent', 'base_model']);

/** What the record of a component itself names about its origin; these are known without looking further upstream. */
const ORIGIN_KINDS: ReadonlySet<string> = new Set(['provider', 'ultimate_parent', 'base_model', 'region']);

/** True for an id that no node or use case of a caller may carry. */
export function isReservedId(id: string): boolean {
  return id === UNKNOWN_UPSTREAM || id === UNKNOWN_PARENT || id === UNKNOWN_BASE_MODEL;
}

/** True where the node may be named in a cut set: parents and base models have a radius but are no cut (ruling on G5). */
export function canBeCut(id: string, kind: string): boolean {
  if (isReservedId(id)) return id === UNKNOWN_UPSTREAM;
  return kind !== MANUAL_PROCEDURE && !GROUP_KINDS.has(kind);
}

/**
 * True for provider, parent, base model and region: attributes of a component rather than its upstream technology. An
 * undisclosed parent or base model is one too.
 */
export function isOrigin(id: string, kind: string): boolean {
  return ORIGIN_KINDS.has(kind) || id === UNKNOWN_PARENT || id === UNKNOWN_BASE_MODEL;
}
