import { describe, expect, it } from '@jest/globals';
import { isLicenceExpression, isVulnerabilityId, VULNERABILITY_ID_PATTERN } from './formats.js';

describe('the id of a vulnerability', () => {
  it.each([
    'CVE-2024-1234',
    'cve-2024-12345678',
    'GHSA-jfh8-c2jp-5v3q',
    'PYSEC-2024-48',
    'RUSTSEC-2023-0001',
    'GO-2024-2500',
    'MAL-2024-1234',
    'RHSA-2024:1234',
    'SNYK-JS-LODASH-567746',
  ])('%s is one, and has the form that the contract gives', (id) => {
    expect(isVulnerabilityId(id)).toBe(true);
    expect(id).toMatch(new RegExp(VULNERABILITY_ID_PATTERN));
  });

  it.each([
    '',
    'CVE',
    'CVE-24-1234',
    'CVE-2024-123',
    'CVE-2024-12a4',
    'GHSA-jfh8-c2jp',
    'GHSA-aaaa-bbbb-cccc',
    'Heartbleed',
    'CVE-2024-1234 and more',
    '漏洞-2024-1',
    'ＣＶＥ-2024-1234',
    '-2024-1',
  ])('"%s" is none', (id) => expect(isVulnerabilityId(id)).toBe(false));
});

it('the form that the contract gives lets through no text that could not be an id', () => {
  for (const text of ['', 'CVE', 'Heartbleed', 'CVE-2024-1234 and more', '漏洞-2024-1', '-2024-1']) {
    expect(text).not.toMatch(new RegExp(VULNERABILITY_ID_PATTERN));
  }
});

describe('a licence', () => {
  it('may be stated to be none, which is not the same as nobody having asked', () => {
    expect(isLicenceExpression('NONE')).toBe(true);
    expect(isLicenceExpression('NOASSERTION')).toBe(false);
    expect(isLicenceExpression('none')).toBe(false);
  });
});
