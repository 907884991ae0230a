import { readFileSync, statSync } from 'node:fs';
import { Clock } from '../../kernel/clock.js';
import { StartupError } from '../startup-error.js';

/**
 * The machine's clock, or, with CLOCK_FILE, one that an operator or a test drives: the file holds an RFC 3339 instant
 * at which business time stands still until the file changes, or `+<milliseconds>` by which it runs ahead.
 */
export class ProcessClock extends Clock {
  #modified = -1;
  #read: () => Date = () => new Date();

  constructor(private readonly file: string | null) {
    super();
    this.now();
  }

  now(): Date {
    if (this.file === null) return new Date();
    try {
      const modified = statSync(this.file).mtimeMs;
      if (modified !== this.#modified) {
        this.#read = parse(readFileSync(this.file, 'utf8').trim());
        this.#modified = modified;
      }
    } catch (cause) {
      if (cause instanceof StartupError) throw cause;
      throw new StartupError(
        'The environment variable CLOCK_FILE names a file that cannot be read: make it, or unset the variable.',
        { cause },
      );
    }
    return this.#read();
  }
}

function parse(text: string): () => Date {
  if (/^\+\d{1,15}$/.test(text)) {
    const ahead = Number(text);
    return () => new Date(Date.now() + ahead);
  }
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) {
    throw new StartupError(
      'The file named by CLOCK_FILE holds neither an RFC 3339 instant nor +milliseconds: write one of them into it.',
    );
  }
  return () => new Date(instant);
}
