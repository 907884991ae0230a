/** What stops when something fails, or is stopped by the firm itself, for other modules. */
export { OutageService, type OutageUseCase } from './outage.service.js';
export { FallbackInUseDto } from './http/failure.dto.js';
