import type { JsonObject } from '../../../kernel/canonical-json.js';
import { entryContent, type AuditEntry } from './audit-entry.js';
import { canonicalText } from './canonical.js';
import { assertHash } from './merkle.js';

/**
 * The exported log: UTF-8, one JSON object a line, each in canonical form (RFC 8785), so that one log has one
 * text and a repeated key or a re-written number shows.
 *
 *   header       once, first
 *   entry        every sealed entry, index 0, 1, 2 …
 *   checkpoint   straight after the entry that completes it (size 0: after the header); every one ever signed
 *   end          once, last
 *
 * Checkpoints stand among the entries and not behind them, because a verifier can then compare each root in one
 * pass and in constant memory. The last entry must be followed by a checkpoint: sealing and signing are one
 * step, an entry without a checkpoint behind it is not sealed and does not belong here.
 *
 * Covered by signatures: every entry, its place, and their number. Mere statements of the exporter: the time of
 * the export, the list of keys, and how many entries were not sealed yet.
 */
export const EXPORT_KIND = 'underpin-audit-export';
/** Raised when a verifier of the former version would misread the file. */
export const EXPORT_VERSION = 1;

export interface ExportHeader {
  /** Origin line of every checkpoint. */
  readonly origin: string;
  /** RFC 3339, UTC. */
  readonly exportedAt: string;
  /** Verifier keys of all signers so far, the current one last. */
  readonly verifierKeys: readonly string[];
}

export interface ExportEntry {
  /** Place in the tree, from 0. */
  readonly index: number;
  /** The hash as it was stored when the entry was sealed, never computed for the export: else no change would show. */
  readonly leafHash: Buffer;
  readonly entry: AuditEntry;
}

export interface ExportEnd {
  /** Entry lines in this file. */
  readonly entries: number;
  /** Checkpoint lines in this file. */
  readonly checkpoints: number;
  /** Entries committed but not sealed at the moment of the export. */
  readonly unsealed: number;
}

/** First line. All writers return the line with its newline. */
export function headerLine({ origin, exportedAt, verifierKeys }: ExportHeader): string {
  return line({ kind: EXPORT_KIND, version: EXPORT_VERSION, origin, exportedAt, verifierKeys });
}

/**
 * Line of a sealed entry.
 * @throws CanonicalFormError, RangeError when the stored row cannot have been sealed like this.
 */
export function entryLine({ index, leafHash, entry }: ExportEntry): string {
  assertCount(index, 'index');
  assertHash(leafHash);
  return line({ kind: 'entry', index, leafHash: leafHash.toString('base64'), entry: entryContent(entry) });
}

/** Line of a signed checkpoint; `note` is the whole signed note. */
export function checkpointLine(note: string): string {
  return line({ kind: 'checkpoint', note });
}

/** Last line: its absence shows a download that broke off. */
export function endLine({ entries, checkpoints, unsealed }: ExportEnd): string {
  assertCount(entries, 'entries');
  assertCount(checkpoints, 'checkpoints');
  assertCount(unsealed, 'unsealed');
  return line({ kind: 'end', entries, checkpoints, unsealed });
}

function line(content: JsonObject): string {
  return `${canonicalText(content)}\n`;
}

function assertCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} is a count, not ${value}`);
}
