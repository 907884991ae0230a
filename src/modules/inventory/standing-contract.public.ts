/** Where records stand, for other modules: codes, and the shapes of the contract of what is suspended. */
export { COMPONENT_KINDS, COMPONENT_STATUSES, PROVIDER_STATUSES, USE_CASE_STATUSES } from './domain/codes.js';
export { ComponentDto } from './http/component.dto.js';
export { ProviderDto } from './http/provider.dto.js';
