/** Shapes of requests of arrangements and their terms, for other modules that make some. */
export { CreateArrangementDto } from './http/arrangement.dto.js';
export { CreateIndemnityDto } from './http/indemnity.dto.js';
export { CreateResponsibilityDto } from './http/responsibility.dto.js';
