import type { Permission, Role, SigningFunction } from './roles.js';

export type Locale = 'en' | 'zh-Hant';

/** Which legal entities somebody sees: all of the installation, or the listed ones. Outside it, nothing exists. */
export type EntityScope = { readonly all: true } | { readonly all: false; readonly ids: readonly string[] };

/** Who does something. Passed as an argument to everything that writes or reads rows of a legal entity. */
export interface Actor {
  readonly type: 'person' | 'api_key' | 'link' | 'system';
  /** Id of the person, of the API key or of the link that a provider was sent; the name of the job for the system itself. */
  readonly id: string;
  readonly name: string;
  /** The person behind it, for four-eyes checks: a personal API key acts as its owner. */
  readonly personId: string | null;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly functions: readonly SigningFunction[];
  readonly scope: EntityScope;
}

/** What a request carries besides its input. */
export interface RequestContext {
  readonly actor: Actor;
  readonly requestId: string;
  readonly locale: Locale;
  readonly idempotency: IdempotencyRequest | null;
}

export interface IdempotencyRequest {
  /** As sent in Idempotency-Key. */
  readonly key: string;
  /** Account and route: the scope within which a key is unique. */
  readonly account: string;
  readonly route: string;
  /** SHA-256 of the parsed body and query. */
  readonly fingerprint: Buffer;
}

/** Who stands behind what an actor prepares, for four-eyes checks: the person, also when a personal key acted for them. */
export function preparerOf(actor: Actor): string {
  return actor.personId ?? actor.id;
}

/** Everybody who has prepared a record, the actor among them: who did so once does not decide on it, however long ago. */
export function preparersWith(actor: Actor, before: readonly string[]): string[] {
  return [...new Set([...before, preparerOf(actor)])];
}

/** The installation itself, for jobs and migrations; `name` says which job. */
export function systemActor(name: string): Actor {
  return {
    type: 'system',
    id: name,
    name,
    personId: null,
    roles: [],
    permissions: new Set(),
    functions: [],
    scope: { all: true },
  };
}

export function systemContext(name: string): RequestContext {
  return { actor: systemActor(name), requestId: name, locale: 'en', idempotency: null };
}
