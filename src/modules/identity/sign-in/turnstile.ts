import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error.js';

const AT_ONCE = 4;
const WAITING = 200;

/**
 * Hashing a password takes memory, a core and, meanwhile, a database connection: so few at once that the register does
 * not feel a storm of sign-ins. The rest wait their turn; when too many wait, the newest are sent away.
 */
@Injectable()
export class Turnstile {
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= AT_ONCE) {
      if (this.#waiting.length >= WAITING) throw new DomainError('unavailable');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#inside++;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#inside--;
    }
  }
}
