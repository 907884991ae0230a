import { Module } from '@nestjs/common';
import { Authenticator } from '../../platform/auth/authenticator.js';
import { ApiKeyService } from './api-key.service.js';
import { Bootstrap } from './bootstrap.js';
import { CredentialCache } from './credential-cache.js';
import { ApiKeyController } from './http/api-key.controller.js';
import { FreshSessionGuard } from './http/fresh-session.js';
import { OidcController } from './http/oidc.controller.js';
import { SessionController } from './http/session.controller.js';
import { SignInController } from './http/sign-in.controller.js';
import { UserController } from './http/user.controller.js';
import { InvitationSender } from './invitation-sender.js';
import { KeyUse } from './key-use.js';
import { IdentityMailer } from './mail/identity-mailer.js';
import { ManagedPeople } from './managed-people.js';
import { OwnAccount } from './own-account.js';
import { ApiKeyReadModel } from './persistence/api-key.read-model.js';
import { ApiKeyRepository } from './persistence/api-key.repository.js';
import { CredentialReadModel } from './persistence/credential.read-model.js';
import { PersonStateRepository } from './persistence/person-state.repository.js';
import { PersonReadModel } from './persistence/person.read-model.js';
import { PersonRepository } from './persistence/person.repository.js';
import { SignInReadModel } from './persistence/sign-in.read-model.js';
import { PersonAccessService } from './person-access.service.js';
import { PersonService } from './person.service.js';
import { RequestAuthenticator } from './request-authenticator.js';
import { SessionReader } from './session-reader.js';
import { Accounts } from './sign-in/accounts.js';
import { SignInLibrary } from './sign-in/library.js';
import { OidcProvider } from './sign-in/oidc-provider.js';
import { OidcService } from './sign-in/oidc.service.js';
import { PasswordService } from './sign-in/password.service.js';
import { SecondFactorService } from './sign-in/second-factor.service.js';
import { SessionService } from './sign-in/session.service.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { Throttle } from './sign-in/throttle.js';
import { Turnstile } from './sign-in/turnstile.js';

const SIGN_IN = [
  Accounts,
  OidcProvider,
  OidcService,
  PasswordService,
  SecondFactorService,
  SessionService,
  Sessions,
  SignInLibrary,
  SignInService,
  Throttle,
  Turnstile,
];

const PERSISTENCE = [
  ApiKeyReadModel,
  ApiKeyRepository,
  CredentialReadModel,
  PersonReadModel,
  PersonRepository,
  PersonStateRepository,
  SignInReadModel,
];

/** People, keys, roles and scopes, and how people prove who they are. */
@Module({
  controllers: [ApiKeyController, OidcController, SessionController, SignInController, UserController],
  providers: [
    ...SIGN_IN,
    ...PERSISTENCE,
    ApiKeyService,
    Bootstrap,
    CredentialCache,
    FreshSessionGuard,
    IdentityMailer,
    InvitationSender,
    KeyUse,
    ManagedPeople,
    OwnAccount,
    PersonAccessService,
    PersonService,
    { provide: SessionReader, useExisting: Sessions },
    { provide: Authenticator, useClass: RequestAuthenticator },
  ],
  exports: [Authenticator, Bootstrap],
})
export class IdentityModule {}
