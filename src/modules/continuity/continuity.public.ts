/** What other modules may use of continuity. */
export { ContinuityModule } from './continuity.module.js';
