/** Which controls are recorded, for other modules: pure, without the rest of the module. */
export { CONTROLS, type ControlLevel } from './domain/control.js';
