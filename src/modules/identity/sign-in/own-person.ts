import type { RequestContext } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';

/** Id of the person whose session this is; an API key has none. */
export function ownPersonId(context: RequestContext): string {
  if (context.actor.type !== 'person') throw new DomainError('session-required');
  return context.actor.id;
}
