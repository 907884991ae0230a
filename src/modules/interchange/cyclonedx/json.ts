/** A part of a document that was validated: looked into with care all the same, since versions differ. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The objects of a list, each with its place. */
export function entriesOf(value: unknown): { entry: Json; at: number }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, at) => (isObject(entry) ? [{ entry, at }] : []));
}

export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.normalize('NFC').trim();
  return text === '' ? null : text;
}
