import type { Actor } from '../../../kernel/actor.js';
import type { FieldError } from '../../../kernel/domain-error.js';
import { type Permission, SERVICE_SCOPES } from '../../../kernel/roles.js';
import { liesWithin } from './entity-scope.js';

export const KEY_KINDS = ['personal', 'service'] as const;
export const KEY_STATES = ['active', 'expired', 'revoked'] as const;

const DAY = 86_400_000;
const MAX_DAYS = 366;
const USUAL_DAYS = 90;

export interface WantedKey {
  kind: 'personal' | 'service';
  scopes: readonly string[];
  entityScope: string;
  legalEntityIds: readonly string[];
  expiresAt: Date;
}

/** When a key ends for which nobody said it. */
export function usualExpiry(now: Date): Date {
  return new Date(now.getTime() + USUAL_DAYS * DAY);
}

/**
 * Why somebody may not make this key: a key never does more than its maker may, nor sees more, nor lives longer than a
 * year. Keys of systems are made by those who manage people, from the list of scopes that systems can have.
 */
export function problemsOfKey(key: WantedKey, maker: Actor, now: Date): FieldError[] {
  const problems: FieldError[] = [];
  const granted: readonly string[] = key.kind === 'service' ? SERVICE_SCOPES : [...maker.permissions];
  if (!key.scopes.every((scope) => granted.includes(scope))) {
    problems.push({ pointer: '/scopes', code: key.kind === 'service' ? 'not-a-scope' : 'beyond-own-rights' });
  }
  if (key.entityScope === 'all' && key.legalEntityIds.length > 0) {
    problems.push({ pointer: '/legalEntityIds', code: 'contradiction', params: { other: 'entityScope' } });
  } else if (!followsOwner(key, maker) && !liesWithin(key, maker.scope)) {
    problems.push({ pointer: '/legalEntityIds', code: 'beyond-own-scope' });
  }
  const ahead = key.expiresAt.getTime() - now.getTime();
  if (ahead <= 0 || ahead > MAX_DAYS * DAY) problems.push({ pointer: '/expiresAt', code: 'within-a-year' });
  return problems;
}

/** A personal key for all sees what its owner sees. A key may see less than its owner, and makes none that sees more. */
function followsOwner(key: WantedKey, maker: Actor): boolean {
  return key.kind === 'personal' && key.entityScope === 'all' && maker.type === 'person';
}

/** Whether the actor manages keys of others too, within what they see, or only their own. */
export function managesKeysOfOthers(actor: Actor): boolean {
  return actor.permissions.has('people.manage' satisfies Permission);
}
