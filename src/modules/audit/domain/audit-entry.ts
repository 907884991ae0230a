import type { JsonObject, JsonValue } from '../../../kernel/canonical-json.js';
import { canonicalBytes } from './canonical.js';

/**
 * Who can cause a change: a signed-in person, a system with a key, a provider over the link that it was sent, one of our own
 * jobs, or SQL behind the API.
 */
export type AuditActorType = 'person' | 'api_key' | 'link' | 'system' | 'database';

export interface AuditActor {
  readonly type: AuditActorType;
  /** UUID of the person, the key or the link; the job's name for `system`; the role's name for `database`. */
  readonly id: string;
  /** How the actor was called at that moment; later renaming does not reach back. */
  readonly name: string;
}

export interface AuditResource {
  /** Singular, as in the API's paths: `component`, `legal_entity`. */
  readonly type: string;
  readonly id: string;
}

/** One field of a change. */
export interface FieldChange extends JsonObject {
  readonly from: JsonValue;
  readonly to: JsonValue;
}

/** One change, committed in the transaction of that change and never altered. These fields, no more, are hashed. */
export interface AuditEntry {
  /** UUID version 7, lower case. */
  readonly id: string;
  /** The database's time, RFC 3339 in UTC with six decimals and `Z`. Text, because a JavaScript Date drops the µs. */
  readonly at: string;
  readonly actor: AuditActor;
  /** `<resource>.<past tense>`, for example `component.created`. */
  readonly action: string;
  readonly resource: AuditResource;
  /** The legal entities whose row scopes apply; empty for the installation's, null for those who see all. */
  readonly legalEntityIds: readonly string[] | null;
  /** Null when no request caused it (jobs, SQL). */
  readonly requestId: string | null;
  /**
   * After a change: field → {@link FieldChange}. After a creation: the created fields themselves.
   * Amounts, and integers beyond 2^53, are text: a number is hashed as an IEEE 754 double.
   */
  readonly changes: JsonObject;
  /** Why, in the actor's words, where the action asks for it. */
  readonly reason: string | null;
}

/**
 * Exactly the hashed fields, as plain JSON. Picked one by one, so that a further column of a row or a property
 * added by a caller can never slip into a hash.
 */
export function entryContent(entry: AuditEntry): JsonObject {
  const { id, at, actor, action, resource, legalEntityIds, requestId, changes, reason } = entry;
  return {
    id,
    at,
    actor: { type: actor.type, id: actor.id, name: actor.name },
    action,
    resource: { type: resource.type, id: resource.id },
    legalEntityIds,
    requestId,
    changes,
    reason,
  };
}

/**
 * The bytes that a Merkle leaf is made of: RFC 8785 form of {@link entryContent}.
 * @throws CanonicalFormError when a field is missing or cannot be JSON. The unit of work refuses to commit such an
 *   entry (Transaction.sendAudit): it would stop the sealing of all that come after it.
 */
export function canonicalEntryBytes(entry: AuditEntry): Buffer {
  return canonicalBytes(entryContent(entry));
}
