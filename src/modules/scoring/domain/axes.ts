/** Axes of concentration, and which kinds of nodes each one groups by. */
export const AXES = ['provider', 'ultimate_parent', 'base_model', 'hosting', 'region', 'component'] as const;
export type Axis = (typeof AXES)[number];

/** Kinds of components, which are layers too. */
export const LAYERS = [
  'language_model',
  'embedding_model',
  'vector_store',
  'prompt_management',
  'orchestration',
  'evaluation',
  'gateway',
  'content_filter',
  'serving',
  'hosting',
  'region',
  'network_edge',
  'dataset',
  'library',
  'application',
  'browser_extension',
] as const;

/** Kinds of the nodes that an axis counts. Network edges host traffic: they count as hosts. */
export function kindsOfAxis(axis: Axis, layer?: string): readonly string[] {
  if (axis === 'hosting') return ['hosting', 'network_edge'];
  if (axis === 'component') return layer === undefined ? LAYERS : [layer];
  return [axis];
}
