import { describe, expect, it } from '@jest/globals';
import { isEmail } from '../../../kernel/email.js';
import { isLocalPath } from './local-path.js';
import { isLive, SESSION_RULES } from './session-rules.js';

describe('an e-mail address', () => {
  it.each([
    'a@b.hk',
    "o'neill+risk@mail.example.co.uk",
    `${'a'.repeat(64)}@example.com`,
    'A_B-c@xn--fiq228c.example.com',
  ])('is: %s', (text) => expect(isEmail(text)).toBe(true));

  it.each([
    '',
    '@b.hk',
    'a@',
    'a@b',
    'a@b.c',
    'a@b.h1',
    'a b@b.hk',
    'a@b.hk\r\nBcc: c@d.hk',
    'a@b.hk,c@d.hk',
    '<a@b.hk>',
    '"a"@b.hk',
    '.a@b.hk',
    'a.@b.hk',
    'a..b@b.hk',
    'a@-b.hk',
    'a@b-.hk',
    'a@b..hk',
    'a@[127.0.0.1]',
    'á@b.hk',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b.'.repeat(130)}hk`,
  ])('is not: %s', (text) => expect(isEmail(text)).toBe(false));
});

describe('a path on this site', () => {
  it.each(['/', '/components', '/use-cases/1?tab=graph&x=%20#top'])('is: %s', (text) =>
    expect(isLocalPath(text)).toBe(true),
  );
  it.each([
    '',
    'components',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/a\r\nb',
    '/a b',
    '/a@b',
  ])('is not: %s', (text) => expect(isLocalPath(text)).toBe(false));
});

describe('a session', () => {
  const startedAt = new Date('2026-11-02T01:00:00Z');
  const live = (usedAfter: number, now: number): boolean =>
    isLive({ startedAt, usedAt: new Date(startedAt.getTime() + usedAfter) }, startedAt.getTime() + now);

  it('is over when nobody used it for the idle time, or when it is old', () => {
    expect(live(0, SESSION_RULES.idle - 1)).toBe(true);
    expect(live(0, SESSION_RULES.idle)).toBe(false);
    expect(live(SESSION_RULES.absolute - 2, SESSION_RULES.absolute - 1)).toBe(true);
    expect(live(SESSION_RULES.absolute - 1, SESSION_RULES.absolute)).toBe(false);
  });
});
