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

/** An SPDX licence expression; LicenseRef- names stand for terms outside the list. */
export function isLicenceExpression(text: string): boolean {
  try {
    parseSpdx(text);
    return true;
  } catch {
    return false;
  }
}
