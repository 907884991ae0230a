import { GAPS } from './reasons/gap-reasons.js';
import { NOT_APPLICABLE } from './reasons/not-applicable-reasons.js';
import { PROOFS } from './reasons/proof-reasons.js';
import { UNKNOWNS } from './reasons/unknown-reasons.js';

/** Why a clause comes to what it does, in both languages. */
export const REASONS = { ...GAPS, ...UNKNOWNS, ...PROOFS, ...NOT_APPLICABLE };
export type ReasonCode = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as ReasonCode[];
