import { readdirSync, readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const TICK_MS = 10; // Linux counts the time of a process in hundredths of a second

export interface Target {
  url: string;
  headers?: Record<string, string>;
  /** Bodies of POST requests; each is used once. */
  body?: () => string;
  /** Headers that differ from request to request. */
  vary?: () => Record<string, string>;
  /** The server's process. */
  pid: number;
}

export interface Measured {
  perSecond: number;
  /** Milliseconds of processor time of the server and of PostgreSQL, a request. */
  serverCpu: number;
  databaseCpu: number;
  failed: number;
}

/** Twenty connections for some seconds; what they got and what it cost. */
export async function load(target: Target, seconds: number, postmaster: number): Promise<Measured> {
  const before = [cpuOf(target.pid), cpuOfTree(postmaster)] as const;
  const result = await cannon(target, seconds);
  const after = [cpuOf(target.pid), cpuOfTree(postmaster)] as const;
  const requests = result.requests.total;
  return {
    perSecond: requests / result.duration,
    serverCpu: (after[0] - before[0]) / requests,
    databaseCpu: (after[1] - before[1]) / requests,
    failed: result.non2xx + result.errors,
  };
}

async function cannon(
  { url, headers = {}, body, vary }: Target,
  duration: number,
): Promise<autocannon.Result> {
  return autocannon({
    url,
    connections: 20,
    duration,
    headers,
    ...(body === undefined
      ? {}
      : {
          requests: [
            {
              method: 'POST' as const,
              setupRequest: (request: autocannon.Request) => ({
                ...request,
                headers: { 'content-type': 'application/json', ...headers, ...vary?.() },
                body: body(),
              }),
            },
          ],
        }),
  });
}

/** Milliseconds of processor time that a process has had. */
export function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0; // ended in between
  }
}

/** The server process and its present children; connections live through a measurement. */
export function cpuOfTree(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return children.reduce((sum, child) => sum + cpuOf(Number(child)), cpuOf(pid));
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return 0;
  }
}

/** Kilobytes of memory that a process holds. */
export function residentKiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
