import { Socket } from 'node:net';

/**
 * A connection to PostgreSQL that sends what is written within one turn of the event loop in one piece. The client
 * writes each statement by itself; a transaction whose statements do not wait for each other would pay eight system
 * calls for what one can carry.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  override cork(): void {
    super.cork();
    if (this.#gathering) return;
    this.#gathering = true;
    super.cork();
    process.nextTick(() => {
      this.#gathering = false;
      super.uncork();
    });
  }
}
