import { describe, expect, it } from '@jest/globals';
import { type LinkMail, linkMailText } from './link-mail.js';
import { newLinkToken, withoutTokens } from './link-token.js';

const MAIL: LinkMail = {
  recipient: 'Security {token} team $&',
  ...{ legalEntity: 'Harbour', subject: 'Vendor', questionnaire: 'Provider', dueOn: '2027-01-31' },
  ...{ expiresAt: new Date('2026-12-31T02:00:00Z'), timeZone: 'Asia/Hong_Kong', token: 'upl_x' },
  address: 'https://register.example/api/v1/questionnaire',
};

describe('the mail by which a link goes out', () => {
  it('says in either language who asks what until when, with the token on a line of its own', () => {
    const en = linkMailText(MAIL, 'en');
    expect(en.subject).toBe('Questions from Harbour about Vendor');
    expect(en.text.split('\n')).toEqual(expect.arrayContaining(['upl_x', MAIL.address]));
    expect(en.text).toContain('Please answer by 31 January 2027.');
    expect(en.text).toContain('31 December 2026 at 10:00 (Asia/Hong_Kong)');
    const zh = linkMailText(MAIL, 'zh-Hant');
    expect(zh.subject).toBe('Harbour 就 Vendor 發出的問卷');
    expect(zh.text.split('\n')).toEqual(expect.arrayContaining(['upl_x', MAIL.address]));
    expect(zh.text).toContain('請於 2027年1月31日 或之前作答。');
  });

  it('says no day where none is named, and reads nothing into names', () => {
    expect(linkMailText({ ...MAIL, dueOn: null }, 'en').text).not.toContain('Please answer');
    expect(linkMailText({ ...MAIL, dueOn: null }, 'zh-Hant').text).not.toContain('或之前作答');
    expect(linkMailText(MAIL, 'en').text).toContain('Dear Security {token} team $&,');
  });
});

it('what a mail server says is kept without the token that it repeats', () => {
  const { token } = newLinkToken();
  expect(withoutTokens(`554 no: ${token}, ${token.slice(0, 30)}`)).toBe('554 no: upl_…, upl_…');
  expect(withoutTokens('451 later')).toBe('451 later');
});
