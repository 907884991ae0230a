import { isISO31661Alpha2 } from 'class-validator';
import { PackageURL } from 'packageurl-js';
import parseSpdx from 'spdx-expression-parse';

export function isJurisdiction(text: string): boolean {
  return isISO31661Alpha2(text) && text === text.toUpperCase();
}

/** https only, with a host and without credentials: links from data are shown to people. */
export function isHttpsUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && hostname !== '';
}

/** Legal entity identifier: 18 characters and two check digits, remainder 1 modulo 97 (ISO 17442, ISO 7064). */
export function isLei(text: string): boolean {
  if (!/^[0-9A-Z]{18}\d{2}$/.test(text)) return false;
  const digits = [...text].map((character) => parseInt(character, 36).toString()).join('');
  return BigInt(digits) % 97n === 1n;
}

export function isPurl(text: string): boolean {
  try {
    PackageURL.fromString(text);
    return true;
  } catch {
    return false;
  }
}

/** `NONE` says that there is no licence at all; nothing recorded is unknown. */
export const NO_LICENCE = 'NONE';

/** An SPDX licence expression, or NONE; LicenseRef- names stand for terms outside the list. */
export function isLicenceExpression(text: string): boolean {
  if (text === NO_LICENCE) return true;
  try {
    parseSpdx(text);
    return true;
  } catch {
    return false;
  }
}

const CVE = /^CVE-\d{4}-\d{4,19}$/i;
const GHSA = /^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/i;
/** The database, and the number within it: PYSEC-2024-1, RUSTSEC-2023-0001, GO-2024-2500, RHSA-2024:1234. */
const OF_OTHERS = /^[A-Z][A-Z0-9]{1,19}(-[A-Z0-9._:]{1,60}){1,6}$/i;

/** The form of such an id, for those who write one: those of CVE and GHSA are narrower than the last part. */
export const VULNERABILITY_ID_PATTERN =
  '^(?:[Cc][Vv][Ee]-\\d{4}-\\d{4,19}|[A-Za-z][A-Za-z0-9]{1,19}(?:-[A-Za-z0-9._:]{1,60}){1,6})$';

/** The published id of a vulnerability: CVE, GHSA, or one of the databases that OSV gathers. */
export function isVulnerabilityId(text: string): boolean {
  if (/^CVE-/i.test(text)) return CVE.test(text);
  if (/^GHSA-/i.test(text)) return GHSA.test(text);
  return OF_OTHERS.test(text);
}
