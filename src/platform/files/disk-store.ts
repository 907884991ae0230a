import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore, type LocalFile } from './file-store.js';

/** Keeps files in a folder, spread over 256 folders by the first two digits of their hash. */
export class DiskStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  async keep({ path, size, sha256 }: LocalFile): Promise<void> {
    const target = this.#pathOf(sha256);
    if (await holds(target, size, sha256)) return;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    // Whole or not there at all: a process that is killed half-way leaves a name that nobody asks for.
    const beside = `${target}.${randomUUID()}`;
    try {
      await copyFile(path, beside);
      await flush(beside);
      await rename(beside, target);
      await flush(dirname(target));
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  async open(sha256: string): Promise<Readable> {
    const path = this.#pathOf(sha256);
    await stat(path); // an error now, not in the middle of an answer
    return createReadStream(path);
  }

  #pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2));
  }
}

/** Whether a file is there, and whole: one that has been damaged since is written again. */
async function holds(path: string, size: number, sha256: string): Promise<boolean> {
  if ((await sizeOf(path)) !== size) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
