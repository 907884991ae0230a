import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The largest resident memory of a process since it was last forgotten, as Linux counts it (VmHWM). Asked from outside:
 * work that does not yield cannot watch itself. Of a connection's process of PostgreSQL, the shared pages that it has
 * touched are in it.
 */
export function peakMiB(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN; // not Linux
  }
}

/** From here on the peak is that of what comes next. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // not Linux, or not our process: the peak is that of its whole life
  }
}
