import { createHash } from 'node:crypto';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * The content of a stored file, which may have been touched where it is kept. The last piece is held back until the hash is
 * known: whoever reads a file that is not what it was gets less than was announced, and an error.
 */
export function verified(content: Readable, sha256: string): Readable {
  const passing = new Verifying(sha256);
  // Its errors are those of the stream that is handed on.
  pipeline(content, passing).catch(() => undefined);
  return passing;
}

class Verifying extends Transform {
  readonly #hash = createHash('sha256');
  #held: Buffer | null = null;

  constructor(private readonly sha256: string) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#hash.update(chunk);
    const before = this.#held;
    this.#held = chunk;
    done(null, before ?? undefined);
  }

  override _flush(done: TransformCallback): void {
    if (this.#hash.digest('hex') === this.sha256) done(null, this.#held ?? undefined);
    else done(new Error('a stored file is not what it was'));
  }
}
