import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { Browser, newMember, tokenFor } from '../harness/browser.js';
import {
  type Account,
  claimsOf,
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
  unsigned,
  walkThrough,
} from '../harness/identity-provider.js';
import { errorsOf } from '../harness/replies.js';

const ORIGIN = 'http://localhost:3999';
const START = '/api/v1/auth/oidc/start';

let app: TestApp;
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider(`${ORIGIN}/api/v1/auth/oidc/callback`);
  app = await startApp({
    PUBLIC_URL: ORIGIN,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
  });
});
afterAll(async () => {
  await app.close();
  await provider.close();
});
beforeEach(() => {
  provider.spoil = null;
});

let count = 0;
/** Somebody who was invited, and what the provider says of them. */
async function invited(): Promise<{ id: string; account: Account & { email: string } }> {
  const email = `sso${++count}@example.com`;
  const made = await app.send('admin', 'POST', '/api/v1/users', {
    body: { email, name: `Person ${count}`, roles: ['procurement'], entityScope: 'all' },
  });
  return { id: String(made.json['id']), account: { sub: `subject-${count}`, email, email_verified: true } };
}

/** The way to the provider and back, up to the address that the browser is sent back to. */
async function outward(browser: Browser, account: Account): Promise<string> {
  provider.account = account;
  const start = await browser.send('GET', `${START}?returnTo=/components`);
  if (start.status !== 302) throw new Error(`not sent on: ${start.status} ${start.text}`);
  const back = new URL(await walkThrough(start.headers.get('location') ?? ''));
  return back.pathname + back.search;
}

async function signIn(
  account: Account,
  browser = new Browser(app.url),
): Promise<{ reply: Reply; browser: Browser }> {
  return { reply: await browser.send('GET', await outward(browser, account)), browser };
}

async function expectRefused(reply: Reply, browser: Browser): Promise<void> {
  expect([reply.status, reply.json['type']]).toEqual([401, '/problems/sign-in-refused']);
  expect([...browser.cookies.keys()]).not.toContain('underpin-session');
  expect(await browser.signedIn).toBe(false);
}

describe('the way to the provider', () => {
  it('carries state, nonce and a code challenge, and is tied to the browser', async () => {
    const browser = new Browser(app.url);
    const start = await browser.send('GET', START);
    const url = new URL(start.headers.get('location') ?? '');
    const { state, nonce, code_challenge, ...rest } = Object.fromEntries(url.searchParams) as Record<
      string,
      string
    >;
    expect(rest).toEqual({
      client_id: CLIENT.id,
      redirect_uri: `${ORIGIN}/api/v1/auth/oidc/callback`,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    });
    for (const random of [state, nonce, code_challenge]) expect(random).toMatch(/^[\w-]{43}$/);
    const [cookie = ''] = browser.lastCookies;
    expect(cookie).toMatch(/^underpin-oidc=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    for (const secret of [state, nonce]) expect(cookie).not.toContain(secret);
  });

  it('leads back to this site only', async () => {
    for (const returnTo of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/a b',
    ]) {
      const refused = await new Browser(app.url).send(
        'GET',
        `${START}?returnTo=${encodeURIComponent(returnTo)}`,
      );
      expect([returnTo, errorsOf(refused)]).toEqual([returnTo, { '/returnTo': 'local-path' }]);
    }
  });

  it('does not exist where no provider is configured', async () => {
    const without = await startApp();
    try {
      expect((await without.send(null, 'GET', START)).status).toBe(404);
      expect((await without.send(null, 'GET', '/api/v1/auth/oidc/callback?code=x&state=y')).status).toBe(404);
    } finally {
      await without.close();
    }
  });

  it('says so when the provider does not answer', async () => {
    const alone = await startApp({
      OIDC_ISSUER: 'http://127.0.0.1:1',
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
    });
    try {
      expect((await alone.send(null, 'GET', START)).status).toBe(503);
    } finally {
      await alone.close();
    }
  });
});

describe('whom the provider vouches for', () => {
  it('signs in when invited, becomes active, and stays the same person whatever their address there becomes', async () => {
    const { id, account } = await invited();
    const { reply, browser } = await signIn({ ...account, email: account.email.toUpperCase() });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/components']);
    expect([...browser.cookies.keys()]).toEqual(['underpin-session']);
    expect((await browser.send('GET', '/api/v1/auth/session')).json).toMatchObject({
      personId: id,
      by: 'session',
    });
    expect((await app.send('admin', 'GET', `/api/v1/users/${id}`)).json).toMatchObject({ status: 'active' });

    const later = await signIn({
      sub: account.sub,
      email: 'renamed@elsewhere.example',
      email_verified: false,
    });
    expect((await later.browser.send('GET', '/api/v1/auth/session')).json).toMatchObject({ personId: id });

    const { rows } = await app.owner.query(
      'SELECT action FROM audit.entry WHERE resource_id = $1 ORDER BY at, id',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'person.invited',
      'person.identity_tied',
      'person.activated',
      'session.started',
      'session.started',
    ]);
  });

  it('makes the mailed invitation useless', async () => {
    const { account } = await invited();
    const token = await tokenFor(app, account.email);
    await signIn(account);
    const body = { token, password: 'five quiet herons at dawn' };
    const accept = await new Browser(app.url).send('POST', '/api/v1/auth/invitation/accept', { body });
    expect(errorsOf(accept)).toEqual({ '/token': 'link-not-valid' });
  });

  it('is somebody we know, or nobody', async () => {
    const people = () => app.owner.query('SELECT count(*)::int AS n FROM person');
    const before = (await people()).rows;
    const { reply, browser } = await signIn({
      sub: 'stranger',
      email: 'stranger@example.com',
      email_verified: true,
    });
    await expectRefused(reply, browser);
    expect((await people()).rows).toEqual(before);
  });

  it('is not known by an address that the provider did not verify', async () => {
    const { account } = await invited();
    for (const claims of [{ email_verified: false }, { email_verified: undefined }]) {
      const { reply, browser } = await signIn({ ...account, ...claims });
      await expectRefused(reply, browser);
    }
  });

  it('is the one whom the address was tied to first, not who has it now', async () => {
    const { account } = await invited();
    await signIn(account);
    const { reply, browser } = await signIn({ ...account, sub: 'somebody-else' });
    await expectRefused(reply, browser);
  });

  it('does not get in when disabled', async () => {
    const { id, account } = await invited();
    await signIn(account);
    const { etag } = await app.send('admin', 'GET', `/api/v1/users/${id}`);
    await app.send('admin', 'PATCH', `/api/v1/users/${id}`, { body: { status: 'disabled' }, ifMatch: etag });
    const { reply, browser } = await signIn(account);
    await expectRefused(reply, browser);
  });

  it('is tied once when the first sign-in comes several times at once', async () => {
    const { id, account } = await invited();
    provider.account = account;
    const replies = await Promise.all(Array.from({ length: 4 }, () => signIn(account)));
    expect(replies.map(({ reply }) => reply.status)).toEqual([303, 303, 303, 303]);
    const { rows } = await app.owner.query(
      'SELECT count(*)::int AS n FROM auth.account WHERE "userId" = $1',
      [id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('never carries a session over', async () => {
    const { account } = await invited();
    const other = await newMember(app);
    const thief = new Browser(app.url);
    other.browser.cookies.forEach((value, name) => thief.cookies.set(name, value));
    await signIn(account, other.browser);
    expect(await other.browser.signedIn).toBe(true);
    expect(await thief.signedIn).toBe(false);
  });
});

describe('an answer of the provider', () => {
  it('counts only in the browser that asked, with the state that it was given', async () => {
    const { account } = await invited();
    const asked = new Browser(app.url);
    const back = await outward(asked, account);
    const elsewhere = new Browser(app.url);
    await expectRefused(await elsewhere.send('GET', back), elsewhere);
    const otherJourney = new Browser(app.url);
    await otherJourney.send('GET', START);
    await expectRefused(await otherJourney.send('GET', back), otherJourney);
    await expectRefused(await asked.send('GET', back.replace(/state=[^&]+/, 'state=wrong')), asked);
    await expectRefused(await asked.send('GET', back.replace(/[&?]state=[^&]+/, '')), asked);
    await expectRefused(
      await asked.send('GET', back.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example')),
      asked,
    );
    await expectRefused(await asked.send('GET', back.replace(/\?.*/, '?error=access_denied')), asked);
    expect((await asked.send('GET', back)).status).toBe(303);
  });

  it('counts once', async () => {
    const { account } = await invited();
    const browser = new Browser(app.url);
    const back = await outward(browser, account);
    const journey = browser.cookies.get('underpin-oidc') as string;
    expect((await browser.send('GET', back)).status).toBe(303);
    const again = new Browser(app.url);
    again.cookies.set('underpin-oidc', journey);
    await expectRefused(await again.send('GET', back), again);
  });

  it('is refused when its token is not for us, not of this journey, not of now, or not signed by the provider', async () => {
    const hour = 3600;
    const now = (): number => Math.floor(Date.now() / 1000);
    const spoiled: Record<string, (token: string) => Promise<string>> = {
      nonce: (token) => provider.sign(claimsOf(token, { nonce: 'of-another-journey' })),
      'no nonce': (token) => provider.sign(claimsOf(token, { nonce: undefined })),
      audience: (token) => provider.sign(claimsOf(token, { aud: 'somebody-else' })),
      issuer: (token) => provider.sign(claimsOf(token, { iss: 'https://evil.example' })),
      expired: (token) => provider.sign(claimsOf(token, { iat: now() - 2 * hour, exp: now() - hour })),
      'other key': (token) => provider.sign(claimsOf(token), { foreignKey: true }),
      'no signature': (token) => Promise.resolve(unsigned(token)),
      'changed claims': async (token) => {
        const [header, , signature] = token.split('.') as [string, string, string];
        const payload = Buffer.from(JSON.stringify(claimsOf(token, { sub: 'subject-1' }))).toString(
          'base64url',
        );
        return Promise.resolve(`${header}.${payload}.${signature}`);
      },
    };
    const { account } = await invited();
    for (const [what, spoil] of Object.entries(spoiled)) {
      provider.spoil = spoil;
      const { reply, browser } = await signIn(account);
      expect([what, reply.status, browser.cookies.has('underpin-session')]).toEqual([what, 401, false]);
    }
    // The same way with an honest token, so that it is the spoiling that was refused.
    provider.spoil = (token) => provider.sign(claimsOf(token));
    expect((await signIn(account)).reply.status).toBe(303);
  });

  it('sends a person to the sign-in page when it is refused, with the reason', async () => {
    const browser = new Browser(app.url);
    const reply = await browser.send('GET', '/api/v1/auth/oidc/callback?code=x&state=y', {
      headers: { accept: 'text/html,application/xhtml+xml' },
    });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-in?problem=sign-in-refused']);
  });

  it('opens no session when the audit entry cannot be written', async () => {
    const { account } = await invited();
    const browser = new Browser(app.url);
    const back = await outward(browser, account);
    await app.owner.query('REVOKE INSERT ON audit.entry FROM underpin_app');
    const refused = await browser.send('GET', back);
    await app.owner.query('GRANT INSERT ON audit.entry TO underpin_app');
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(await browser.signedIn).toBe(false);
  });
});
