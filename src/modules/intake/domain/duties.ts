import type { Duty } from './duty.js';
import { GOVERNANCE_DUTIES } from './duties-governance.js';
import { MODEL_DUTIES } from './duties-model.js';
import { PROVIDER_DUTIES } from './duties-providers.js';
import { SECURITY_DUTIES } from './duties-security.js';

/**
 * What the rules ask of a use case: every clause with its basis, its paragraph, the lowest tier at which
 * it applies and what else must hold. Paragraph numbers are those of the SFC circular 24EC55 of 12 November 2024. A
 * house clause is our own standard: it is never to be shown as a gap against the circular.
 */
export const DUTIES: readonly Duty[] = [
  ...GOVERNANCE_DUTIES,
  ...MODEL_DUTIES,
  ...SECURITY_DUTIES,
  ...PROVIDER_DUTIES,
];
