/**
 * The draws of a CounterStream, for whoever takes many of one item: the words come in long stretches (philox-blocks).
 * The same (seed, stream, item, subItem) gives the same numbers, draw by draw, whatever was expected.
 */
import { philoxBlocks } from "./philox-blocks/philox-blocks.js";
import { mulHigh } from "./wide-multiply.js";

/** Words that are made at once, at most. */
const MOST = 4096;
const BLOCK = 4;
const UNIT = 2 ** -32;

export class BulkStream {
  private readonly words = new Uint32Array(MOST);
  private position = 0;
  private end = 0;
  /** Number of the next block, and how many words the caller will still want. */
  private counter = 0;
  private expected = 0;
  private item = 0;
  private subItem = 0;

  constructor(
    private readonly seed: number,
    private readonly stream: number,
  ) {}

  /** @param expected how many words will be drawn, about: speed depends on it, and no number does */
  reseat(item: number, subItem: number, expected: number): this {
    this.item = item;
    this.subItem = subItem;
    this.counter = this.position = this.end = 0;
    this.expected = expected;
    return this;
  }

  private refill(): void {
    const blocks = Math.ceil(Math.min(MOST, Math.max(BLOCK, this.expected)) / BLOCK);
    const counters = { c0: this.counter, c1: this.item, c2: this.subItem, step0: 1, step1: 0 };
    philoxBlocks(this.words, this.seed, this.stream, counters, blocks);
    this.counter = (this.counter + blocks) | 0;
    this.expected -= BLOCK * blocks;
    this.position = 0;
    this.end = BLOCK * blocks;
  }

  uint32(): number {
    if (this.position === this.end) this.refill();
    return this.words[this.position++];
  }

  /** Uniform in the open interval (0, 1), 32 bits. */
  uniform(): number {
    return (this.uint32() + 0.5) * UNIT;
  }

  /** Uniform integer in 0..n-1 without bias, 1 ≤ n ≤ 2^32; as that of a CounterStream. */
  below(n: number): number {
    if (n === 4294967296) return this.uint32();
    for (;;) {
      const x = this.uint32();
      const low = Math.imul(x, n) >>> 0;
      if (low >= n || low >= 4294967296 % n) return mulHigh(x, n);
    }
  }

  /** Writes the next n uniform numbers to `out`. */
  uniforms(out: Float64Array, n: number): void {
    for (let i = 0; i < n;) {
      if (this.position === this.end) this.refill();
      const { words, position } = this;
      const taken = Math.min(n - i, this.end - position);
      for (let j = 0; j < taken; j++) out[i + j] = (words[position + j] + 0.5) * UNIT;
      this.position += taken;
      i += taken;
    }
  }

  /** Writes the first n standard normal numbers of the item to `out`, which has room for n + 1 (Box–Muller, as a CounterStream). */
  normals(out: Float64Array, n: number): void {
    this.uniforms(out, n + (n & 1));
    for (let i = 0; i < n; i += 2) {
      const radius = Math.sqrt(-2 * Math.log(out[i]));
      const angle = 2 * Math.PI * out[i + 1];
      out[i] = radius * Math.cos(angle);
      out[i + 1] = radius * Math.sin(angle);
    }
  }
}
