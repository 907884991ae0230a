export { LimitKeeper } from './limit-keeper.js';
export { LimitService } from './limit.service.js';
export { CreateLimitDto } from './http/limit.dto.js';
export { ScoreKeeper } from './score-keeper.js';
export { ScoreVerifier } from './score-verifier.js';
export { ScoringModule } from './scoring.module.js';
