import { type Method, type TableName, valueOf } from './method.js';

/** One input of a domain as the score read it; also one item of the confidence. */
export interface Factor {
  readonly code: string;
  /** What was read: a code, or several. */
  readonly read: string;
  /** Its value, 0…1. */
  readonly value: number;
  /** No field that it reads is unknown. */
  readonly known: boolean;
}

/** The exposure of one domain; null: the domain does not apply. */
export interface Exposure {
  readonly exposure: number | null;
  readonly factors: readonly Factor[];
}

export const NOT_APPLYING: Exposure = { exposure: null, factors: [] };

/** A factor that is one code of one table. */
export function coded(method: Method, code: string, table: TableName, read: string): Factor {
  const known = read !== 'unknown' && read in method.tables[table];
  return { code, read, value: valueOf(method, table, read), known };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
