import { median } from '../load.js';
import type { Contender } from './contender.js';
import { row } from './columns.js';

/** Whoever is asked: ours first, so that the others are compared with it. */
export interface Contestants {
  readonly engine: Contender;
  readonly graphology: Contender;
  /** A recursive CTE over the register, and over a table of edges. */
  readonly cte: Contender;
  readonly table: Contender;
}

export interface Question {
  readonly what: string;
  readonly step: string;
  readonly args?: readonly unknown[];
  /** Who can answer it; all when not given. */
  readonly who?: readonly (keyof Contestants)[];
  readonly rounds: number;
}

/** What each answered in its last round, and the time of each round. */
export interface Outcome {
  readonly values: Partial<Record<keyof Contestants, unknown>>;
  readonly times: Partial<Record<keyof Contestants, number[]>>;
}

export const ALL = ['engine', 'graphology', 'cte', 'table'] as const;

/** Asks everybody the same, in turn, round after round, and prints a line. */
export async function contest(contestants: Contestants, question: Question): Promise<Outcome> {
  const { what, step, args = [], who = ALL, rounds } = question;
  const times: Outcome['times'] = Object.fromEntries(who.map((name) => [name, []]));
  const values: Outcome['values'] = {};
  for (const name of who) await contestants[name].rest();
  for (let round = 0; round < rounds; round++) {
    for (const name of who) {
      const { ms, value } = await contestants[name].ask(step, ...args);
      times[name]!.push(ms);
      values[name] = value;
    }
  }
  row(
    what,
    ALL.map((name) => (times[name] ? seen(median(times[name]), contestants[name].peakMiB()) : '-')),
  );
  return { values, times };
}

/** How many times as long another takes as ours: the median over the rounds, with the lowest and the highest. */
export function ratio({ times }: Outcome, other: keyof Contestants): string {
  const ratios = times[other]!.map((ms, round) => ms / times.engine![round]!).sort((a, b) => a - b);
  const part = (p: number): string => ratios[Math.floor((ratios.length - 1) * p)]!.toFixed(0);
  return `${part(0.5)} x (nine in ten of the rounds above ${part(0.1)} x)`;
}

export function seen(ms: number, mebibytes: number): string {
  return `${duration(ms)}, ${Number.isNaN(mebibytes) ? '?' : mebibytes.toFixed(0)} MiB`;
}

export function duration(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
}
