import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a condition, looking ten times a second unless told; fails with what was waited for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 90_000,
  everyMs = 100,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${withinMs / 1_000} s: ${what}`);
    await pause(everyMs);
  }
}
