/** What a person is for in the register. `service` is never a person's: it marks API keys with explicit scopes. */
export const ROLES = [
  'procurement',
  'risk_officer',
  'senior_manager',
  'auditor',
  'admin',
  'service',
] as const;
export type Role = (typeof ROLES)[number];

/** Which function somebody may sign for; one person may hold several in a small firm, and it shows (para 10). */
export const SIGNING_FUNCTIONS = [
  'business',
  'risk',
  'compliance',
  'technology',
  'legal',
  'validation',
] as const;
export type SigningFunction = (typeof SIGNING_FUNCTIONS)[number];

const EVERYBODY: readonly Role[] = ROLES;

/**
 * One permission a kind of act; the roles that hold it. `service` here means that the permission may be a scope of an
 * API key; a key holds only the scopes that it was given. Nothing that is not listed is allowed.
 */
export const PERMISSIONS = {
  'register.read': EVERYBODY,
  'register.write': ['procurement', 'risk_officer', 'service'],
  'register.approve': ['risk_officer', 'senior_manager'],
  'legal_entities.write': ['risk_officer', 'admin'],
  'evidence.read': EVERYBODY,
  'evidence.write': ['procurement', 'risk_officer', 'service'],
  'controls.write': ['risk_officer'],
  'assessments.write': ['procurement', 'risk_officer', 'service'],
  'assessments.decide': ['risk_officer', 'senior_manager'],
  'plans.write': ['risk_officer'],
  'plans.approve': ['risk_officer', 'senior_manager'],
  'assurance.write': ['procurement', 'risk_officer', 'service'],
  'assurance.rule': ['risk_officer', 'senior_manager'],
  'policies.write': ['risk_officer'],
  'policies.approve': ['risk_officer', 'senior_manager'],
  'exceptions.write': ['procurement', 'risk_officer', 'service'],
  'exceptions.approve': ['risk_officer', 'senior_manager'],
  'risk_statements.write': ['procurement', 'risk_officer', 'service'],
  'risk_statements.approve': ['risk_officer', 'senior_manager'],
  'reviews.write': ['procurement', 'risk_officer', 'service'],
  'reviews.approve': ['risk_officer', 'senior_manager'],
  'changes.write': ['procurement', 'risk_officer', 'service'],
  'changes.triage': ['risk_officer', 'senior_manager'],
  'exits.write': ['procurement', 'risk_officer', 'service'],
  'exits.close': ['risk_officer', 'senior_manager'],
  'graph.read': EVERYBODY,
  'scores.read': EVERYBODY,
  'methods.write': ['risk_officer'],
  'methods.approve': ['risk_officer', 'senior_manager'],
  'limits.write': ['risk_officer'],
  'limits.accept': ['risk_officer', 'senior_manager'],
  'obligations.read': EVERYBODY,
  'obligations.act': ['procurement', 'risk_officer', 'senior_manager'],
  'audit.read': ['auditor', 'admin'],
  'audit.export': ['auditor', 'admin', 'service'],
  'people.read': ['procurement', 'risk_officer', 'senior_manager', 'auditor', 'admin'],
  'people.manage': ['admin'],
  'session.use': ['procurement', 'risk_officer', 'senior_manager', 'auditor', 'admin'],
  'self.manage': ['procurement', 'risk_officer', 'senior_manager', 'auditor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** Permissions that an API key may be given as scopes. */
export const SERVICE_SCOPES = PERMISSION_NAMES.filter((name) => rolesWith(name).includes('service'));

export function rolesWith(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}

export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(PERMISSION_NAMES.filter((name) => roles.some((role) => rolesWith(name).includes(role))));
}
