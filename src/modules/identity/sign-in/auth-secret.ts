import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../../platform/startup-error.js';

const MIN_LENGTH = 32;

/**
 * The secret that signs session cookies and encrypts second-factor secrets: the configured one, or one that is made
 * once and kept in the data folder. Processes that start together end with the same one.
 * @throws StartupError when the file can be read by others, or holds too little.
 */
export async function authSecret(configured: string | null, dataDir: string): Promise<string> {
  if (configured !== null) return configured;
  const path = join(dataDir, 'auth-secret');
  const secret = (await readIfThere(path)) ?? (await make(path, dataDir));
  if (secret.length < MIN_LENGTH) {
    throw new StartupError(
      `The file ${path} holds no usable secret: restore it, or set the environment variable AUTH_SECRET.`,
    );
  }
  return secret;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    const secret = (await readFile(path, 'utf8')).trim();
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new StartupError(`The file ${path} can be read by others than its owner: run chmod 600 on it.`);
    }
    return secret;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw unusable(path, error);
  }
}

/** A failure of the file system says which file, and what to do about it. */
function unusable(path: string, error: unknown): unknown {
  if (!(typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error)) return error;
  return new StartupError(
    `The file ${path} cannot be used (${String(error.code)}): make it and its folder readable and writable for this user, or set the environment variable AUTH_SECRET.`,
    { cause: error },
  );
}

/** A hard link appears whole or not at all and replaces nothing: who comes second reads what the first one made. */
async function make(path: string, dataDir: string): Promise<string> {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(unfinished, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    await link(unfinished, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw unusable(path, error);
  } finally {
    await rm(unfinished, { force: true });
  }
  return (await readIfThere(path)) ?? '';
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
