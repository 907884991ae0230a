import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Actor, IdempotencyRequest } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { ApiRequest } from './request.js';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The Idempotency-Key of a request with its fingerprint; null without one. Called once the body is parsed. */
export function idempotencyOf(request: ApiRequest, actor: Actor): IdempotencyRequest | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new DomainError('malformed-request', { reason: 'Idempotency-Key' });
  }
  return {
    key,
    account: `${actor.type}:${actor.id}`,
    route: `${request.method} ${request.url.split('?')[0]}`,
    fingerprint: createHash('sha256').update(contentOf(request)).digest(),
  };
}

/** What a repeat must have in common: body and query in canonical form, whatever their spelling. */
function contentOf({ body, query }: ApiRequest): string {
  try {
    return canonicalize({ body: body ?? null, query: query ?? null }) ?? '';
  } catch {
    // Numbers beyond a double and unpaired surrogates have no canonical form, and no field of ours takes them.
    throw new DomainError('malformed-request', { reason: 'JSON' });
  }
}
