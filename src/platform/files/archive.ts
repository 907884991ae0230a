import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** What a document may unpack to; a thousand times what a contract needs. */
const MOST_BYTES = 1024 ** 3;
const MOST_ENTRIES = 10_000;
/** A large file of nothing but zeros packs a thousandfold; text packs tenfold. */
const MOST_RATIO = 200;
/** Below it the ratio says nothing. */
const SMALL = 10 * 1024 ** 2;

/**
 * Whether an archive can be unpacked without harm: it is whole, names no place outside itself, and does not unpack to
 * more than it may. Everything is unpacked, into nothing: what the headers say of sizes may be a lie.
 */
export async function isHarmless(path: string, packedSize: number): Promise<boolean> {
  const budget = packedSize < SMALL ? Math.max(SMALL, packedSize * MOST_RATIO) : packedSize * MOST_RATIO;
  const most = Math.min(MOST_BYTES, budget);
  let archive: ZipFile | null = null;
  try {
    archive = await openPromise(path, { autoClose: false });
    let total = 0;
    let entries = 0;
    for await (const entry of archive.eachEntry()) {
      if (++entries > MOST_ENTRIES) return false;
      total += await unpackedSize(archive, entry, most - total);
    }
    return true;
  } catch {
    return false;
  } finally {
    archive?.close();
  }
}

/** Throws beyond what is left of the budget. */
async function unpackedSize(archive: ZipFile, entry: Entry, left: number): Promise<number> {
  let size = 0;
  const counting = new Writable({
    write(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > left ? new Error('unpacks to too much') : null);
    },
  });
  await pipeline(await archive.openReadStreamPromise(entry), counting);
  return size;
}
