import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateSigningKeyPem, signingKeyFromPem, type SigningKey } from './signing-key.js';
import { assertKeyName, parseVerifierKey, type VerifierKey } from './verifier-key.js';

/** Only the owner may read the secret; everybody may read the public half. */
const SECRET_MODE = 0o600;
const PUBLIC_MODE = 0o644;

/** A key file that cannot be used; the message names the file and what to do, nothing of the key. */
export class SigningKeyFileError extends Error {
  override readonly name = 'SigningKeyFileError';
}

/** Where the verifier keys that belong to a key file are written, one a line. */
export function verifierKeyPath(path: string): string {
  return `${path}.pub`;
}

/**
 * The signing key of this file, made now if there is none; processes that start together end with the same key.
 * The verifier key is added to `<path>.pub`; earlier lines stay, so after a rotation (move the key file away,
 * start again) that file knows all keys.
 * @param name the log's origin.
 * @throws SigningKeyFileError when the file is no key or others may read it; NoteError for a name not allowed.
 */
export async function loadOrCreateSigningKey(path: string, name: string): Promise<SigningKey> {
  assertKeyName(name);
  const pem = (await readSecret(path)) ?? (await createSecret(path));
  const key = parseKey(pem, path, name);
  await rememberVerifierKey(verifierKeyPath(path), key.verifierKey);
  return key;
}

/**
 * All verifier keys remembered beside a key file, oldest first; empty when there is no such file.
 * @throws NoteError when a line is not a verifier key.
 */
export async function readVerifierKeys(path: string): Promise<VerifierKey[]> {
  return (await publicLines(verifierKeyPath(path))).map(parseVerifierKey);
}

async function readSecret(path: string): Promise<string | undefined> {
  const pem = await readIfExists(path);
  if (pem !== undefined) await assertOwnerOnly(path);
  return pem;
}

/** Returns the secret that is in the file afterwards: ours, or that of the process that was first. */
async function createSecret(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = await writeTemporary(path, generateSigningKeyPem(), SECRET_MODE);
  try {
    // A hard link appears whole or not at all and never replaces a file: who comes second gets EEXIST.
    await link(temporary, path);
    await syncFolder(path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  const pem = await readSecret(path);
  if (pem === undefined) throw new SigningKeyFileError(`${path} cannot be read back: is it a broken link?`);
  return pem;
}

function parseKey(pem: string, path: string, name: string): SigningKey {
  try {
    return signingKeyFromPem(pem, name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new SigningKeyFileError(
      `${path}: ${reason}. Restore it from its backup, or move it away to start a new key.`,
    );
  }
}

async function rememberVerifierKey(path: string, verifierKey: string): Promise<void> {
  const lines = await publicLines(path);
  if (lines.includes(verifierKey)) return;
  // Renaming replaces the whole file: processes that start together write the same lines, not each its own.
  const temporary = await writeTemporary(path, [...lines, verifierKey, ''].join('\n'), PUBLIC_MODE);
  await rename(temporary, path);
  await syncFolder(path);
}

async function publicLines(path: string): Promise<string[]> {
  const text = (await readIfExists(path)) ?? '';
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** Writes a file beside `path` to the disk and returns its name. */
async function writeTemporary(path: string, content: string, mode: number): Promise<string> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const file = await open(temporary, 'wx', mode);
  try {
    await file.writeFile(content, 'utf8');
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return temporary;
}

/** Windows has rights of another kind and cannot sync a folder: both steps are for POSIX only. */
const IS_POSIX = process.platform !== 'win32';

async function assertOwnerOnly(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (IS_POSIX && (mode & 0o077) !== 0) {
    throw new SigningKeyFileError(`${path} is open to others than its owner: run chmod 600 on it`);
  }
}

async function syncFolder(path: string): Promise<void> {
  if (!IS_POSIX) return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  // By shape, not by class: an error of another realm (a worker, a test's VM) is no instance of our Error.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
