/**
 * Characters that no name or note needs and that deceive a reader or break a database: controls (but line breaks and
 * tabs where lines are allowed), unpaired surrogates, non-characters, and the marks that turn reading direction
 * around (a name must read as it is stored). On one line, invisible characters too: names are told apart by looking.
 */
const REFUSED = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFEFF]|[\uFDD0-\uFDEF]|[\uFFFE\uFFFF]/u;
const LINES = /[\t\n\r]/g;

/** Nothing is seen of these, in any font: a blank, or a text that looks like another and is not. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Joiners after letters of scripts that change their shape by them, and the variants of ideographs and emoji. */
const SHAPING =
  /(?<=[\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Extended_Pictographic}\uFE0F])[\u200C\u200D]|(?<=[\p{Ideographic}\p{Extended_Pictographic}\d#*])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** More marks on one character than any script has (the stream-safe text format of Unicode, UAX #15, allows 30). */
const STACKED = /\p{M}{31}/u;

export function isStacked(text: string): boolean {
  return STACKED.test(text);
}

export function isPlainText(text: string, multiline: boolean): boolean {
  if (isStacked(text)) return false;
  const checked = multiline ? text.replace(LINES, '') : text;
  if (REFUSED.test(checked) || endsInNonCharacter(checked)) return false;
  return text === '' || (SEEN.test(text) && (multiline || !INVISIBLE.test(text.replace(SHAPING, ''))));
}

/** U+nFFFE and U+nFFFF of the higher planes are non-characters too. */
function endsInNonCharacter(text: string): boolean {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point > 0xffff && (point & 0xfffe) === 0xfffe) return true;
  }
  return false;
}
