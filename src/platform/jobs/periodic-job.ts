/** What a run did, in figures, for the heartbeat. */
export type JobDetail = Readonly<Record<string, number>>;

/** Finds the provider that does the work. */
export type Resolve = <T>(token: abstract new (...args: never[]) => T) => T;

/**
 * Work that is looked for again and again. Due work lives in our own tables: a run finds what is there, any number may
 * run at once, and one too many costs time and nothing else.
 */
export interface PeriodicJob {
  name: string;
  everySeconds: number;
  /** One run; on a stop it finishes the batch in hand and returns. */
  run(resolve: Resolve, signal: AbortSignal): Promise<JobDetail>;
  /** The job that has something to do at once after such a run. */
  wakes?(detail: JobDetail): string | null;
}

/** A periodic job of one provider. */
export function every<T>(
  everySeconds: number,
  name: string,
  worker: abstract new (...args: never[]) => T,
  run: (worker: T, signal: AbortSignal) => Promise<JobDetail>,
  wakes?: PeriodicJob['wakes'],
): PeriodicJob {
  return {
    name,
    everySeconds,
    run: (resolve, signal) => run(resolve(worker), signal),
    ...(wakes ? { wakes } : {}),
  };
}
