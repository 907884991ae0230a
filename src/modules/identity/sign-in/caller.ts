import type { Locale, RequestContext } from '../../../kernel/actor.js';
import { systemActor } from '../../../kernel/actor.js';
import type { SignInPerson } from '../persistence/sign-in.read-model.js';

/** Who knocks, before we know who it is. */
export interface Caller {
  requestId: string;
  locale: Locale;
  /** Network address, as far as the proxy settings let us trust it. */
  address: string;
  /** The Cookie header as it came. */
  cookies: string;
}

/** The request of somebody unknown: what is recorded for it, the sign-in itself did. */
export function unknownContext(caller: Caller): RequestContext {
  return {
    actor: systemActor('sign-in'),
    requestId: caller.requestId,
    locale: caller.locale,
    idempotency: null,
  };
}

/** The request of somebody who proved who they are in this very request; it carries no rights but the act itself. */
export function provenContext(caller: Caller, person: Pick<SignInPerson, 'id' | 'name'>): RequestContext {
  return {
    ...unknownContext(caller),
    actor: {
      type: 'person',
      id: person.id,
      name: person.name,
      personId: person.id,
      roles: [],
      permissions: new Set(),
      functions: [],
      scope: { all: false, ids: [] },
    },
  };
}
