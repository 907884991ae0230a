import { COMMON_PASSWORDS } from './common-passwords.js';

/** Counted in characters as people see them in the field, not in bytes (OWASP ASVS 5.0, 6.2). */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** Shorter words are part of too many good passwords. */
const MIN_WORD = 4;
/** What must be left when the words that an attacker tries first are taken out. */
const MIN_REST = 8;
/** Rows of the keyboard, the alphabet and the digits, there and back. */
const WALKS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

export interface PasswordOwner {
  email: string;
  name: string;
}

/**
 * Whether a password of allowed length is one that attackers try first: a known one, a repetition, a walk over the
 * keyboard, or little more than the owner's address or name or this product's name. No rule on kinds of characters.
 */
export function isEasyToGuess(password: string, owner: PasswordOwner): boolean {
  const folded = password.normalize('NFKC').toLowerCase();
  return (
    COMMON_PASSWORDS.has(folded) ||
    COMMON_PASSWORDS.has(unleet(folded)) ||
    isRepetition(folded) ||
    isWalk(folded) ||
    restWithout(folded, wordsOf(owner)).length < MIN_REST
  );
}

/** `p@ssw0rd` is `password` to an attacker. */
function unleet(text: string): string {
  const letters: Record<string, string> = {
    '@': 'a',
    '0': 'o',
    '1': 'i',
    '3': 'e',
    $: 's',
    '5': 's',
    '7': 't',
    '!': 'i',
  };
  return [...text].map((character) => letters[character] ?? character).join('');
}

/** A part of at most four characters over and over. */
function isRepetition(text: string): boolean {
  return [1, 2, 3, 4].some((length) => {
    const part = text.slice(0, length);
    return part.repeat(Math.ceil(text.length / length)).startsWith(text);
  });
}

/** Nothing but neighbours of one row, forwards or backwards; several short walks in a row count too. */
function isWalk(text: string): boolean {
  const characters = [...text];
  let steps = 0;
  for (let i = 1; i < characters.length; i++) {
    const pair = `${characters[i - 1]}${characters[i]}`;
    const back = `${characters[i]}${characters[i - 1]}`;
    if (WALKS.some((walk) => walk.includes(pair) || walk.includes(back))) steps++;
  }
  return steps >= (characters.length - 1) * 0.8;
}

function wordsOf({ email, name }: PasswordOwner): string[] {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const words = [
    'underpin',
    local,
    ...local.split(/[._+-]/),
    ...domain.split('.'),
    ...name.toLowerCase().split(/\s+/),
  ];
  return words.filter((word) => word.length >= MIN_WORD).sort((a, b) => b.length - a.length);
}

function restWithout(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), text);
}
