/** What stops when something fails, or is stopped by the firm itself, for other modules. */
export { type Interruption, type Look, OutageService, type OutageUseCase } from './outage.service.js';
export { FallbackInUseDto } from './http/failure.dto.js';
export type { RegisterSnapshot } from '../../platform/database/register-snapshot.js';
export { RegisterWatch } from './persistence/register-watch.js';
