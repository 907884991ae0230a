import type { Reply } from './app.js';

export interface Problem {
  pointer: string;
  code: string;
}

/** The items of a page or batch. */
export function itemsOf(reply: Reply): Record<string, unknown>[] {
  return reply.json['items'] as unknown as Record<string, unknown>[];
}

export function idsOf(reply: Reply): unknown[] {
  return itemsOf(reply).map(({ id }) => id);
}

/** The errors of a problem as `{ pointer: code }`. */
export function errorsOf(reply: Reply): Record<string, string> {
  const errors = (reply.json['errors'] ?? []) as unknown as Problem[];
  return Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]));
}
