import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalEntryBytes, type AuditEntry } from '../../src/modules/audit/domain/audit-entry.js';
import type { JsonObject } from '../../src/kernel/canonical-json.js';
import { signCheckpoint } from '../../src/modules/audit/domain/checkpoint.js';
import {
  checkpointLine,
  endLine,
  entryLine,
  headerLine,
} from '../../src/modules/audit/domain/export-format.js';
import {
  appendLeaves,
  EMPTY_FRONTIER,
  frontierRoot,
} from '../../src/modules/audit/domain/merkle-frontier.js';
import { leafHash } from '../../src/modules/audit/domain/merkle.js';
import {
  generateSigningKeyPem,
  signingKeyFromPem,
  type SigningKey,
} from '../../src/modules/audit/domain/signing-key.js';

export const ORIGIN = 'register.example/audit';

export function newKey(name = ORIGIN): SigningKey {
  return signingKeyFromPem(generateSigningKeyPem(), name);
}

/** A plausible entry; its number makes it unlike every other. */
export function sampleEntry(
  number: number,
  changes: JsonObject = { name: `Component ${number}` },
): AuditEntry {
  const tail = number.toString(16).padStart(12, '0');
  return {
    id: `0198f0a0-0000-7000-8000-${tail}`,
    at: `2026-01-01T00:00:00.${String(number).padStart(6, '0')}Z`,
    actor: { type: 'person', id: `0198f0a0-0000-7000-9000-${tail}`, name: `Ada ${number}` },
    action: 'component.created',
    resource: { type: 'component', id: `0198f0a0-0000-7000-a000-${tail}` },
    legalEntityIds: [`0198f0a0-0000-7000-b000-${tail}`],
    requestId: `req-${number}`,
    changes,
    reason: number % 2 === 0 ? null : '審查 – yearly review',
  };
}

/** Entries that were sealed together: one checkpoint, signed by these keys. */
export interface SealedBatch {
  readonly entries: readonly AuditEntry[];
  readonly signers: readonly SigningKey[];
}

export interface SealedLog {
  /** Lines of the export, each with its newline. */
  readonly lines: readonly string[];
  /** Signed checkpoints in order. */
  readonly notes: readonly string[];
}

/** Seals batches as the server does and writes the export of all of them. */
export function sealLog(
  batches: readonly SealedBatch[],
  keys: readonly SigningKey[],
  unsealed = 0,
): SealedLog {
  const verifierKeys = keys.map((key) => key.verifierKey);
  const lines = [headerLine({ origin: ORIGIN, exportedAt: '2026-02-01T00:00:00.000000Z', verifierKeys })];
  const notes: string[] = [];
  let frontier = EMPTY_FRONTIER;
  for (const { entries, signers } of batches) {
    const hashes = entries.map((entry) => leafHash(canonicalEntryBytes(entry)));
    const first = frontier.size;
    hashes.forEach((hash, i) =>
      lines.push(entryLine({ index: first + i, leafHash: hash, entry: entries[i]! })),
    );
    frontier = appendLeaves(frontier, hashes);
    const note = signCheckpoint(
      { origin: ORIGIN, size: frontier.size, root: frontierRoot(frontier) },
      signers,
    );
    lines.push(checkpointLine(note));
    notes.push(note);
  }
  lines.push(endLine({ entries: frontier.size, checkpoints: notes.length, unsealed }));
  return { lines, notes };
}

export interface VerifierRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SCRIPT = fileURLToPath(new URL('../../scripts/audit-verify.mjs', import.meta.url));

/**
 * Runs the offline verifier as a program of its own on this text.
 * @param kept checkpoints (signed notes) that were kept outside the log.
 */
export async function verifyExport(
  content: string | Uint8Array,
  keys: readonly string[] = [],
  kept: readonly string[] = [],
): Promise<VerifierRun> {
  const folder = await mkdtemp(join(tmpdir(), 'underpin audit '));
  try {
    const file = join(folder, 'log.ndjson');
    await writeFile(file, content);
    const checkpoints = await Promise.all(kept.map((note, i) => keepNote(folder, i, note)));
    return await runVerifier([
      file,
      ...keys.flatMap((key) => ['--key', key]),
      ...checkpoints.flatMap((path) => ['--checkpoint', path]),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function runVerifier(args: readonly string[]): Promise<VerifierRun> {
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const status = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  return { status, ...output };
}

async function keepNote(folder: string, number: number, note: string): Promise<string> {
  const path = join(folder, `checkpoint-${number}.txt`);
  await writeFile(path, note);
  return path;
}
