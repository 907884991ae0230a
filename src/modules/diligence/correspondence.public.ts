/** By when the regulator is to be notified, for other modules: pure, without the rest of the module. */
export { dueOf } from './domain/correspondence.js';
export { hongKongHolidays } from './holidays/holidays.js';
