import type { EntityScope } from './actor.js';

/**
 * Whose an audit entry is, and so who reads it besides those who see all legal entities: whoever sees one of the listed
 * ones; everybody, where the list is empty, because the record is the whole installation's; nobody, where it is null.
 */
export type AuditedEntities = readonly string[] | null;

/** Records that belong to no legal entity: providers, components, their requirements. */
export const INSTALLATION: AuditedEntities = [];

/** Each once, in one order: what is hashed does not depend on the order of a query. */
export function auditedFor(...lists: readonly (readonly string[])[]): AuditedEntities {
  return [...new Set(lists.flat())].sort();
}

/**
 * Accounts and keys are nobody's in particular while they see all legal entities, or none: that is for those who see all.
 * Of somebody whose scope changes, both scopes are given.
 */
export function auditedOfAccount(...scopes: readonly EntityScope[]): AuditedEntities {
  const listed = auditedFor(...scopes.map((scope) => (scope.all ? [] : scope.ids)));
  return listed?.length === 0 ? null : listed;
}
