/**
 * Characters that no name or note needs and that deceive a reader or break a database: controls (but line breaks and
 * tabs where lines are allowed), unpaired surrogates, non-characters, and the marks that turn reading direction
 * around (a name must read as it is stored).
 */
const REFUSED = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFEFF]|[\uFDD0-\uFDEF]|[\uFFFE\uFFFF]/u;
const LINES = /[\t\n\r]/g;

/** More marks on one character than any script has (the stream-safe text format of Unicode, UAX #15, allows 30). */
const STACKED = /\p{M}{31}/u;

export function isStacked(text: string): boolean {
  return STACKED.test(text);
}

export function isPlainText(text: string, multiline: boolean): boolean {
  if (isStacked(text)) return false;
  const checked = multiline ? text.replace(LINES, '') : text;
  return !REFUSED.test(checked) && !endsInNonCharacter(checked);
}

/** U+nFFFE and U+nFFFF of the higher planes are non-characters too. */
function endsInNonCharacter(text: string): boolean {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point > 0xffff && (point & 0xfffe) === 0xfffe) return true;
  }
  return false;
}
