import { link, mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, IS_POSIX, readIfExists, replaceFile, syncFolder, writeTemporary } from './durable-file.js';
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
    throw new SigningKeyFileError(`${path}: ${reason}`);
  }
}

async function rememberVerifierKey(path: string, verifierKey: string): Promise<void> {
  const lines = await publicLines(path);
  if (lines.includes(verifierKey)) return;
  // The whole file: processes that start together write the same lines, not each its own.
  await replaceFile(path, [...lines, verifierKey, ''].join('\n'), PUBLIC_MODE);
}

async function publicLines(path: string): Promise<string[]> {
  const text = (await readIfExists(path)) ?? '';
  return text.split(/\r?\n/).filter((line) => line !== '');
}

async function assertOwnerOnly(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (IS_POSIX && (mode & 0o077) !== 0) {
    throw new SigningKeyFileError(`${path} is open to others than its owner: run chmod 600 on it`);
  }
}
