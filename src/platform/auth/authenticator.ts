import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '../../kernel/actor.js';

export interface Credentials {
  actor: Actor;
  /** How they came: a session needs a defence against forged requests, a key does not. */
  by: 'api_key' | 'session';
}

/** Says who sends a request; the identity module implements it. */
export abstract class Authenticator {
  /** Null when the headers hold no valid, unexpired, unrevoked credentials. */
  abstract authenticate(headers: IncomingHttpHeaders): Promise<Credentials | null>;
}
