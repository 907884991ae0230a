/** What change events come to, for other modules: pure, without the rest of the module. */
export {
  CHANGE_KINDS,
  CHANGE_MATRIX,
  type ChangeKind,
  type RuleCode,
  RULES,
} from './domain/change-matrix.js';
export {
  CHANGE_STATES,
  type ChangeState,
  isAdverse,
  makesCadenceFaster,
  openRulesOf,
  type Ruling,
  type StaleRule,
  staleRulesOf,
  stateOf,
} from './domain/stale-rules.js';
