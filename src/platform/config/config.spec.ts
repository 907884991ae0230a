import { describe, expect, it } from '@jest/globals';
import { StartupError } from '../startup-error.js';
import { readConfig } from './config.js';

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, databaseUrl: null, demo: true, logLevel: 'info' });
  });

  it('takes what is empty for not set, and trims the rest', () => {
    expect(readConfig({ PORT: ' 4000 ', DATABASE_URL: '  ', SMTP_URL: '' })).toMatchObject({
      port: 4000,
      databaseUrl: null,
      smtpUrl: null,
    });
  });

  it.each([
    ['https://Register.Example.com', 'https://register.example.com'],
    ['https://example.com:443/', 'https://example.com'],
    ['http://example.com:80', 'http://example.com'],
    ['http://example.com:3000', 'http://example.com:3000'],
    ['https://登記冊.example', 'https://xn--06q831gnon.example'],
  ])('has the public address %s as browsers name it in Origin', (given, origin) => {
    expect(readConfig({ PUBLIC_URL: given }).publicUrl).toBe(origin);
  });

  it.each([
    ['PORT', '70000', 'whole number from 0 to 65535'],
    ['PORT', '-1', 'whole number'],
    ['PORT', '3e3', 'whole number'],
    ['PUBLIC_URL', 'register.example.com', 'https://'],
    ['PUBLIC_URL', 'https://example.com/underpin', 'alone'],
    ['PUBLIC_URL', 'https://user:secret@example.com', 'alone'],
    ['PUBLIC_URL', 'https://example.com/?firm=1', 'alone'],
    ['TRUST_PROXY', 'yes', '1 or 0'],
    ['SHUTDOWN_GRACE_SECONDS', '60', 'from 0 to 15'],
    ['DATABASE_URL', 'mysql://localhost/x', 'postgres://'],
    ['DATABASE_OWNER_URL', 'localhost', 'postgres://'],
    ['DATABASE_READ_URL', 'x', 'postgres://'],
    ['DATABASE_POOL_SIZE', '1', 'from 2 to 200'],
    ['QUEUE_URL', 'http://localhost', 'redis://'],
    ['SMTP_URL', 'mail.example.com:25', 'smtp://'],
    ['MAIL_FROM', 'nobody', 'e-mail address'],
    ['DEMO', 'maybe', '1 or 0'],
    ['BOOTSTRAP_ADMIN_EMAIL', 'admin', 'e-mail address'],
    ['RATE_LIMIT_PER_MINUTE', 'none', 'whole number'],
    ['OIDC_ISSUER', 'idp', 'https://'],
    ['AUTH_SECRET', 'short', 'longer secret'],
    ['LOG_LEVEL', 'loud', 'trace, debug'],
  ])('%s=%s stops the start with one sentence that names it and what to do', (name, value, fix) => {
    const sentence = refusal({ [name]: value });
    expect(sentence).toMatch(new RegExp(`^The environment variable ${name} .*: (set|use) .*\\.$`));
    expect(sentence).toContain(fix);
    expect(sentence).not.toContain('\n');
  });

  it.each([
    [{ BOOTSTRAP_ADMIN_PASSWORD: 'correct horse battery' }, 'BOOTSTRAP_ADMIN_EMAIL'],
    [{ OIDC_ISSUER: 'https://idp.example' }, 'OIDC_CLIENT_ID'],
    [{ OIDC_ISSUER: 'https://idp.example', OIDC_CLIENT_ID: 'underpin' }, 'OIDC_CLIENT_SECRET'],
  ])('%j lacks %s', (environment, missing) => {
    expect(refusal(environment)).toContain(`The environment variable ${missing} is missing beside`);
  });

  it('never repeats an address, which may hold a password', () => {
    expect(refusal({ DATABASE_URL: 'mysql://user:hunter22@db' })).not.toContain('hunter22');
  });
});

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}
