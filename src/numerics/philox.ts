/**
 * Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 * A draw is a pure function of (key, counter): the same network and the same noise whatever the order, worker count or target.
 */
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of the unsigned product of two 32-bit numbers. */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const middle2 = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(middle2 / 65536)) >>> 0;
}

/** Fills `out[0..3]` with four uint32 for the 128-bit counter (c0..c3) under the 64-bit key (k0, k1). */
export function philox4x32(out: Uint32Array, k0: number, k1: number, c0: number, c1: number, c2: number, c3: number): void {
  k0 >>>= 0;
  k1 >>>= 0;
  c0 >>>= 0;
  c1 >>>= 0;
  c2 >>>= 0;
  c3 >>>= 0;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(M0, c0);
    const low0 = Math.imul(M0, c0) >>> 0;
    const high1 = mulHigh(M1, c2);
    const low1 = Math.imul(M1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
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
 */
export class CounterStream {
  private readonly block = new Uint32Array(4);
  private position = 4;
  private counter = 0;
  private spareNormal = NaN;

  constructor(
    private seed: number,
    private stream: number,
    private item = 0,
    private subItem = 0,
  ) {}

  reseat(item: number, subItem = 0, stream = this.stream): this {
    this.item = item;
    this.subItem = subItem;
    this.stream = stream;
    this.counter = 0;
    this.position = 4;
    this.spareNormal = NaN;
    return this;
  }

  uint32(): number {
    if (this.position === 4) {
      philox4x32(this.block, this.seed, this.stream, this.counter++, this.item, this.subItem, 0);
      this.position = 0;
    }
    return this.block[this.position++];
  }

  /** Uniform in the open interval (0, 1), 32 bits. */
  uniform(): number {
    return (this.uint32() + 0.5) * 2 ** -32;
  }

  /** Uniform integer in 0..n-1 without bias (Lemire's multiply-and-reject), n ≤ 2^32. */
  below(n: number): number {
    for (;;) {
      const product = this.uint32() * n; // < 2^64: split into high and low parts exactly
      if (n <= 0x200000) {
        // the product fits 53 bits
        const low = product % 4294967296;
        if (low >= n || low >= 4294967296 % n) return (product - low) / 4294967296;
      } else {
        const wide = BigInt(this.block[this.position - 1]) * BigInt(n);
        const low = Number(wide & 0xffffffffn);
        if (low >= n || low >= 4294967296 % n) return Number(wide >> 32n);
      }
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
