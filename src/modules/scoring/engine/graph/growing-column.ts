type Column = Int32Array | Uint8Array;

const FIRST_ROOM = 1024;

/** A column of numbers whose length is not known before it ends: an array of numbers would hold each as eight bytes and more. */
export class GrowingColumn<T extends Column> {
  #values: T;
  #length = 0;

  /** @param make an empty column of so many numbers */
  constructor(private readonly make: (length: number) => T) {
    this.#values = make(FIRST_ROOM);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const longer = this.make(2 * this.#length);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#length++] = value;
  }

  /** Corrects a number that is there. */
  put(at: number, value: number): void {
    this.#values[at] = value;
  }

  /** What was pushed. */
  taken(): T {
    return this.#values.slice(0, this.#length) as T;
  }
}

export const integers = (): GrowingColumn<Int32Array> =>
  new GrowingColumn((length) => new Int32Array(length));
export const bytes = (): GrowingColumn<Uint8Array> => new GrowingColumn((length) => new Uint8Array(length));
