/** How often a use case is monitored, by its scores, for other modules: pure, without the rest of the module. */
export { type MonitoredSubject, monitoringMonthsOf } from './domain/monitoring-clock.js';
export { monitoringMonths } from './engine/cadence.js';
export type { Band, Cadence } from './engine/method.js';
