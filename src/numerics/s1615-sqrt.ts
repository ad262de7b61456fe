/**
 * Square root of an S16.15 as SpiNNaker computes it: the reciprocal root of the normalized operand by five Newton steps, times the operand.
 *
 *   X = x·2^n in [1, 2) as U1.31,  R = 1 - r/2 → 1/√X:   r' = r + Z - Z·r/2,  Z = X·R² - 1
 *   √x = X·R · 2^-(n-16)/2, times √½ where n is odd
 * Runs once a Poisson source at load. Source: spinn_common sqrt.c (golden vectors `sqrtk`).
 */
const U64 = (x: bigint) => BigInt.asUintN(64, x);
const LOW = 0xffffffffn;
const SQRT_HALF = 3037000500n;

/** x·y / 2^32 of a 64-bit and a 32-bit fraction; only the lower half is rounded. */
function times(x: bigint, y: bigint): bigint {
  const low = (x & LOW) * y;
  return U64((low >> 32n) + ((low >> 31n) & 1n) + (x >> 32n) * y);
}

/** x·R as U1.63, r with 64 fraction bits. */
function timesRoot(x: bigint, r: bigint): bigint {
  return U64((x << 32n) - (times(r, x) >> 1n));
}

/** x - x·r/2 of two 64-bit fractions, with the carries that the C code keeps. */
function lessHalf(x: bigint, r: bigint): bigint {
  const half = r >> 1n;
  const xLow = x & LOW;
  const xHigh = x >> 32n;
  const rLow = half & LOW;
  const rHigh = half >> 32n;
  const lowest = xLow * rLow;
  const cross = U64(xHigh * rLow + ((lowest >> 31n) & 1n));
  const other = U64(xLow * rHigh + (cross & LOW));
  return U64(x - ((cross >> 32n) + (other >> 32n) + ((other >> 31n) & 1n) + xHigh * rHigh));
}

/** r + Z - part·Z: `part` is the product with r/2 of |Z|. */
function step(r: bigint, z: bigint, part: (magnitude: bigint) => bigint): bigint {
  const signed = BigInt.asIntN(64, z);
  const magnitude = U64(signed < 0n ? -signed : signed);
  const change = U64(magnitude - part(magnitude));
  return U64(r + ((signed < 0n ? -change : change) << 1n));
}

/** One Newton step on the upper 32 bits of r. */
function improveCoarse(x: bigint, r: bigint): bigint {
  const product = U64((x << 32n) - ((x * r) >> 1n));
  const z = product - times(product, r >> 1n) - (1n << 63n);
  return step(r << 32n, z, (magnitude) => times(magnitude, r >> 1n));
}

/** One Newton step on all 64 bits of r. */
function improveFine(x: bigint, r: bigint): bigint {
  const z = lessHalf(timesRoot(x, r), r) - (1n << 63n);
  return step(r, z, (magnitude) => U64(times(magnitude, r >> 33n) + (times(magnitude, (r >> 1n) & LOW) >> 32n)));
}

/** √x as S16.15; 0 for negative x. */
export function sqrtk(x: number): number {
  if (x <= 0) return 0;
  if (x === 32768) return x;
  const n = Math.clz32(x);
  const normalized = BigInt((x << n) >>> 0);
  let r = (normalized & 0x7fffffffn) >> 1n;
  for (let k = 0; k < 3; k++) r = improveCoarse(normalized, r) >> (k < 2 ? 32n : 0n);
  for (let k = 0; k < 2; k++) r = improveFine(normalized, r);
  let root = timesRoot(normalized, r) >> BigInt(16 + ((n - 16) >> 1));
  if (n % 2 === 1) root = times(root, SQRT_HALF);
  return Number(BigInt.asIntN(32, root >> 32n));
}
