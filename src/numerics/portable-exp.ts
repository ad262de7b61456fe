/**
 * exp and expm1 that give the same bits on every engine: the standard leaves the last bits of Math.exp open, but not those of + - × ÷.
 * What they give enters registers of a program, and a program's bytes must not depend on the machine that compiled it.
 *
 *   x = k·ln 2 + r, |r| ≤ ln(2)/2:  exp(x) = 2^k·(1 + expm1(r));   expm1(r) = r + r²(1/2! + r/3! + … + r^12/14!), rest below 2^-60.
 *
 * Within 2 ulp. ln 2 is split in two, the first part with so few digits that k times it is exact (Cody & Waite 1980).
 */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const HALF_LN2 = 0.34657359027997264;
const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019412;

/** 1/14!, 1/13!, …, 1/2!; every factorial here is exact, and so is the rule for its quotient. */
const COEFFICIENTS = Array.from({ length: 13 }, (_, k) => {
  let factorial = 1;
  for (let i = 2; i <= 14 - k; i++) factorial *= i;
  return 1 / factorial;
});

/** e^r - 1 for |r| ≤ ln(2)/2. */
function reduced(r: number): number {
  let sum = 0;
  for (const coefficient of COEFFICIENTS) sum = sum * r + coefficient;
  return r + r * r * sum;
}

export function portableExp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > LARGEST) return Infinity;
  if (x < SMALLEST) return 0;
  const k = Math.round(x * Math.LOG2E);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  // In two factors: 2^k alone would overflow or vanish at the ends, where the product does not.
  const half = Math.trunc(k / 2);
  return (1 + reduced(r)) * 2 ** half * 2 ** (k - half);
}

export function portableExpm1(x: number): number {
  return Math.abs(x) <= HALF_LN2 ? reduced(x) : portableExp(x) - 1;
}
