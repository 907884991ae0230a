/** What other modules may use of due diligence. */
export { DiligenceModule } from './diligence.module.js';
