/* The child's side of a contender. */
import { setTimeout } from 'node:timers/promises';

/** What was collected goes back to the system a moment later. */
const GIVEN_BACK_MS = 300;

export type Steps = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Does what the parent process asks for, and times it. */
export function answer(steps: Steps): void {
  const all: Steps = { rest, ...steps };
  const run = async ({ step, args }: { step: string; args: never[] }): Promise<void> => {
    const started = performance.now();
    const value = await all[step]!(...args);
    process.send!({ value, ms: performance.now() - started });
  };
  process.on('message', (message) => {
    run(message as { step: string; args: never[] }).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
}

async function rest(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    globalThis.gc?.();
    await setTimeout(GIVEN_BACK_MS);
  }
}
