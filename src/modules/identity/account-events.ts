import type { Actor } from '../../kernel/actor.js';
import { auditedOfAccount } from '../../kernel/audited-entities.js';
import type { AuditEvent } from '../../platform/database/unit-of-work.js';
import { scopeOf, scopeOfKey, type StoredScope } from './domain/entity-scope.js';

type Account = StoredScope & { id: string };

/** Whoever tried to sign in, when it is nobody we know: for those who see all legal entities. */
export const SOMEBODY: Account = { id: 'unknown', entityScope: 'all', legalEntityIds: [] };

/** What happened to a person, for those who see a legal entity of theirs. */
export function personEvent(
  action: string,
  person: Account,
  changes: AuditEvent['changes'] = {},
): AuditEvent {
  return {
    action,
    resource: { type: 'person', id: person.id },
    legalEntityIds: auditedOfAccount(scopeOf(person)),
    changes,
  };
}

/** What a signed-in person does about their own account. */
export function ownEvent(action: string, actor: Actor, changes: AuditEvent['changes'] = {}): AuditEvent {
  return {
    action,
    resource: { type: 'person', id: actor.id },
    legalEntityIds: auditedOfAccount(actor.scope),
    changes,
  };
}

/** What happened to a key. `owner` is null for the key of a system. */
export function keyEvent(
  action: string,
  key: Account,
  owner: StoredScope | null,
  changes: AuditEvent['changes'] = {},
): AuditEvent {
  return {
    action,
    resource: { type: 'api_key', id: key.id },
    legalEntityIds: auditedOfAccount(scopeOf(scopeOfKey(key, owner))),
    changes,
  };
}
