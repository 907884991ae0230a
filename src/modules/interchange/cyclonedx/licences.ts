import { isLicenceExpression, NO_LICENCE } from '../../inventory/package-format.public.js';
import { entriesOf, type Json, objectOf, textOf } from './json.js';

const MAX_LENGTH = 500;

/**
 * The licences of a component as one SPDX expression. Several hold together: nothing says that one may choose. What
 * somebody concluded counts before what was declared. A part that is no expression makes the whole unknown.
 * @returns null for unknown; `wrong` lists the places that are no expressions
 */
export function licenceOf(licenses: unknown): { licence: string | null; wrong: number[] } {
  const all = entriesOf(licenses);
  const concluded = all.filter(({ entry }) => acknowledgementOf(entry) === 'concluded');
  const counted = concluded.length > 0 ? concluded : all;
  const parts = counted.map(({ entry, at }) => ({ at, text: termsOf(entry) }));
  const wrong = parts.filter(({ text }) => text === null).map(({ at }) => at);
  const texts = [...new Set(parts.map(({ text }) => text).filter((text) => text !== null))];
  if (wrong.length > 0 || texts.length === 0 || texts.includes(NO_ASSERTION)) return { licence: null, wrong };
  const joined = texts.length === 1 ? String(texts[0]) : texts.map(bracketed).join(' AND ');
  const isKept = joined.length <= MAX_LENGTH && isLicenceExpression(joined);
  return isKept ? { licence: joined, wrong } : { licence: null, wrong: counted.map(({ at }) => at) };
}

/** Nobody looked, or nobody says. */
const NO_ASSERTION = 'NOASSERTION';

function termsOf(entry: Json): string | null {
  const { id, name } = objectOf(entry['license']);
  const text = textOf(entry['expression']) ?? textOf(id) ?? textOf(name);
  if (text === null) return null;
  return text === NO_ASSERTION || isLicenceExpression(text) ? text : null;
}

function acknowledgementOf(entry: Json): unknown {
  return entry['acknowledgement'] ?? objectOf(entry['license'])['acknowledgement'];
}

function bracketed(text: string): string {
  return text !== NO_LICENCE && /\s(AND|OR)\s/i.test(text) ? `(${text})` : text;
}
