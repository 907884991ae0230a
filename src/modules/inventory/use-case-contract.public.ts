/** Shapes of use cases in the contract, for answers of other modules that carry one. */
export { TierReasonDto, UseCaseDto } from './http/use-case.answer.js';
export { ScopeInputDto } from './http/use-case.dto.js';
export { BilingualTextDto } from './http/use-case.reasons.controller.js';
export { isJurisdiction, isPurl } from './domain/formats.js';
