import { Socket } from 'node:net';

type Done = (error?: Error | null) => void;

/**
 * A connection to PostgreSQL that sends what is written within one turn of the event loop in one piece. The client
 * writes each statement by itself; a transaction whose statements do not wait for each other would pay eight system
 * calls for what one can carry, and they were half of its time.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  /** Connecting puts Node's own write in the way of this one. */
  override connect(...to: [never]): this {
    super.connect(...to);
    Reflect.deleteProperty(this, 'write');
    return this;
  }

  override cork(): void {
    this.#gather();
    super.cork();
  }

  override write(chunk: Uint8Array | string, encoding?: BufferEncoding | Done, done?: Done): boolean {
    this.#gather();
    return super.write(chunk, encoding as BufferEncoding, done);
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    super.cork();
    process.nextTick(() => {
      this.#gathering = false;
      super.uncork();
    });
  }
}
