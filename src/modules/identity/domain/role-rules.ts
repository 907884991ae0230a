import type { Role } from '../../../kernel/roles.js';

/** Roles that a person can have; `service` marks keys of systems. */
export const PERSON_ROLES = [
  'procurement',
  'risk_officer',
  'senior_manager',
  'auditor',
  'admin',
] as const satisfies readonly Role[];
export type PersonRole = (typeof PERSON_ROLES)[number];

const DECIDE_ON_RISK: readonly string[] = ['risk_officer', 'senior_manager'];

/**
 * Whether one person may hold these roles together. Who gives out rights takes no risk decisions: otherwise one person
 * could make the second pair of eyes that four-eyes rules ask for.
 */
export function mayStandTogether(roles: readonly string[]): boolean {
  return !roles.includes('admin') || !roles.some((role) => DECIDE_ON_RISK.includes(role));
}
