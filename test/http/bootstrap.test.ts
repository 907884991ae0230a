import { describe, expect, it } from '@jest/globals';
import { SERVICE_SCOPES } from '../../src/kernel/roles.js';
import { Bootstrap } from '../../src/modules/identity/bootstrap.js';
import { startApp, type TestApp } from '../harness/app.js';
import { Browser } from '../harness/browser.js';

/** An installation in which nobody exists yet. */
async function emptyApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const app = await startApp(environment);
  await app.owner.query('TRUNCATE person, api_key CASCADE');
  return app;
}

describe('the first administrator', () => {
  it('is made once, by one of several starts, with a password that opens only the way to another', async () => {
    const app = await emptyApp();
    try {
      const bootstrap = app.nest.get(Bootstrap);
      const made = (
        await Promise.all(Array.from({ length: 4 }, () => bootstrap.bootstrapAdministrator()))
      ).filter((answer) => answer !== null);
      expect(made).toEqual([
        { email: 'admin@underpin.localhost', oneTimePassword: expect.stringMatching(/^[\w-]{24}$/) },
      ]);
      const { email, oneTimePassword } = made[0] as { email: string; oneTimePassword: string };
      const browser = new Browser(app.url);
      expect((await browser.signIn(email, oneTimePassword)).json).toEqual({
        secondFactor: 'none',
        mustChangePassword: true,
      });
      expect((await browser.send('GET', '/api/v1/users')).status).toBe(403);
      const body = { password: oneTimePassword, newPassword: 'five quiet herons at dawn' };
      expect((await browser.send('POST', '/api/v1/auth/password', { body })).status).toBe(204);
      expect((await browser.send('GET', '/api/v1/users')).status).toBe(200);
      expect(await bootstrap.bootstrapAdministrator()).toBeNull();
    } finally {
      await app.close();
    }
  });

  it('takes the address and password of the operator, unless they cannot do', async () => {
    const app = await emptyApp({
      BOOTSTRAP_ADMIN_EMAIL: 'ops@example.com',
      BOOTSTRAP_ADMIN_PASSWORD: 'seven loud geese at dusk',
    });
    try {
      const made = await app.nest.get(Bootstrap).bootstrapAdministrator();
      expect(made).toEqual({ email: 'ops@example.com', oneTimePassword: null });
      const signedIn = await new Browser(app.url).signIn('ops@example.com', 'seven loud geese at dusk');
      expect(signedIn.json).toEqual({ secondFactor: 'none', mustChangePassword: false });
    } finally {
      await app.close();
    }
    for (const [setting, environment] of [
      ['BOOTSTRAP_ADMIN_EMAIL', { BOOTSTRAP_ADMIN_EMAIL: 'ops@localhost' }],
      [
        'BOOTSTRAP_ADMIN_PASSWORD',
        { BOOTSTRAP_ADMIN_EMAIL: 'ops@example.com', BOOTSTRAP_ADMIN_PASSWORD: 'password12345' },
      ],
    ] as const) {
      const refused = await emptyApp(environment);
      await expect(refused.nest.get(Bootstrap).bootstrapAdministrator()).rejects.toThrow(setting);
      await refused.close();
    }
  });
});

describe('the accounts of a demonstration', () => {
  it('are one per role, with password and key, made once; systems have a key only', async () => {
    const app = await emptyApp();
    try {
      const people = [
        {
          role: 'risk_officer',
          name: 'Rita Ho',
          nameZhHant: '何麗達',
          email: 'rita@demo.example',
          functions: ['risk'],
          locale: 'zh-Hant',
        },
        {
          role: 'admin',
          name: 'Adam Li',
          nameZhHant: null,
          email: 'adam@demo.example',
          functions: [],
          locale: 'en',
        },
      ] as const;
      const bootstrap = app.nest.get(Bootstrap);
      const answers = await Promise.all([
        bootstrap.createDemoAccounts(people),
        bootstrap.createDemoAccounts(people),
      ]);
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      const accounts = answers.find((answer) => answer !== null) as NonNullable<(typeof answers)[number]>;
      expect(Object.keys(accounts).sort()).toEqual(['admin', 'risk_officer', 'service']);
      for (const role of ['risk_officer', 'admin'] as const) {
        const { email, password, apiKey } = accounts[role] as {
          email: string;
          password: string;
          apiKey: string;
        };
        const signedIn = await new Browser(app.url).signIn(email, password);
        expect(signedIn.json).toEqual({ secondFactor: 'none', mustChangePassword: false });
        const me = await app.send({ key: apiKey }, 'GET', '/api/v1/auth/session');
        expect(me.json).toMatchObject({ email, roles: [role], entityScope: 'all' });
      }
      const { email, password, apiKey } = accounts['service'] as {
        email: null;
        password: null;
        apiKey: string;
      };
      expect([email, password]).toEqual([null, null]);
      const { rows } = await app.owner.query('SELECT scopes FROM api_key WHERE owner_id IS NULL');
      expect(rows).toEqual([{ scopes: SERVICE_SCOPES }]);
      expect((await app.send({ key: apiKey }, 'GET', '/api/v1/providers')).status).toBe(200);
    } finally {
      await app.close();
    }
  });
});
