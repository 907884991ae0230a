import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';
import { Browser, eventually, newMember, PASSWORD } from '../harness/browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const audited = async (id: string): Promise<string[]> =>
  (
    await app.owner.query('SELECT action FROM audit.entry WHERE resource_id = $1 ORDER BY at, id', [id])
  ).rows.map(({ action }) => action as string);

describe('signing in', () => {
  it('opens a session that says who it is and what they may do', async () => {
    const { id, email, browser } = await newMember(app, {
      roles: ['risk_officer'],
      functions: ['risk', 'legal'],
    });
    const me = await browser.send('GET', '/api/v1/auth/session');
    expect(me.status).toBe(200);
    expect(me.json).toMatchObject({
      by: 'session',
      personId: id,
      email,
      roles: ['risk_officer'],
      functions: ['risk', 'legal'],
      entityScope: 'all',
      mustChangePassword: false,
      secondFactor: false,
    });
    expect(me.json['permissions']).toEqual(expect.arrayContaining(['register.approve', 'self.manage']));
    expect(me.json['permissions']).not.toContain('people.manage');
    expect(await audited(id)).toEqual(['person.invited', 'person.activated', 'session.started']);
  });

  it('takes the address in any case', async () => {
    const { email } = await newMember(app);
    expect((await new Browser(app.url).signIn(email.toUpperCase(), PASSWORD)).status).toBe(200);
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const { browser, email } = await newMember(app);
    await browser.signIn(email, PASSWORD);
    const [cookie = ''] = browser.lastCookies;
    expect(cookie).toMatch(/^underpin-session=[^;]{40,}/);
    const attributes = cookie.split(/; */).map((part) => part.toLowerCase());
    expect(attributes).toEqual(
      expect.arrayContaining(['httponly', 'samesite=lax', 'path=/', 'max-age=43200']),
    );
    expect(attributes.some((part) => part.startsWith('domain'))).toBe(false);
  });

  it('binds the cookie to the host under https', async () => {
    const secure = await startApp({ PUBLIC_URL: 'https://underpin.example.com' });
    try {
      const { browser } = await newMember(secure);
      const name = [...browser.cookies.keys()];
      expect(name).toEqual(['__Host-underpin-session']);
      expect(browser.lastCookies[0]).toMatch(/; Secure/);
      expect(await browser.signedIn).toBe(true);
    } finally {
      await secure.close();
    }
  });

  it('never carries a session over: the new one has another id, and the old one is over', async () => {
    const { email, browser } = await newMember(app);
    const old = new Browser(app.url);
    browser.cookies.forEach((value, name) => old.cookies.set(name, value));
    await browser.signIn(email, PASSWORD);
    expect(browser.cookieHeader()).not.toBe(old.cookieHeader());
    expect(await browser.signedIn).toBe(true);
    expect(await old.signedIn).toBe(false);
  });

  it('refuses a cookie whose signature is not ours', async () => {
    const { browser } = await newMember(app);
    const [name, value] = [...browser.cookies][0] as [string, string];
    browser.cookies.set(name, value.replace(/^[^.%]{4}/, 'AAAA'));
    expect(await browser.signedIn).toBe(false);
    browser.cookies.set(name, value.split(/%2E|\./i)[0] ?? '');
    expect(await browser.signedIn).toBe(false);
  });

  it('answers alike for a wrong password, an unknown address, an invitation not taken up, and a disabled account', async () => {
    const { email } = await newMember(app);
    const disabled = await newMember(app);
    const read = await app.send('admin', 'GET', `/api/v1/users/${disabled.id}`);
    await app.send('admin', 'PATCH', `/api/v1/users/${disabled.id}`, {
      body: { status: 'disabled' },
      ifMatch: read.etag,
    });
    await app.send('admin', 'POST', '/api/v1/users', {
      body: { email: 'waiting@example.com', name: 'Waiting', roles: ['auditor'] },
    });
    const replies = [];
    for (const [address, password] of [
      [email, 'quite another password'],
      ['nobody@example.com', PASSWORD],
      ['waiting@example.com', PASSWORD],
      [disabled.email, PASSWORD],
    ] as const) {
      replies.push(await new Browser(app.url).signIn(address, password));
    }
    const shown = replies.map(({ status, json, headers }) => ({
      status,
      body: { ...json, instance: null },
      names: [...headers.keys()].sort(),
    }));
    expect(shown[0]).toMatchObject({ status: 401, body: { type: '/problems/sign-in-refused' } });
    for (const other of shown) expect(other).toEqual(shown[0]);
  });

  it('compares every character of a long password', async () => {
    const { browser, email } = await newMember(app);
    const long = `${'長短句 and verse '.repeat(8)}`.slice(0, 127);
    const changed = await browser.send('POST', '/api/v1/auth/password', {
      body: { password: PASSWORD, newPassword: `${long}a` },
    });
    expect(changed.status).toBe(204);
    expect((await new Browser(app.url).signIn(email, `${long}b`)).status).toBe(401);
    expect((await new Browser(app.url).signIn(email, long)).status).toBe(401);
    expect((await new Browser(app.url).signIn(email, `${long}a`)).status).toBe(200);
  });

  it('records refusals, without the address that was tried', async () => {
    await new Browser(app.url).signIn('typed-my-password-here@example.com', 'quite another password');
    const { rows } = await app.owner.query(
      `SELECT resource_id, changes FROM audit.entry WHERE action = 'session.refused' ORDER BY at DESC LIMIT 1`,
    );
    expect(rows[0]).toEqual({ resource_id: 'unknown', changes: { by: 'password', from: '127.0.0.1' } });
  });

  it('opens no session when the audit entry cannot be written', async () => {
    const { id, email } = await newMember(app);
    const sessions = () => app.owner.query('SELECT count(*) FROM auth.session WHERE "userId" = $1', [id]);
    const before = (await sessions()).rows;
    const browser = new Browser(app.url);
    await app.owner.query('REVOKE INSERT ON audit.entry FROM underpin_app');
    const refused = await browser.signIn(email, PASSWORD);
    await app.owner.query('GRANT INSERT ON audit.entry TO underpin_app');
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(browser.cookies.size).toBe(0);
    expect((await sessions()).rows).toEqual(before);
  });
});

describe('the throttle', () => {
  const attempt = (email: string, address: string, password = 'quite another password') =>
    fetch(`${app.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ email, password }),
    });

  it('stops guessing at one account, known or not, and says when to come back', async () => {
    for (const email of [(await newMember(app)).email, 'guessed-at@example.com']) {
      const statuses = [];
      for (let i = 0; i < 11; i++) statuses.push((await attempt(email, '')).status);
      expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
      const stopped = await attempt(email, '', PASSWORD);
      expect(stopped.status).toBe(429);
      expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('cannot be got round by many at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async () => (await attempt('all-at-once@example.com', '')).status),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('lets the owner in from elsewhere while a stranger is stopped', async () => {
    const behindProxy = await startApp({ TRUST_PROXY: '1' });
    try {
      const { email } = await newMember(behindProxy);
      const from = (address: string, password: string) =>
        fetch(`${behindProxy.url}/api/v1/auth/sign-in`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
          body: JSON.stringify({ email, password }),
        });
      for (let i = 0; i < 11; i++) await from('203.0.113.9', 'quite another password');
      expect((await from('203.0.113.9', PASSWORD)).status).toBe(429);
      expect((await from('198.51.100.7', PASSWORD)).status).toBe(200);
      // A whole /64 is one stranger.
      for (let i = 0; i < 11; i++) await from(`2001:db8:0:1::${i}`, 'quite another password');
      expect((await from('2001:db8:0:1:ffff::1', PASSWORD)).status).toBe(429);
      expect((await from('2001:db8:0:2::1', PASSWORD)).status).toBe(200);
    } finally {
      await behindProxy.close();
    }
  });

  it('counts nothing for those who get it right', async () => {
    const { email } = await newMember(app);
    for (let i = 0; i < 12; i++)
      expect((await new Browser(app.url).signIn(email, PASSWORD)).status).toBe(200);
  });
});

describe('a session', () => {
  it('ends at sign-out, in the browser too', async () => {
    const { id, browser } = await newMember(app);
    const thief = new Browser(app.url);
    browser.cookies.forEach((value, name) => thief.cookies.set(name, value));
    expect((await browser.send('POST', '/api/v1/auth/sign-out')).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect(await thief.signedIn).toBe(false);
    expect((await audited(id)).at(-1)).toBe('session.ended');
  });

  it('ends everywhere when its owner says so', async () => {
    const { email, browser } = await newMember(app);
    const other = new Browser(app.url);
    await other.signIn(email, PASSWORD);
    expect((await browser.send('POST', '/api/v1/auth/sessions/end-all')).status).toBe(204);
    expect([await browser.signedIn, await other.signedIn]).toEqual([false, false]);
  });

  it('ends after half an hour without use, and after twelve hours whatever happens', async () => {
    for (const column of ['"updatedAt"', '"createdAt"'] as const) {
      const { id, browser } = await newMember(app);
      const age = (minutes: number) =>
        app.owner.query(
          `UPDATE auth.session SET ${column} = now() - make_interval(mins => $2) WHERE "userId" = $1`,
          [id, minutes],
        );
      const limit = column === '"updatedAt"' ? 30 : 12 * 60;
      await age(limit - 1);
      expect(await browser.signedIn).toBe(true);
      await age(limit + 1);
      expect(await browser.signedIn).toBe(false);
    }
  });

  it('lives on while it is used', async () => {
    const { id, browser } = await newMember(app);
    await app.owner.query(
      `UPDATE auth.session SET "updatedAt" = now() - interval '20 minutes' WHERE "userId" = $1`,
      [id],
    );
    expect(await browser.signedIn).toBe(true);
    await eventually(async () => {
      const { rows } = await app.owner.query(
        `SELECT "updatedAt" > now() - interval '1 minute' AS noted FROM auth.session WHERE "userId" = $1`,
        [id],
      );
      return rows[0]?.noted === true ? true : null;
    });
  });

  it('cannot change anything on behalf of another site', async () => {
    const { browser } = await newMember(app);
    const body = { name: 'Forged Ltd' };
    const path = '/api/v1/providers';
    expect((await browser.send('POST', path, { body }, { forged: true })).json).toMatchObject({
      status: 403,
      type: '/problems/csrf-refused',
    });
    const foreign = { origin: 'https://evil.example' };
    expect((await browser.send('POST', path, { body, headers: foreign })).status).toBe(403);
    expect((await browser.send('POST', path, { body, headers: { origin: app.url } })).status).toBe(201);
    expect((await browser.send('POST', '/api/v1/auth/sign-out', {}, { forged: true })).status).toBe(403);
    expect(await browser.signedIn).toBe(true);
  });

  it('is asked for by what belongs to it: a key cannot sign out or change a password', async () => {
    for (const [path, body] of [
      ['sign-out', undefined],
      ['sessions/end-all', undefined],
      ['password', { password: PASSWORD, newPassword: 'another long password' }],
      ['totp/enable', { password: PASSWORD }],
    ] as const) {
      const refused = await app.send('admin', 'POST', `/api/v1/auth/${path}`, { body });
      expect([path, refused.status, refused.json['type']]).toEqual([path, 409, '/problems/session-required']);
    }
    const me = await app.send('admin', 'GET', '/api/v1/auth/session');
    expect(me.json).toMatchObject({ by: 'api_key', personId: app.people.admin, session: null });
    expect((await app.send('service', 'GET', '/api/v1/auth/session')).status).toBe(403);
    expect((await app.send(null, 'GET', '/api/v1/auth/session')).status).toBe(401);
  });

  it('must be fresh where rights or credentials change', async () => {
    const { id, browser } = await newMember(app, { roles: ['admin'] });
    const makeKey = () =>
      browser.send('POST', '/api/v1/api-keys', { body: { name: 'Desk', scopes: ['register.read'] } });
    expect((await makeKey()).status).toBe(201);
    await app.owner.query(
      `UPDATE auth.session SET "createdAt" = now() - interval '16 minutes' WHERE "userId" = $1`,
      [id],
    );
    expect((await makeKey()).json).toMatchObject({ status: 403, type: '/problems/confirmation-needed' });
    const confirm = (password: string) =>
      browser.send('POST', '/api/v1/auth/confirm', { body: { password } });
    expect((await confirm('quite another password')).status).toBe(422);
    expect((await makeKey()).status).toBe(403);
    expect((await confirm(PASSWORD)).status).toBe(204);
    expect((await makeKey()).status).toBe(201);
  });
});
