export { ScoreKeeper } from './score-keeper.js';
export { ScoringModule } from './scoring.module.js';
