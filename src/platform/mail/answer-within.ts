import { setTimeout as pause } from 'node:timers/promises';

/** What some work gives, or an error where it has given nothing by then; the work itself goes on. */
export async function answerWithin<T>(ms: number, work: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = pause(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new Error(`no answer within ${ms / 1000} seconds`);
  });
  late.catch(() => undefined); // ends by being called off
  try {
    return await Promise.race([work, late]);
  } finally {
    timeout.abort();
  }
}
