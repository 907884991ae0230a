import { setFlagsFromString } from 'node:v8';
import { StartupError } from '../platform/startup-error.js';
import { logger } from '../platform/logging.js';

/** What ends the program: SIGINT is a person's Ctrl-C, SIGTERM comes from what runs it; null: it failed. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | null;

/** Stops something that was started; called once, last started first. */
export type Stop = (signal: StopSignal) => Promise<void>;

const DEADLINE_MS = 25_000;

/**
 * Answers live as long as their request, and twenty at once look to V8 like things that stay: in some processes, by chance
 * of timing, it allocated the rows of every later page among the old. Such a process needed half as much processor time
 * again for a page, and a hundred megabytes more, until it ended.
 */
const NO_PRETENURING = '--no-allocation-site-pretenuring';

/**
 * Runs a program until it is told to stop. Whatever `start` registers is stopped in reverse order on SIGINT, SIGTERM
 * or a failed start; a start that cannot succeed ends with one sentence and exit code 1.
 */
export async function run(start: (onStop: (stop: Stop) => void) => Promise<void>): Promise<void> {
  setFlagsFromString(NO_PRETENURING);
  const stops: Stop[] = [];
  let stopping: Promise<void> | null = null;
  const stopAll = (signal: StopSignal): Promise<void> => {
    setTimeout(() => process.exit(1), DEADLINE_MS).unref(); // a part that cannot be stopped keeps nobody waiting
    return (stopping ??= stopInTurn(stops, signal));
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stopAll(signal).then(() => process.exit(0)));
  }
  process.on('unhandledRejection', (reason) =>
    logger.error({ err: reason }, 'a failure that nobody handled'),
  );
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'a failure that nobody caught');
    void stopAll(null).finally(() => process.exit(1));
  });

  try {
    await start((stop) => stops.push(stop));
  } catch (error) {
    if (stopping) return;
    report(error);
    await stopAll(null);
    process.exit(1);
  }
}

async function stopInTurn(stops: Stop[], signal: StopSignal): Promise<void> {
  for (const stop of stops.reverse()) {
    try {
      await stop(signal);
    } catch (error) {
      logger.error({ err: error }, 'a part could not be stopped cleanly');
    }
  }
}

function report(error: unknown): void {
  if (error instanceof StartupError) process.stderr.write(`${error.message}\n`);
  else logger.fatal({ err: error }, 'the start failed');
}
