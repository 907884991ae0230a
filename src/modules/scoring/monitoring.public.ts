/** How often a use case is monitored, by its stored scores, for other modules: pure, without the rest of the module. */
export { type MonitoredSubject, monitoringMonthsOf } from './domain/monitoring-clock.js';
export type { Cadence } from './engine/method.js';
