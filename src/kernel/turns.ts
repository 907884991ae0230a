import { DomainError } from './domain-error.js';

/** Lets one piece of work run at a time in this process, in the order in which they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #open = 0;

  /** @param waiting how many may wait while one runs */
  constructor(private readonly waiting: number) {}

  /** @throws DomainError unavailable when too many are waiting */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#open > this.waiting) throw new DomainError('unavailable');
    this.#open++;
    const turn = this.#last.then(work).finally(() => this.#open--);
    this.#last = turn.catch(() => undefined); // whose work failed has had its turn too
    return turn;
  }
}
