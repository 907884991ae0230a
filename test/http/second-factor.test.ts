import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';
import { Browser, mailsTo, type Member, newMember, PASSWORD, totp } from '../harness/browser.js';
import { errorsOf } from '../harness/replies.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

interface Protected extends Member {
  uri: string;
  recoveryCodes: string[];
}

/** Turns the second factor on; the code that did it counts as unused again, so that tests need not wait for the next. */
async function protect(): Promise<Protected> {
  const member = await newMember(app);
  const made = await member.browser.send('POST', '/api/v1/auth/totp/enable', {
    body: { password: PASSWORD },
  });
  const uri = String(made.json['uri']);
  const on = await member.browser.send('POST', '/api/v1/auth/totp/confirm', { body: { code: totp(uri) } });
  if (on.status !== 204) throw new Error(`not turned on: ${on.text}`);
  await app.owner.query('DELETE FROM auth.used_code WHERE person_id = $1', [member.id]);
  return { ...member, uri, recoveryCodes: made.json['recoveryCodes'] as unknown as string[] };
}

async function challenged({ email }: Member): Promise<Browser> {
  const browser = new Browser(app.url);
  const asked = await browser.signIn(email, PASSWORD);
  expect(asked.json).toEqual({ secondFactor: 'required', mustChangePassword: false });
  return browser;
}

const finish = (browser: Browser, code: string) =>
  browser.send('POST', '/api/v1/auth/sign-in/totp', { body: { code } });
const recover = (browser: Browser, code: string) =>
  browser.send('POST', '/api/v1/auth/sign-in/recovery-code', { body: { code } });

describe('turning the second factor on', () => {
  it('needs the password, then a code, and gives the session a new id', async () => {
    const { browser, email } = await newMember(app);
    const enable = (password: string) =>
      browser.send('POST', '/api/v1/auth/totp/enable', { body: { password } });
    expect(errorsOf(await enable('not the password'))).toEqual({ '/password': 'wrong-password' });
    const made = await enable(PASSWORD);
    const uri = new URL(String(made.json['uri']));
    expect([uri.protocol, uri.host, uri.searchParams.get('issuer')]).toEqual([
      'otpauth:',
      'totp',
      'Underpin',
    ]);
    expect(new Set(made.json['recoveryCodes'] as unknown as string[]).size).toBe(10);
    // Nothing is asked for before the first code was right.
    expect((await new Browser(app.url).signIn(email, PASSWORD)).json).toMatchObject({ secondFactor: 'none' });
    const wrong = totp(uri.href, 50);
    const confirm = (code: string) => browser.send('POST', '/api/v1/auth/totp/confirm', { body: { code } });
    expect(errorsOf(await confirm(wrong))).toEqual({ '/code': 'wrong-code' });
    const before = browser.cookieHeader();
    const code = totp(uri.href);
    expect((await confirm(code)).status).toBe(204);
    expect(browser.cookieHeader()).not.toBe(before);
    expect((await browser.send('GET', '/api/v1/auth/session')).json).toMatchObject({ secondFactor: true });
    expect((await mailsTo(app, email)).at(-1)?.subject).toBe('Second factor turned on');
    expect((await enable(PASSWORD)).status).toBe(409);
    expect((await confirm(totp(uri.href))).status).toBe(409);
    const visitor = new Browser(app.url);
    await visitor.signIn(email, PASSWORD);
    expect((await finish(visitor, code)).status).toBe(401); // it was used to turn the factor on
    expect((await finish(visitor, totp(uri.href, 1))).status).toBe(200);
  });

  it('keeps neither the secret nor the recovery codes in the clear', async () => {
    const { id, uri, recoveryCodes } = await protect();
    const { rows } = await app.owner.query(
      'SELECT row_to_json(t)::text AS row FROM auth."twoFactor" t WHERE "userId" = $1',
      [id],
    );
    const [stored] = rows as { row: string }[];
    const secret = new URL(uri).searchParams.get('secret') as string;
    for (const hidden of [secret, ...recoveryCodes]) expect(stored?.row).not.toContain(hidden);
  });
});

describe('signing in with a second factor', () => {
  it('gives no session for the password alone', async () => {
    const member = await protect();
    const browser = await challenged(member);
    expect([...browser.cookies.keys()]).toEqual(['underpin-challenge']);
    expect(await browser.signedIn).toBe(false);
    expect((await finish(browser, totp(member.uri))).json).toEqual({
      secondFactor: 'none',
      mustChangePassword: false,
    });
    expect(await browser.signedIn).toBe(true);
    expect([...browser.cookies.keys()]).toEqual(['underpin-session']);
  });

  it('takes each code once, whichever sign-in brings it', async () => {
    const member = await protect();
    const browsers = await Promise.all(Array.from({ length: 4 }, () => challenged(member)));
    const code = totp(member.uri);
    const statuses = await Promise.all(browsers.map(async (browser) => (await finish(browser, code)).status));
    expect(statuses.sort()).toEqual([200, 401, 401, 401]);
    expect((await finish(await challenged(member), code)).status).toBe(401);
    const { rows } = await app.owner.query(
      'SELECT count(*)::int AS n FROM auth.session WHERE "userId" = $1',
      [member.id],
    );
    expect(rows[0].n).toBe(2); // the one that turned it on, and the one that won
  });

  it('takes one challenge once', async () => {
    const member = await protect();
    const browser = await challenged(member);
    const twin = new Browser(app.url);
    browser.cookies.forEach((value, name) => twin.cookies.set(name, value));
    expect((await finish(browser, totp(member.uri))).status).toBe(200);
    expect((await finish(twin, totp(member.uri, 1))).status).toBe(401);
  });

  it('takes no code of another time, and stops guessing', async () => {
    const member = await protect();
    const browser = await challenged(member);
    for (const step of [-4, 4, 40, 41, 42])
      expect((await finish(browser, totp(member.uri, step))).status).toBe(401);
    // Five misses end the challenge: now even the right code is too late.
    expect((await finish(browser, totp(member.uri))).status).toBe(401);
    const { rows } = await app.owner.query(
      `SELECT count(*)::int AS n FROM audit.entry WHERE resource_id = $1 AND action = 'session.refused'`,
      [member.id],
    );
    expect(rows[0].n).toBe(6);
  });

  it('does not take a code in the session of somebody else for a sign-in', async () => {
    const member = await protect();
    const other = await newMember(app);
    const browser = await challenged(member);
    other.browser.cookies.forEach((value, name) => browser.cookies.set(name, value));
    expect((await finish(browser, totp(member.uri, 60))).status).toBe(401);
    expect((await browser.send('GET', '/api/v1/auth/session')).json).toMatchObject({ personId: other.id });
    expect((await finish(browser, totp(member.uri))).status).toBe(200);
    expect((await browser.send('GET', '/api/v1/auth/session')).json).toMatchObject({ personId: member.id });
  });

  it('takes each recovery code once', async () => {
    const member = await protect();
    const code = member.recoveryCodes[3] as string;
    const first = await challenged(member);
    expect((await recover(first, 'aaaaa-bbbbb')).status).toBe(401);
    expect((await recover(first, code)).status).toBe(200);
    expect(await first.signedIn).toBe(true);
    expect((await recover(await challenged(member), code)).status).toBe(401);
    expect((await recover(await challenged(member), member.recoveryCodes[4] as string)).status).toBe(200);
  });

  it('says nothing without a challenge', async () => {
    const browser = new Browser(app.url);
    expect((await finish(browser, '123456')).json).toMatchObject({
      status: 401,
      type: '/problems/sign-in-refused',
    });
    expect(errorsOf(await finish(browser, '12345x'))).toEqual({ '/code': 'wrong-code' });
  });
});

describe('turning it off', () => {
  it('needs the password; new recovery codes replace the old ones', async () => {
    const member = await protect();
    const { browser } = member;
    const renewed = await browser.send('POST', '/api/v1/auth/totp/recovery-codes', {
      body: { password: PASSWORD },
    });
    const codes = renewed.json['recoveryCodes'] as unknown as string[];
    expect(codes).toHaveLength(10);
    expect((await recover(await challenged(member), member.recoveryCodes[0] as string)).status).toBe(401);
    expect((await recover(await challenged(member), codes[0] as string)).status).toBe(200);
    const disable = (password: string) =>
      browser.send('POST', '/api/v1/auth/totp/disable', { body: { password } });
    expect(errorsOf(await disable('not the password'))).toEqual({ '/password': 'wrong-password' });
    expect((await disable(PASSWORD)).status).toBe(204);
    expect((await new Browser(app.url).signIn(member.email, PASSWORD)).json).toMatchObject({
      secondFactor: 'none',
    });
  });

  it('is what an administrator does for somebody who lost the device', async () => {
    const member = await protect();
    const remove = () => app.send('admin', 'POST', `/api/v1/users/${member.id}/remove-second-factor`);
    expect(
      (await app.send('auditor', 'POST', `/api/v1/users/${member.id}/remove-second-factor`)).status,
    ).toBe(403);
    expect((await remove()).status).toBe(204);
    expect(await member.browser.signedIn).toBe(false);
    expect((await new Browser(app.url).signIn(member.email, PASSWORD)).json).toMatchObject({
      secondFactor: 'none',
    });
    expect((await remove()).status).toBe(409);
    expect((await mailsTo(app, member.email)).at(-1)?.subject).toBe('Second factor turned off');
  });
});
