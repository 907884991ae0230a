import { describe, expect, it } from '@jest/globals';
import { bytes, integers } from './growing-column.js';

describe('a growing column', () => {
  it.each([0, 1, 1_023, 1_024, 1_025, 5_000])('holds %d numbers, and what was corrected', (length) => {
    const column = integers();
    for (let i = 0; i < length; i++) column.push(i - 7);
    if (length > 0) column.put(length - 1, 42);
    const wanted = Array.from({ length }, (_, i) => (i === length - 1 ? 42 : i - 7));
    expect([column.length, [...column.taken()]]).toEqual([length, wanted]);
  });

  it('is of its own kind, and what was taken of it stays', () => {
    const column = bytes();
    column.push(1);
    const taken = column.taken();
    column.put(0, 0);
    expect(taken).toEqual(Uint8Array.of(1));
  });
});
