import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 5;

/**
 * Asks again and again until the condition holds.
 * @param timeoutMs how long to go on asking, in milliseconds
 * @returns true as soon as the condition holds, false when the time is over
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await pause(POLL_MS);
  }
  return true;
}
