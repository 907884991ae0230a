/** Somebody who answers questions about one graph, and whose time and memory are seen. */
export interface Contender {
  /** @returns what was answered and how long the answer took, without the way there and back */
  ask<T>(step: string, ...args: unknown[]): Promise<Answer<T>>;
  /** Throws away what is no longer needed; the peak of memory is counted from here. */
  rest(): Promise<void>;
  peakMiB(): number;
  stop(): Promise<void>;
}

export interface Answer<T> {
  readonly value: T;
  readonly ms: number;
}

/** Blast radius of all nodes: how far it came before its time was up. */
export interface Progress {
  readonly nodes: number;
}
