/** The holidays by which business days are counted, for other modules. */
export { hongKongHolidays } from './holidays/holidays.js';
