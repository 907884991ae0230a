import { Inject, Injectable } from '@nestjs/common';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import * as client from 'openid-client';
import { DomainError, notFound } from '../../../kernel/domain-error.js';
import type { Config, OidcConfig } from '../../../platform/config/config.js';
import { logger } from '../../../platform/logging.js';
import { CONFIG } from '../../../platform/tokens.js';
import type { ProviderIdentity } from './accounts.js';
import { SignInLibrary } from './library.js';

const TIMEOUT_SECONDS = 10;
const SCOPE = 'openid email profile';
/** How long somebody may take at the provider. */
export const JOURNEY_SECONDS = 600;

/** What we must remember until the browser comes back; it travels with the browser, encrypted. */
interface Journey {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
  until: number;
}

/** Whom the provider vouched for. */
export interface Vouched {
  identity: ProviderIdentity;
  /** Null unless the provider says that it verified the address. */
  verifiedEmail: string | null;
  returnTo: string;
}

/** The provider's answer does not stand: forged, stale, or for somebody else. `because` is for the log. */
export class NotVouched extends Error {
  constructor(readonly because: string) {
    super(because);
  }
}

/** The identity provider of the firm (OpenID Connect, authorization code with PKCE, state and nonce). */
@Injectable()
export class OidcProvider {
  #found: Promise<client.Configuration> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly library: SignInLibrary,
  ) {}

  get redirectUri(): string {
    return `${this.library.baseUrl}/api/v1/auth/oidc/callback`;
  }

  /** Where to send the browser, and what it must bring back. Throws not-found where no provider is configured. */
  async start(returnTo: string): Promise<{ url: string; journey: string }> {
    const provider = await this.#provider();
    const journey: Journey = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      returnTo,
      until: Date.now() + JOURNEY_SECONDS * 1000,
    };
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.redirectUri,
      scope: SCOPE,
      state: journey.state,
      nonce: journey.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
      code_challenge_method: 'S256',
    });
    return {
      url: url.href,
      journey: await symmetricEncrypt({ key: await this.library.secret(), data: JSON.stringify(journey) }),
    };
  }

  /**
   * Whom the provider vouches for in its answer: issuer, audience, signature, nonce, expiry and code are checked.
   * @param query the query of the callback, as it came.
   * @throws NotVouched when anything is wrong; `unavailable` when the provider cannot be reached.
   */
  async finish(query: string, encrypted: string | undefined): Promise<Vouched> {
    const provider = await this.#provider();
    const journey = await this.#journeyOf(encrypted);
    try {
      const tokens = await client.authorizationCodeGrant(provider, new URL(`${this.redirectUri}?${query}`), {
        pkceCodeVerifier: journey.verifier,
        expectedState: journey.state,
        expectedNonce: journey.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new NotVouched('no id token');
      const { email, email_verified: verified } =
        claims['email'] === undefined
          ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
          : claims;
      return {
        identity: { issuer: claims.iss, subject: claims.sub },
        verifiedEmail: verified === true && typeof email === 'string' ? email : null,
        returnTo: journey.returnTo,
      };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  async #journeyOf(encrypted: string | undefined): Promise<Journey> {
    if (encrypted === undefined) throw new NotVouched('no journey under way');
    let journey: Journey;
    try {
      journey = JSON.parse(
        await symmetricDecrypt({ key: await this.library.secret(), data: encrypted }),
      ) as Journey;
    } catch {
      throw new NotVouched('journey not ours');
    }
    if (journey.until < Date.now()) throw new NotVouched('journey too long');
    return journey;
  }

  #provider(): Promise<client.Configuration> {
    const { oidc } = this.config;
    if (!oidc) throw notFound();
    this.#found ??= discover(oidc).catch((error: unknown) => {
      this.#found = null;
      logger.error({ err: error }, 'the identity provider (OIDC_ISSUER) cannot be used');
      throw new DomainError('unavailable');
    });
    return this.#found;
  }
}

/** Reads the provider's metadata and settles how we prove who we are; its default is HTTP Basic (RFC 8414, 2). */
async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<client.Configuration> {
  const options = {
    timeout: TIMEOUT_SECONDS,
    ...(issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {}),
  };
  const found = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, options);
  const server = found.serverMetadata();
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const proof = methods.includes('client_secret_basic')
    ? client.ClientSecretBasic(clientSecret)
    : client.ClientSecretPost(clientSecret);
  const provider = new client.Configuration(server, clientId, {}, proof);
  provider.timeout = TIMEOUT_SECONDS;
  if (issuer.startsWith('http:')) client.allowInsecureRequests(provider);
  client.enableNonRepudiationChecks(provider); // the signature counts even though the token came over our own connection
  return provider;
}

function refusalOf(error: unknown): Error {
  if (error instanceof NotVouched) return error;
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'TypeError' || /TIMEOUT|ECONN/.test(code ?? '')) {
    logger.error({ err: error }, 'the identity provider (OIDC_ISSUER) does not answer');
    return new DomainError('unavailable');
  }
  return new NotVouched(code ?? 'refused');
}
