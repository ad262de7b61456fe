/**
 * e^x of an S16.15 as SpiNNaker computes it: a table of e^k, then factors e^(-j/16) and a short polynomial, rounded in 64 bits.
 *
 *   x = z + 1 - f/2^15,  t = e^(z+1);  t -= t·(1 - e^(-j/16)), j = f >> 11;  y = f's lower 11 bits;  t -= t·s(y)
 * The result is fixed point with 32 fraction bits. Source: SpiNNaker spec §1.1 (spinn_common stdfix-exp).
 */
import { INT32_MAX } from "./s1615.js";

/** e^k · 2^32 for k = -13..12. */
const E_TO_INTEGER = [
  9708n,
  26389n,
  71733n,
  194991n,
  530041n,
  1440801n,
  3916503n,
  10646160n,
  28939262n,
  78665070n,
  213833830n,
  581260615n,
  1580030169n,
  4294967296n,
  11674931555n,
  31735754293n,
  86266724208n,
  234497268814n,
  637429664642n,
  1732713474316n,
  4710003551159n,
  12803117065094n,
  34802480465680n,
  94602950235157n,
  257157480542844n,
  699026506411923n,
];
const SMALLEST_INTEGER = -13;
/** (1 - e^(-j/16)) · 2^32 for j = 0..15. */
const ONE_MINUS_E = [
  0n,
  260218914n,
  504671961n,
  734314346n,
  950043403n,
  1152702096n,
  1343082321n,
  1521927990n,
  1689937949n,
  1847768698n,
  1996036966n,
  2135322113n,
  2266168400n,
  2389087112n,
  2504558555n,
  2613033936n,
];
/** 1 - e^(-y) ≈ ((A - B·y)·y + C), all U0.32. */
const LINEAR = 4293434720n;
const QUADRATIC = 2081624032n;
const CONSTANT = 5294n;

const LOW = 0xffffffffn;
/** Beyond ln(65536) and below ln(2^-15): the limits that the C code tests. */
const LARGEST = 363408;
const SMALLEST = -340695;

/** x·y / 2^32 with the C code's rounding constant, one below one half. */
function scale(x: bigint, y: bigint): bigint {
  const low = (x & LOW) * y;
  return (x >> 32n) * y + (low >> 32n) + ((low & LOW) >= 0x7fffffffn ? 1n : 0n);
}

const high = (x: bigint) => x >> 32n;

/** e^x · 2^32, for SMALLEST ≤ x ≤ LARGEST. */
function exp64(x: number): bigint {
  const z = x >> 15;
  const above = x & 0x7fff;
  if (above === 0) return E_TO_INTEGER[z - SMALLEST_INTEGER];
  const f = 32768 - above;
  let t = E_TO_INTEGER[z + 1 - SMALLEST_INTEGER];
  t -= scale(t, ONE_MINUS_E[f >> 11]);
  const y = BigInt(f & 0x7ff) << 17n;
  const s = high((LINEAR - high(QUADRATIC * y)) * y) + CONSTANT;
  return t - scale(t, s);
}

/** e^x as S16.15; saturates above, 0 below. */
export function expk(x: number): number {
  if (x > LARGEST) return INT32_MAX;
  if (x < SMALLEST) return 0;
  return Number(BigInt.asIntN(32, exp64(x) >> 17n));
}

/** e^x as U0.32 for x < 0. The integer part is lost (e^0 gives 0), and the upper limit gives 2^31 - 1, as in the C code. */
export function expulr(x: number): number {
  if (x > LARGEST) return INT32_MAX;
  if (x < SMALLEST) return 0;
  return Number(exp64(x) & LOW);
}
