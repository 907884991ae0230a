/** The tier rules, for other modules: pure, without the rest of the inventory. */
export { contradictsItself, deriveTier, type TierResult, unknownTierInputs } from './domain/tier.js';
export { ADVICE_PURPOSES } from './domain/tier-evidence.js';
export { TIER_FIELDS } from './domain/tier-reasons.js';
export type {
  DataClass,
  Purpose,
  Recipient,
  Tier,
  TierField,
  TierInputs,
  TierReason,
  TierReasonCode,
  YesNo,
} from './domain/tier-reasons.js';
export { TIER_REASON_TEXTS } from './domain/tier-texts.js';
export { modelDevelopmentApplies } from './domain/development-flags.js';
export {
  COMPONENT_KINDS,
  DATA_CLASSES,
  DEVELOPMENT_FLAGS,
  EFFECTS,
  PROVIDER_KINDS,
  PURPOSES,
  RECIPIENTS,
  SCOPE_DECISIONS,
  SUBSTITUTABILITY,
  TIERS,
  YES_NO,
} from './domain/codes.js';
