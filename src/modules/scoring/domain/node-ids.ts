/** Node of everything whose provider is not recorded: an undisclosed provider, one for all. */
export const UNKNOWN_PROVIDER = 'UNKNOWN_PROVIDER';

export const parentNodeId = (providerId: string): string => `ultimate_parent:${providerId}`;
export const baseModelNodeId = (componentId: string): string => `base_model:${componentId}`;
export const manualNodeId = (requirementId: string, rank: number): string =>
  `manual_procedure:${requirementId}:${rank}`;
