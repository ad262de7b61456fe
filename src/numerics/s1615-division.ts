/**
 * Divisions and mixed products by which SpiNNaker derives its constants from S16.15 parameters when a core starts.
 *
 *   kdivk(a, b)  = int32( udiv64(uint64(a) << 15, b) )      a/b
 *   kdivui(a, n) = int32( udiv64(a, n) )                    a/n, n an integer
 * udiv64 is unsigned and truncates; negative operands are sign-extended first, as the C code does (and make no sense there).
 * Runs once a neuron at load, so BigInt is fast enough. Source: SpiNNaker spec §1.
 */

function divideUnsigned(numerator: bigint, denominator: number): number {
  const divisor = BigInt.asUintN(64, BigInt(denominator));
  if (divisor === 0n) throw new RangeError("division by zero in S16.15");
  return Number(BigInt.asIntN(32, numerator / divisor));
}

/** @throws RangeError where b = 0 */
export function kdivk(a: number, b: number): number {
  return divideUnsigned(BigInt.asUintN(64, BigInt(a) << 15n), b);
}

/** @throws RangeError where n = 0 */
export function kdivui(a: number, n: number): number {
  return divideUnsigned(BigInt.asUintN(64, BigInt(a)), n);
}

/** uint32( (uint64(x)·u) >> 15 ): an S16.15 times a U0.32, as U0.32 (bits above it are lost). */
export function decayToU032(x: number, u: number): number {
  return Number(BigInt.asUintN(32, BigInt.asUintN(64, BigInt.asUintN(64, BigInt(x)) * BigInt(u)) >> 15n));
}
