import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Authenticator, type Credentials } from '../../platform/auth/authenticator.js';
import { CredentialCache } from './credential-cache.js';
import { hashOf, isSecret } from './domain/api-key-secret.js';
import { CredentialReadModel } from './persistence/credential.read-model.js';
import { KeyUse } from './key-use.js';
import { SessionReader } from './session-reader.js';

/** Bearer API keys of systems, session cookies of people. A wrong key is refused even beside a good cookie. */
@Injectable()
export class RequestAuthenticator extends Authenticator {
  constructor(
    private readonly cache: CredentialCache,
    private readonly credentials: CredentialReadModel,
    private readonly keyUse: KeyUse,
    private readonly sessions: SessionReader,
  ) {
    super();
  }

  async authenticate(headers: IncomingHttpHeaders): Promise<Credentials | null> {
    if (headers.authorization !== undefined) return this.#byKey(headers.authorization);
    const session = await this.sessions.read(headers);
    const actor = session === null ? null : await this.credentials.byPersonId(session.personId);
    return actor ? { actor, by: 'session' } : null;
  }

  async #byKey(authorization: string): Promise<Credentials | null> {
    const secret = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (secret === undefined || !isSecret(secret)) return null;
    const hash = hashOf(secret);
    const name = hash.toString('base64');
    const known = this.cache.get(name);
    const key = known ?? (await this.#resolve(hash, name));
    if (!key) return null;
    this.keyUse.note(key.keyId);
    return { actor: key.actor, by: 'api_key' };
  }

  async #resolve(hash: Buffer, name: string) {
    const { epoch } = this.cache;
    const key = await this.credentials.byKeyHash(hash);
    if (key) this.cache.put(name, key, epoch);
    return key;
  }
}
