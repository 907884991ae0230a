import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';
import { Browser, eventually, mailsTo, newMember, PASSWORD, tokenFor } from '../harness/browser.js';
import { errorsOf } from '../harness/replies.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const visitor = (): Browser => new Browser(app.url);
const NEW = 'a different long password';
const reset = (token: string, password = NEW) =>
  visitor().send('POST', '/api/v1/auth/password/reset', { body: { token, password } });
const forget = (email: string) => visitor().send('POST', '/api/v1/auth/password/forgot', { body: { email } });

describe('changing the own password', () => {
  it('needs the old one, ends every other session, and tells the owner', async () => {
    const { email, browser } = await newMember(app);
    const other = visitor();
    await other.signIn(email, PASSWORD);
    const change = (password: string) =>
      browser.send('POST', '/api/v1/auth/password', { body: { password, newPassword: NEW } });
    expect(errorsOf(await change('not the old password'))).toEqual({ '/password': 'wrong-password' });
    expect(await other.signedIn).toBe(true);
    const before = browser.cookieHeader();
    expect((await change(PASSWORD)).status).toBe(204);
    expect(browser.cookieHeader()).not.toBe(before);
    expect([await browser.signedIn, await other.signedIn]).toEqual([true, false]);
    expect((await visitor().signIn(email, PASSWORD)).status).toBe(401);
    expect((await visitor().signIn(email, NEW)).status).toBe(200);
    expect((await mailsTo(app, email)).at(-1)?.subject).toBe('Your password was changed');
  });

  it('takes no password that others would guess, and any other of twelve to 128 characters', async () => {
    const { email, browser } = await newMember(app, { name: 'Chan Tai Man' });
    const local = email.split('@')[0] as string;
    const attempt = (newPassword: string) =>
      browser.send('POST', '/api/v1/auth/password', { body: { password: PASSWORD, newPassword } });
    const change = async (newPassword: string) => errorsOf(await attempt(newPassword));
    for (const guessable of [
      'password12345',
      'P@ssw0rd12345',
      'aaaaaaaaaaaaaaa',
      'abcabcabcabcabc',
      '123456789012345',
      'qwertyuiopasdf',
      'underpin-2026',
      `${local}${local}!`,
    ]) {
      expect([guessable, await change(guessable)]).toEqual([guessable, { '/newPassword': 'easy-to-guess' }]);
    }
    expect(await change('elevenchars')).toEqual({ '/newPassword': 'too-short' });
    expect(await change('x'.repeat(129))).toEqual({ '/newPassword': 'too-long' });
    expect(await change(PASSWORD)).toEqual({ '/newPassword': 'same-password' });
    const spaced = '  一二三四五六七八九十 乙丙丁  ';
    expect((await attempt(spaced)).status).toBe(204);
    expect((await visitor().signIn(email, spaced.trim())).status).toBe(401);
    expect((await visitor().signIn(email, spaced)).status).toBe(200);
  });

  it('is the only thing that somebody with a one-time password can do', async () => {
    const { id, browser } = await newMember(app, { roles: ['risk_officer'] });
    await app.owner.query('UPDATE person SET must_change_password = true WHERE id = $1', [id]);
    expect((await browser.send('GET', '/api/v1/providers')).status).toBe(403);
    const key = { name: 'Around it', scopes: ['register.read'] };
    expect((await browser.send('POST', '/api/v1/api-keys', { body: key })).status).toBe(403);
    expect((await browser.send('GET', '/api/v1/auth/session')).json).toMatchObject({
      mustChangePassword: true,
      permissions: ['session.use'],
    });
    await browser.send('POST', '/api/v1/auth/password', { body: { password: PASSWORD, newPassword: NEW } });
    expect((await browser.send('GET', '/api/v1/providers')).status).toBe(200);
  });

  it('cannot be used to guess the old one from an open session', async () => {
    const { browser } = await newMember(app);
    const body = { password: 'not the old password', newPassword: NEW };
    const statuses = [];
    for (let i = 0; i < 11; i++) {
      statuses.push((await browser.send('POST', '/api/v1/auth/password', { body })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429]);
  });
});

describe('a forgotten password', () => {
  it('is replaced by a mailed link, which ends sessions and keys', async () => {
    const { email, browser } = await newMember(app);
    const key = await browser.send('POST', '/api/v1/api-keys', {
      body: { name: 'Mine', scopes: ['register.read'] },
    });
    const secret = String(key.json['secret']);
    expect((await app.send({ key: secret }, 'GET', '/api/v1/providers')).status).toBe(200);
    expect((await forget(email.toUpperCase())).status).toBe(202);
    const token = await tokenFor(app, email, 2);
    expect((await reset(token)).status).toBe(204);
    expect(await browser.signedIn).toBe(false);
    expect((await app.send({ key: secret }, 'GET', '/api/v1/providers')).status).toBe(401);
    expect((await visitor().signIn(email, NEW)).status).toBe(200);
    const mails = (await mailsTo(app, email)).map(({ subject }) => subject);
    expect(mails).toEqual([
      'Your account in Underpin',
      'A new API key',
      'A new password for Underpin',
      'Your password was changed',
    ]);
  });

  it('works once: of two uses at the same moment one wins', async () => {
    const { email } = await newMember(app);
    await forget(email);
    const token = await tokenFor(app, email, 2);
    const passwords = Array.from({ length: 6 }, (_, i) => `chosen in parallel ${i}`);
    const replies = await Promise.all(passwords.map((password) => reset(token, password)));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 204)) {
      expect([reply.status, errorsOf(reply)]).toEqual([422, { '/token': 'link-not-valid' }]);
    }
    const winner = passwords[replies.findIndex(({ status }) => status === 204)] as string;
    expect((await visitor().signIn(email, winner)).status).toBe(200);
    expect((await reset(token, 'once more, later')).status).toBe(422);
  });

  it('ends a sign-in by the old password too that was under way meanwhile', async () => {
    const { id, email } = await newMember(app);
    await forget(email);
    const token = await tokenFor(app, email, 2);
    // The reset holds the person while it works; a sign-in that comes in between must not get past it.
    const gate = await app.owner.connect();
    const waiting = async (expected: number): Promise<true | null> => {
      const { rows } = await gate.query(
        `SELECT count(*)::int AS n FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE NOT granted AND datname = current_database()`,
      );
      return rows[0].n === expected ? true : null;
    };
    try {
      await gate.query('BEGIN');
      await gate.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [id]);
      const resetting = reset(token);
      await eventually(() => waiting(1));
      const browser = visitor();
      const signingIn = browser.signIn(email, PASSWORD);
      await eventually(() => waiting(2));
      await gate.query('COMMIT');
      expect((await resetting).status).toBe(204);
      expect((await signingIn).status).toBe(401);
      expect(await browser.signedIn).toBe(false);
    } finally {
      gate.release(true);
    }
  });

  it('survives a password that is refused', async () => {
    const { email } = await newMember(app);
    await forget(email);
    const token = await tokenFor(app, email, 2);
    expect(errorsOf(await reset(token, 'password12345'))).toEqual({ '/password': 'easy-to-guess' });
    expect((await reset(token)).status).toBe(204);
  });

  it('does not wait for ever: the link is dead after an hour, or when a newer one is asked for', async () => {
    const { email } = await newMember(app);
    await forget(email);
    const first = await tokenFor(app, email, 2);
    await forget(email);
    const second = await tokenFor(app, email, 3);
    expect((await reset(first)).status).toBe(422);
    await app.owner.query(`UPDATE auth.verification SET "expiresAt" = "expiresAt" - interval '61 minutes'`);
    expect((await reset(second)).status).toBe(422);
  });

  it('answers alike for strangers, and mails nobody who may not sign in', async () => {
    const disabled = await newMember(app);
    const read = await app.send('admin', 'GET', `/api/v1/users/${disabled.id}`);
    await app.send('admin', 'PATCH', `/api/v1/users/${disabled.id}`, {
      body: { status: 'disabled' },
      ifMatch: read.etag,
    });
    const { email } = await newMember(app);
    const replies = [await forget(disabled.email), await forget('nobody@example.com'), await forget(email)];
    expect(replies.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([202, '']));
    await tokenFor(app, email, 2); // asked for last: the others were dealt with before
    const subjects = (await mailsTo(app, disabled.email)).map(({ subject }) => subject);
    expect(subjects).toEqual(['Your account in Underpin']);
    expect(await mailsTo(app, 'nobody@example.com')).toEqual([]);
  });

  it('does not let a stranger flood somebody with mails', async () => {
    const { email } = await newMember(app);
    for (let i = 0; i < 6; i++) await forget(email);
    const last = await newMember(app);
    await forget(last.email);
    await tokenFor(app, last.email, 2);
    expect(
      (await mailsTo(app, email)).filter(({ subject }) => subject === 'A new password for Underpin'),
    ).toHaveLength(3);
  });

  it('keeps only a hash of the link', async () => {
    const { email } = await newMember(app);
    await forget(email);
    const token = await tokenFor(app, email, 2);
    const { rows } = await app.owner.query('SELECT row_to_json(v)::text AS row FROM auth.verification v');
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(token);
  });
});

describe('an invitation', () => {
  const invite = (body: object) => app.send('admin', 'POST', '/api/v1/users', { body });

  it('speaks the language of the person, and its token is none for resets', async () => {
    const email = 'wong@example.com';
    await invite({ email, name: '黃小姐', roles: ['auditor'], locale: 'zh-Hant' });
    const token = await tokenFor(app, email);
    const [mail] = await mailsTo(app, email);
    expect(mail?.subject).toBe('閣下的 Underpin 帳戶');
    expect(mail?.text).toContain('黃小姐');
    expect(mail?.text).toMatch(/^http:\/\/localhost:\d+\/api\/v1\/auth\/invitation\/accept$/m);
    expect(errorsOf(await reset(token))).toEqual({ '/token': 'link-not-valid' });
    const accept = await visitor().send('POST', '/api/v1/auth/invitation/accept', {
      body: { token, password: NEW },
    });
    expect(accept.status).toBe(204);
    const again = await visitor().send('POST', '/api/v1/auth/invitation/accept', {
      body: { token, password: NEW },
    });
    expect(errorsOf(again)).toEqual({ '/token': 'link-not-valid' });
  });

  it('and a reset say what takes the token, and nothing else is needed', async () => {
    const redeem = async (email: string, atLeast: number): Promise<[string, number]> => {
      const token = await tokenFor(app, email, atLeast);
      const text = (await mailsTo(app, email)).find((mail) => mail.text?.includes(token))?.text ?? '';
      const path = new URL(/^http.*$/m.exec(text)?.[0] ?? '').pathname;
      const { status } = await app.send(null, 'POST', path, { body: { token, password: NEW } });
      return [path, status];
    };
    for (const locale of ['en', 'zh-Hant']) {
      const email = `by-mail-${locale}@example.com`.toLowerCase();
      await invite({ email, name: 'Lee', roles: ['auditor'], locale });
      expect(await redeem(email, 1)).toEqual(['/api/v1/auth/invitation/accept', 204]);
      await forget(email);
      expect(await redeem(email, 2)).toEqual(['/api/v1/auth/password/reset', 204]);
      expect((await visitor().signIn(email, NEW)).status).toBe(200);
    }
  });

  it('shows what is in a name as it is, and lets no address carry a second one', async () => {
    const name = '{{7*7}} <b>Bo</b> ${x}';
    await invite({ email: 'bo@example.com', name, roles: ['auditor'] });
    await tokenFor(app, 'bo@example.com');
    expect((await mailsTo(app, 'bo@example.com'))[0]?.text).toContain(`Dear ${name},`);
    for (const email of [
      'a@example.com\r\nBcc: b@example.com',
      'a@example.com, b@example.com',
      'a@example.com;b@example.com',
      '"a b"@example.com',
      'Bo <a@example.com>',
      'a@example',
      'no-at.example.com',
      `${'a'.repeat(65)}@example.com`,
    ]) {
      const refused = await invite({ email, name: 'Bo', roles: ['auditor'] });
      expect([email, refused.status]).toEqual([email, 422]);
      expect(Object.keys(errorsOf(refused))).toEqual(['/email']);
    }
  });
});
