import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { Browser } from './browser.js';

/** What the provider says of whoever signs in there. */
export interface Account {
  sub: string;
  email?: string;
  email_verified?: boolean;
}

export const CLIENT = { id: 'underpin', secret: 'a secret between the two of them' };

/** A real OpenID provider on the loopback interface, whose id tokens a test can spoil on their way to us. */
export interface IdentityProvider {
  issuer: string;
  /** Who signs in at the provider from now on. */
  account: Account;
  /** Changes the id token that the token endpoint hands out; null: as it is. */
  spoil: ((token: string) => Promise<string>) | null;
  /** Signs claims as the provider does, or with a key that is not its own. */
  sign(claims: Record<string, unknown>, options?: { foreignKey?: boolean }): Promise<string>;
  close(): Promise<void>;
}

export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'its-key', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: {
      url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}`,
    },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ ...known.get(id), sub: id }),
    }),
  });
  const known = new Map<string, Account>();
  const running: IdentityProvider = {
    issuer,
    account: { sub: 'nobody' },
    spoil: null,
    sign: (claims, { foreignKey = false } = {}) => signed(claims, foreignKey ? foreign : privateKey),
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path === '/token' && running.spoil && body?.id_token)
      body.id_token = await running.spoil(body.id_token);
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, running, known, request, response);
    else void answer(request, response);
  });
  return running;
}

/** Signs the chosen account in and consents, as a person would with two clicks. */
async function interact(
  provider: Provider,
  { account }: IdentityProvider,
  known: Map<string, Account>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  known.set(account.sub, account);
  await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: account.sub, clientId: CLIENT.id });
  grant.addOIDCScope('openid email profile');
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, {
    login: { accountId: account.sub },
    consent: { grantId },
  });
}

function signed(claims: Record<string, unknown>, key: KeyObject): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'its-key' }).sign(key);
}

/** The claims of a token with changes, and the token's header. */
export function claimsOf(token: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...decodeJwt(token), ...changes };
}

/** The same claims without a signature. */
export function unsigned(token: string): string {
  const header = { ...decodeProtectedHeader(token), alg: 'none' };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(decodeJwt(token))}.`;
}

/** Walks a browser through the provider; answers the address that it sends the browser back to. */
export async function walkThrough(authorizationUrl: string): Promise<string> {
  const there = new Browser(new URL(authorizationUrl).origin);
  let address = authorizationUrl;
  for (let step = 0; step < 10; step++) {
    const reply = await there.send('GET', address);
    const location = reply.headers.get('location');
    if (location === null)
      throw new Error(`the provider stopped with ${reply.status}: ${reply.text.slice(0, 500)}`);
    const next = new URL(location, address);
    if (next.pathname.endsWith('/oidc/callback')) return next.href;
    address = next.href;
  }
  throw new Error('the provider never sent the browser back');
}
