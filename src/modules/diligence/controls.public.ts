/** Which controls are recorded, and what they are called, for other modules: pure, without the rest of the module. */
export { CONTROLS, type ControlLevel } from './domain/control.js';
export { CONTROL_NAMES } from './domain/control-names.js';
