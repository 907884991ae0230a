/** By when the regulator is notified, for other modules: pure, without the rest of the module. */
export { dueOf } from './domain/correspondence.js';
