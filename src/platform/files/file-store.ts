import type { Readable } from 'node:stream';

/** A file on the local disk that is about to be kept. */
export interface LocalFile {
  path: string;
  /** Bytes. */
  size: number;
  /** SHA-256, lower-case hex. */
  sha256: string;
}

/**
 * Where files are kept, each under the hash of its content: the same file is kept once, and what is read is what was
 * written or nothing. Nothing is ever overwritten.
 */
export abstract class FileStore {
  /** Keeps a file; does nothing where it is kept already. Durable when it returns. */
  abstract keep(file: LocalFile): Promise<void>;

  /** The content of a file that is kept; throws where it is not. */
  abstract open(sha256: string): Promise<Readable>;
}
