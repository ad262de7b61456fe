/**
 * Marsaglia's KISS generators as SpiNNaker has them (`mars_kiss64`, `mars_kiss32`).
 *
 *   x ← 314527869·x + 1234567;   y ← y ^ y<<5, ^ y>>7, ^ y<<22;   t = 4294584393·z + c (64 bits), z = low, c = high;   out = x + y + z
 * Source: SpiNNaker spec §4 (spinn_common random.c).
 */
import { mulHigh } from "./wide-multiply.js";

export type Kiss64Seed = readonly [x: number, y: number, z: number, c: number];

const Z_FACTOR = 4294584393;
/** c must be below Z_FACTOR's largest carry; y must not be 0. */
const C_SPAN = 698769068;
const SUBSTITUTE_Y = 13031301;

/** Any four words as a seed that the generator accepts. */
export function validKiss64Seed([x, y, z, c]: Kiss64Seed): Kiss64Seed {
  return [x, y === 0 ? SUBSTITUTE_Y : y, z, (c % C_SPAN) + 1];
}

/** Whether the generator can have come to these four words (x, y, z, c; what follows them does not count). */
export function isKiss64State([x, y, z, c]: ArrayLike<number> & Iterable<number>): boolean {
  return [x, y, z, c].every((word) => word !== undefined) && y !== 0 && c < Z_FACTOR && (z !== 0 || c !== 0);
}

export class Kiss64 {
  private x = 0;
  private y = 0;
  private z = 0;
  private c = 0;

  /** @param seed as it is; pass it through `validKiss64Seed` unless it is known to be valid */
  constructor(seed: Kiss64Seed) {
    this.reseed(seed);
  }

  reseed([x, y, z, c]: Kiss64Seed): void {
    this.x = x | 0;
    this.y = y | 0;
    this.z = z | 0;
    this.c = c | 0;
  }

  /** uint32 */
  next(): number {
    this.x = (Math.imul(314527869, this.x) + 1234567) | 0;
    let y = this.y;
    y ^= y << 5;
    y ^= y >>> 7;
    this.y = y ^ (y << 22);
    const low = Math.imul(Z_FACTOR, this.z) >>> 0;
    const sum = low + (this.c >>> 0);
    this.c = (mulHigh(Z_FACTOR, this.z) + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.z = sum | 0;
    return (this.x + this.y + this.z) >>> 0;
  }

  /** Four words from which the sequence continues. */
  state(): Kiss64Seed {
    return [this.x >>> 0, this.y >>> 0, this.z >>> 0, this.c >>> 0];
  }
}

/** The generator of the C library's `mars_kiss64_simp`, before its first draw. */
export const KISS64_DEFAULT_SEED: Kiss64Seed = [123456789, 987654321, 43219876, 6543217];

/** `mars_kiss32`: no multiplication; one sequence, no seed. */
export class Kiss32 {
  private x = 123456789;
  private y = 234567891;
  private z = 345678912;
  private w = 456789123;
  private c = 0;

  /** uint32 */
  next(): number {
    let y = this.y;
    y ^= y << 5;
    y ^= y >>> 7;
    this.y = y ^ (y << 22);
    const t = (this.z + this.w + this.c) | 0;
    this.z = this.w;
    this.c = t < 0 ? 1 : 0;
    this.w = t & 0x7fffffff;
    this.x = (this.x + 1411392427) | 0;
    return (this.x + this.y + this.w) >>> 0;
  }
}
