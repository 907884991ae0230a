import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../../kernel/domain-error.js';
import type { LocalFile } from './file-store.js';

/** Holds a file that is coming in until it is known what it is; piece by piece, whatever its size. */
export class Spool {
  constructor(
    private readonly folder: string,
    /** Bytes. */
    private readonly limit: number,
  ) {}

  /**
   * Writes a stream to the disk and counts and hashes what goes by. Whoever takes the file drops it.
   * @throws body-too-large beyond the limit; what was written is gone then
   */
  async take(stream: Readable): Promise<LocalFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    const counting = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        size += chunk.length;
        hash.update(chunk);
        if (size > this.limit) done(new DomainError('body-too-large'));
        else done(null, chunk);
      },
    });
    const writing = createWriteStream(path, { mode: 0o600 });
    try {
      await pipeline(stream, counting, writing);
    } catch (error) {
      // The file may be opened only now: dropped before that, it would stay.
      if (!writing.closed) await new Promise<void>((resolve) => writing.once('close', () => resolve()));
      await this.drop({ path });
      throw error;
    }
    return { path, size, sha256: hash.digest('hex') };
  }

  /** Drops what a process that was killed has left: nothing takes this long to be looked at. */
  async clear(olderThanMs: number, now: number): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const path of names.map((name) => join(this.folder, name))) {
      const found = await stat(path).catch(() => null);
      if (found && now - found.mtimeMs > olderThanMs) await this.drop({ path });
    }
  }

  async drop({ path }: { path: string }): Promise<void> {
    await rm(path, { force: true });
  }
}
