import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Windows has rights of another kind and cannot sync a folder: both steps are for POSIX only. */
export const IS_POSIX = process.platform !== 'win32';

/** Writes a file beside `path` to the disk and returns its name. */
export async function writeTemporary(path: string, content: string, mode: number): Promise<string> {
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

/** Puts the content in place of the file, whole or not at all, and on the disk before it returns. */
export async function replaceFile(path: string, content: string, mode: number): Promise<void> {
  const temporary = await writeTemporary(path, content, mode);
  await rename(temporary, path);
  await syncFolder(path);
}

export async function syncFolder(path: string): Promise<void> {
  if (!IS_POSIX) return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Undefined when there is no such file. */
export async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function hasCode(error: unknown, code: string): boolean {
  // By shape, not by class: an error of another realm (a worker, a test's VM) is no instance of our Error.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** What the operating system said of a file, such as EACCES; null when the failure is no file's. */
export function fileErrorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return null;
  return error.syscall === 'connect' ? null : String(error.code);
}
