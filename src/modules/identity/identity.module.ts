import { Module } from '@nestjs/common';
import { Authenticator } from '../../platform/auth/authenticator.js';
import { CredentialCache } from './credential-cache.js';
import { KeyUse } from './key-use.js';
import { CredentialReadModel } from './persistence/credential.read-model.js';
import { RequestAuthenticator } from './request-authenticator.js';
import { SessionReader } from './session-reader.js';

/** People, keys, roles and scopes. */
@Module({
  providers: [
    CredentialCache,
    CredentialReadModel,
    KeyUse,
    { provide: SessionReader, useValue: { personOf: () => Promise.resolve(null) } },
    { provide: Authenticator, useClass: RequestAuthenticator },
  ],
  exports: [Authenticator],
})
export class IdentityModule {}
