import fc from 'fast-check';
import { canonicalEntryBytes, type AuditEntry } from '../../src/modules/audit/domain/audit-entry.js';
import type { JsonObject } from '../../src/kernel/canonical-json.js';
import { checkpointLine, entryLine } from '../../src/modules/audit/domain/export-format.js';
import { leafHash } from '../../src/modules/audit/domain/merkle.js';
import { newKey, sampleEntry, sealLog, type SealedLog } from './sealed-log.js';

/** Signs all of these logs. */
export const KEY = newKey();
/**
 * Each run starts a process, so a property has few; each test run tries others. More, to look deeper:
 * `PROPERTY_RUNS=200`.
 */
export const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3) };

/** A log of some entries, cut into batches anywhere. */
export const aLog = fc
  .record({
    changes: fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 2 })), {
      minLength: 2,
      maxLength: 14,
    }),
    cuts: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
  })
  .map(({ changes, cuts }) => {
    const entries = changes.map((change, i) =>
      sampleEntry(i, JSON.parse(JSON.stringify(change)) as JsonObject),
    );
    return logOf(entries, cuts);
  });

export interface TestLog extends SealedLog {
  readonly entries: readonly AuditEntry[];
  /** Sizes of the checkpoints. */
  readonly sizes: readonly number[];
}

export function logOf(entries: readonly AuditEntry[], cuts: readonly boolean[]): TestLog {
  const ends = entries.map((_, i) => i + 1).filter((size) => size === entries.length || cuts[size]);
  const batches = ends.map((end, i) => ({ entries: entries.slice(ends[i - 1] ?? 0, end), signers: [KEY] }));
  return { ...sealLog(batches, [KEY], 3), entries, sizes: ends };
}

/** Where entry `index` stands among the lines. */
export function lineOf(log: TestLog, index: number): number {
  return log.lines.findIndex(
    (line) => line.startsWith('{"entry":') && line.includes(`,"index":${index},"kind"`),
  );
}

/** Two different places of a log. */
export function twoOf(log: TestLog, a: number, b: number): [number, number] {
  const first = a % log.entries.length;
  const second = (first + 1 + (b % (log.entries.length - 1))) % log.entries.length;
  return [Math.min(first, second), Math.max(first, second)];
}

/** The entry that would be forged in the place of another: same index, another id. */
export const forged = (index: number): AuditEntry => sampleEntry(1000 + index);

export function lineFor(index: number, entry: AuditEntry): string {
  return entryLine({ index, leafHash: leafHash(canonicalEntryBytes(entry)), entry });
}

/** Lines of a log whose entries are others than were signed: leaf hashes and numbering right, old checkpoints. */
export function relined(log: TestLog, entries: readonly AuditEntry[]): string[] {
  const lines = [log.lines[0]!];
  entries.forEach((entry, index) => {
    lines.push(lineFor(index, entry));
    const checkpoint = log.sizes.indexOf(index + 1);
    if (checkpoint >= 0) lines.push(checkpointLine(log.notes[checkpoint]!));
  });
  return [...lines, log.lines.at(-1)!];
}
