/**
 * Standard normal deviate (S16.15) of a uniform uint32, as SpiNNaker computes it from the upper 16 bits p - ½ = x/2^16:
 * a table for the outermost 32 values at each end, fourth-degree polynomials for the rest of the tails, and
 * x·(leading term + polynomial of x²) in the middle.
 *
 * Coefficients and steps: spinn_common normal.c (Apache-2.0), golden vectors `norminv_urt`.
 */

/** |x| = 32768, 32767, … 32737. */
const EXTREME = [
  229376, 136628, 131359, 128187, 125892, 124086, 122593, 121318, 120204, 119213, 118321, 117508, 116762, 116072,
  115430, 114830, 114265, 113733, 113229, 112751, 112295, 111860, 111444, 111045, 110662, 110294, 109939, 109596,
  109265, 108945, 108635, 108334,
];

/** For 2^k ≤ 32768 - |x| < 2^(k+1), k = 5..9. Coefficients from the fourth power down; leading term in S16.15. */
const TAILS = [
  { leading: 98304, polynomial: [489693536, -966086639, 1048652819, -1202555181, 638185482] },
  { leading: 98304, polynomial: [510971994, -1008958387, 1097593202, -1269255408, 208850025] },
  { leading: 65536, polynomial: [535062308, -1057614622, 1153468280, -1347876992, 1901851228] },
  { leading: 65536, polynomial: [562587223, -1113360216, 1217886707, -1442344496, 1417447081] },
  { leading: 65536, polynomial: [594357355, -1177895230, 1292890733, -1558625637, 896662126] },
];

/** For k = 10..14. The polynomial's argument is (x²/2^17 - offset)·2·multiplier; the leading term counts in units of 2^-2. */
const CENTRES = [
  { offset: 7200, multiplier: 32, leading: 16, polynomial: [1364524482, 4157352, 893590920, 482307216, -56131990] },
  { offset: 6272, multiplier: 16, leading: 14, polynomial: [1594011413, 34197350, 980366094, 540913971, 14157698] },
  { offset: 4608, multiplier: 8, leading: 13, polynomial: [2059946197, 130876674, 1126841309, 628910107, -391651081] },
  { offset: 2048, multiplier: 6, leading: 11, polynomial: [669410721, 151375990, 657881394, 208981697, -111730420] },
  { offset: 0, multiplier: 6, leading: 10, polynomial: [135763632, 134215538, 347443147, -134393924, 14235314] },
];

const HALF = 32768;
const SMALLEST_TAIL = 5;
const SMALLEST_CENTRE = 10;

/** (a·b16) >> 16 with the lower half-word of b signed: ARM's SMULWB. */
function multiplyHalfWord(a: number, b: number): number {
  return Math.floor((a * ((b << 16) >> 16)) / 65536) | 0;
}

function horner(polynomial: readonly number[], x: number): number {
  let sum = polynomial[0];
  for (let k = 1; k < polynomial.length; k++) sum = (multiplyHalfWord(sum, x) + polynomial[k]) | 0;
  return sum;
}

/** `distance` from the end, 32..1023; 2^k ≤ distance < 2^(k+1). */
function tail(distance: number): number {
  const k = 31 - Math.clz32(distance);
  const { leading, polynomial } = TAILS[k - SMALLEST_TAIL];
  const r = horner(polynomial, (distance - (1 << k)) << (15 - k));
  return leading + ((((r >> 15) + ((r >> 14) & 1)) << 15) >> 16);
}

function centre(x: number): number {
  if (x === 0) return 0;
  const k = 31 - Math.clz32(HALF - x);
  const { offset, multiplier, leading, polynomial } = CENTRES[k - SMALLEST_CENTRE];
  const z = (((x * x) >> 17) - offset) * multiplier * 2;
  const r = (horner(polynomial, z) + (z << 14)) | 0;
  return multiplyHalfWord((r >> 16) + (leading << 13), x);
}

/** @param uniform uint32 (or its int32 bit pattern) read as two's complement: 0 is the median */
export function normalInverse(uniform: number): number {
  const x = uniform >> 16;
  const magnitude = Math.abs(x);
  const distance = HALF - magnitude;
  const r =
    distance < 1 << SMALLEST_TAIL
      ? EXTREME[distance]
      : distance < 1 << SMALLEST_CENTRE
        ? tail(distance)
        : centre(magnitude);
  return x < 0 ? -r : r;
}
