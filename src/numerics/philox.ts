/**
 * Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 * A draw is a pure function of (key, counter): the same network and the same noise whatever the order, worker count or target.
 *
 * One round, on (c0, c1, c2, c3) under the key (k0, k1), all modulo 2^32:
 *   c0' = high(M1·c2) ^ c1 ^ k0,  c1' = low(M1·c2),  c2' = high(M0·c0) ^ c3 ^ k1,  c3' = low(M0·c0);  k0 += W0, k1 += W1.
 */
import { mulHigh } from "./wide-multiply.js";

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const M0_LOW = M0 & 0xffff;
const M0_HIGH = M0 >>> 16;
const M1_LOW = M1 & 0xffff;
const M1_HIGH = M1 >>> 16;

/**
 * Fills `out[0..3]` with four uint32 for the 128-bit counter (c0..c3) under the 64-bit key (k0, k1).
 * The products are written out in 16-bit limbs on int32, which V8 compiles to integer instructions without a call.
 */
export function philox4x32(
  out: Uint32Array,
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
): void {
  k0 |= 0;
  k1 |= 0;
  c0 |= 0;
  c1 |= 0;
  c2 |= 0;
  c3 |= 0;
  for (let round = 0; round < 10; round++) {
    let low = c0 & 0xffff;
    let high = c0 >>> 16;
    let middle = (Math.imul(high, M0_LOW) + (Math.imul(low, M0_LOW) >>> 16)) | 0;
    let middle2 = (Math.imul(low, M0_HIGH) + (middle & 0xffff)) | 0;
    const high0 = (Math.imul(high, M0_HIGH) + (middle >>> 16) + (middle2 >>> 16)) | 0;
    const low0 = Math.imul(c0, M0);
    low = c2 & 0xffff;
    high = c2 >>> 16;
    middle = (Math.imul(high, M1_LOW) + (Math.imul(low, M1_LOW) >>> 16)) | 0;
    middle2 = (Math.imul(low, M1_HIGH) + (middle & 0xffff)) | 0;
    const high1 = (Math.imul(high, M1_HIGH) + (middle >>> 16) + (middle2 >>> 16)) | 0;
    const low1 = Math.imul(c2, M1);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Stable 32-bit FNV-1a hash of a name, used as a stream number so that a projection keeps its draws when others are added. */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/**
 * A stream of draws for one (seed, stream, item), e.g. (network seed, projection, postsynaptic neuron).
 * `reseat` moves the same object to another item without allocation.
 * Key = (seed, stream), counter = (block number, item, subItem, 0): 2^34 draws an item.
 */
export class CounterStream {
  private readonly block = new Uint32Array(4);
  private position = 4;
  private counter = 0;
  private spareNormal = NaN;
  // Kept as int32, which V8 stores in place; philox4x32 reads any number modulo 2^32.
  private readonly seed: number;
  private stream: number;
  private item: number;
  private subItem: number;

  constructor(seed: number, stream: number, item = 0, subItem = 0) {
    this.seed = seed | 0;
    this.stream = stream | 0;
    this.item = item | 0;
    this.subItem = subItem | 0;
  }

  reseat(item: number, subItem = 0, stream = this.stream): this {
    this.item = item | 0;
    this.subItem = subItem | 0;
    this.stream = stream | 0;
    this.counter = 0;
    this.position = 4;
    this.spareNormal = NaN;
    return this;
  }

  uint32(): number {
    if (this.position === 4) this.refill();
    return this.block[this.position++];
  }

  private refill(): void {
    philox4x32(this.block, this.seed, this.stream, this.counter, this.item, this.subItem, 0);
    this.counter = (this.counter + 1) | 0;
    this.position = 0;
  }

  /** Uniform in the open interval (0, 1), 32 bits. */
  uniform(): number {
    return (this.uint32() + 0.5) * 2 ** -32;
  }

  /** Uniform integer in 0..n-1 without bias (Lemire's multiply-and-reject), 1 ≤ n ≤ 2^32. */
  below(n: number): number {
    if (n === 4294967296) return this.uint32();
    for (;;) {
      const x = this.uint32();
      const low = Math.imul(x, n) >>> 0;
      if (low >= n || low >= 4294967296 % n) return mulHigh(x, n);
    }
  }

  /** Standard normal (Box–Muller; both values of a pair are used). */
  normal(): number {
    if (!Number.isNaN(this.spareNormal)) {
      const value = this.spareNormal;
      this.spareNormal = NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}
