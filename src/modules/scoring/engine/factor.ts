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

const factors = new WeakMap<Method, Map<string, Factor>>();

/** A factor that is one code of one table; one object wherever it is read: there may be a hundred thousand components. */
export function coded(method: Method, code: string, table: TableName, read: string): Factor {
  if (!(read in method.tables[table])) {
    return { code, read, value: valueOf(method, table, read), known: false };
  }
  return onceFor(method, `${code} ${table} ${read}`, () => ({
    ...{ code, read, value: valueOf(method, table, read) },
    known: read !== 'unknown',
  }));
}

/** @param key names the factor among those of the method, of which there must be few */
export function onceFor(method: Method, key: string, make: () => Factor): Factor {
  let known = factors.get(method);
  if (known === undefined) factors.set(method, (known = new Map<string, Factor>()));
  let factor = known.get(key);
  if (factor === undefined) known.set(key, (factor = make()));
  return factor;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
