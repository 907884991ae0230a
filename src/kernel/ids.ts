import { v7 } from 'uuid';

/** A new record id: UUIDv7, so that ids sort by creation and index pages stay dense (RFC 9562, 5.7). */
export function newId(): string {
  return v7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
