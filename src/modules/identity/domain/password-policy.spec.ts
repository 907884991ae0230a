import { describe, expect, it } from '@jest/globals';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { isEasyToGuess, PASSWORD_LENGTH } from './password-policy.js';

const owner = { email: 'siu-ming.wong@harbour-capital.example.com', name: 'Wong Siu Ming' };
const isEasy = (password: string): boolean => isEasyToGuess(password, owner);

describe('a password that is easy to guess', () => {
  it.each([
    ['known', 'password12345'],
    ['known, in capitals', 'PASSWORD12345'],
    ['known, in full width', 'ｐａｓｓｗｏｒｄ１２３４５'],
    ['known, with signs for letters', 'p@ssw0rdp@ssw0rd'],
    ['one character', '..............'],
    ['a short part over and over', 'ab1!ab1!ab1!ab1!ab'],
    ['the alphabet', 'abcdefghijklmn'],
    ['the digits backwards', '987654321098'],
    ['rows of the keyboard', 'qwertyasdfgzxcvb'],
    ['the address', 'siu-ming.wong1'],
    ['the firm of the address', 'harbour-capital7'],
    ['this product', 'Underpin2026!'],
  ])('is refused: %s', (_why, password) => {
    expect(isEasy(password)).toBe(true);
  });

  it.each([
    'five quiet herons at dawn',
    'Tr7-kLm.9pQz',
    '一二三四五六七八九十百千',
    'wong keeps eleven lanterns',
    'underpinning is for cathedrals',
    'abcdef then something else',
    `${'long '.repeat(25)}end`,
  ])('is not: %s', (password) => {
    expect(isEasy(password)).toBe(false);
  });

  it('stands in a list that holds only what the length rule lets through', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(300);
    for (const password of COMMON_PASSWORDS) {
      expect(password.length).toBeGreaterThanOrEqual(PASSWORD_LENGTH.min);
      expect(password).toBe(password.normalize('NFKC').toLowerCase());
      expect(isEasy(password.toUpperCase())).toBe(true);
    }
  });
});
