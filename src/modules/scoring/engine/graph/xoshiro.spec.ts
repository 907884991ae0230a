import { describe, expect, it } from '@jest/globals';
import { Xoshiro128 } from './xoshiro.js';

describe('xoshiro128**', () => {
  it('gives the published numbers from the state 1, 2, 3, 4', () => {
    const numbers = Xoshiro128.ofState(1, 2, 3, 4);
    expect(Array.from({ length: 6 }, () => numbers.next())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492,
    ]);
  });

  it('follows the reference, written with big integers', () => {
    const mask = 0xffff_ffffn;
    const rotate = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (32n - by))) & mask;
    const s = [0xdead_beefn, 0x1234_5678n, 0x9abc_def0n, 0x0bad_f00dn] as [bigint, bigint, bigint, bigint];
    const numbers = Xoshiro128.ofState(Number(s[0]), Number(s[1]), Number(s[2]), Number(s[3]));
    for (let i = 0; i < 1000; i++) {
      const expected = (rotate((s[1] * 5n) & mask, 7n) * 9n) & mask;
      const t = (s[1] << 9n) & mask;
      s[2] ^= s[0];
      s[3] ^= s[1];
      s[1] ^= s[2];
      s[0] ^= s[3];
      s[2] ^= t;
      s[3] = rotate(s[3], 11n);
      expect(numbers.next()).toBe(Number(expected));
    }
  });

  it('is the same for the same seed, and another for another', () => {
    const first = (seed: number): number[] => {
      const numbers = Xoshiro128.ofSeed(seed);
      return Array.from({ length: 8 }, () => numbers.next());
    };
    expect(first(7)).toEqual(first(7));
    const starts = new Set([0, 1, 2, 3, 4_294_967_295].map((seed) => first(seed).join()));
    expect(starts.size).toBe(5);
  });

  it('stays below a threshold as often as asked', () => {
    const numbers = Xoshiro128.ofSeed(20_241_112);
    const below = Xoshiro128.threshold(0.01);
    let count = 0;
    for (let i = 0; i < 1_000_000; i++) if (numbers.next() < below) count++;
    // six standard deviations of a binomial count
    expect(Math.abs(count - 10_000)).toBeLessThan(6 * Math.sqrt(9_900));
    expect(Xoshiro128.threshold(0)).toBe(0);
    expect(Xoshiro128.threshold(1)).toBe(4_294_967_296);
  });
});
