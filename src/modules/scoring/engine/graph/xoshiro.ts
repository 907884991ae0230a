const RANGE = 4_294_967_296;
/** Looked up once: where globals are intercepted, as under a test runner, each look-up costs more than the number. */
const { imul } = Math;

/**
 * xoshiro128** 1.1 (Blackman and Vigna): numbers for simulations, the same for the same seed on every machine, with a
 * period of 2¹²⁸ − 1. Not for secrets. Its state is spread from one number as its authors advise, by another generator
 * (the 32-bit finaliser of MurmurHash3 over a Weyl sequence).
 */
export class Xoshiro128 {
  private constructor(
    private s0: number,
    private s1: number,
    private s2: number,
    private s3: number,
  ) {}

  /** @param seed 0 … 2³² − 1 */
  static ofSeed(seed: number): Xoshiro128 {
    return Xoshiro128.ofState(spread(seed, 1), spread(seed, 2), spread(seed, 3), spread(seed, 4));
  }

  /** The state must not be zero throughout. */
  static ofState(s0: number, s1: number, s2: number, s3: number): Xoshiro128 {
    return new Xoshiro128(s0, s1, s2, s3);
  }

  /** A whole number in 0 … 2³² − 1. */
  next(): number {
    const result = imul(rotate(imul(this.s1, 5), 7), 9) >>> 0;
    const t = this.s1 << 9;
    this.s2 ^= this.s0;
    this.s3 ^= this.s1;
    this.s1 ^= this.s2;
    this.s0 ^= this.s3;
    this.s2 ^= t;
    this.s3 = rotate(this.s3, 11);
    return result;
  }

  /** What `next()` stays below with the given probability, to within 2⁻³². */
  static threshold(probability: number): number {
    return Math.round(probability * RANGE);
  }
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function spread(seed: number, step: number): number {
  let z = (seed + imul(step, 0x9e3779b9)) | 0;
  z = imul(z ^ (z >>> 16), 0x85ebca6b);
  z = imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
