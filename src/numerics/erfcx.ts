/**
 * Error functions that do not overflow: erfcx(x) = e^{x²}·erfc(x), erfc, erf, and Dawson's integral D(x) = e^{-x²}∫₀ˣ e^{t²}dt.
 *
 * erfcx, x ≥ 0: midpoint rule on erfcx(x) = (x/π)∫ e^{-t²}/(x²+t²) dt with h = √(π/12) and the residue of the pole at t = ix,
 *   erfcx(x) ≈ (2hx/π) Σ_{k=0}^{11} e^{-t_k²}/(x²+t_k²) + 2e^{x²}/(1+e^{2πx/h}),  t_k = (k+½)h,
 * whose error is of order e^{-π²/h²} = 4·10⁻¹⁷ for every x (Hunter & Regan 1972; Al Azah & Chandler-Wilde 2021, SIAM J. Numer. Anal.).
 * Dawson: Rybicki's sum D(x) = π^{-1/2} lim Σ_{n odd} e^{-(x-nh)²}/n (Rybicki 1989, Comput. Phys.), h = 0.2: error e^{-(π/2h)²} = 2·10⁻²⁷.
 */
const NODES = 12;
const H = Math.sqrt(Math.PI / NODES);
const NODE_SQUARE = Float64Array.from({ length: NODES }, (_, k) => ((k + 0.5) * H) ** 2);
const NODE_WEIGHT = NODE_SQUARE.map((square) => (2 * H * Math.exp(-square)) / Math.PI);
const POLE_LIMIT = Math.PI / H;
const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** e^{x²}·erfc(x); relative error below 1e-14 for x ≥ 0. Grows as 2e^{x²} for x < 0 and overflows to Infinity below -26.6. */
export function erfcx(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x);
  if (x > 1e8) return 1 / (x * Math.sqrt(Math.PI));
  const square = x * x;
  let sum = 0;
  for (let k = 0; k < NODES; k++) sum += NODE_WEIGHT[k] / (square + NODE_SQUARE[k]);
  const smooth = x * sum;
  return x < POLE_LIMIT ? smooth + (2 * Math.exp(square)) / (1 + Math.exp(2 * POLE_LIMIT * x)) : smooth;
}

/** ln erfcx(x), finite for every finite x. */
export function logErfcx(x: number): number {
  if (x >= -5) return Math.log(erfcx(x));
  return x * x + Math.LN2 + Math.log1p(-0.5 * Math.exp(-x * x) * erfcx(-x));
}

/** 1 - erf(x), accurate relative to itself also where it is tiny. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return Math.exp(-x * x) * erfcx(x);
}

/** The error function; by its all-positive series for |x| < 1.5, else 1 - erfc. */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude >= 1.5) return Math.sign(x) * (1 - erfc(magnitude));
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
}

const DAWSON_H = 0.2;
/** Terms on each side: e^{-(31·0.2)²} = 2·10⁻¹⁷. */
const DAWSON_TERMS = 31;

/** Dawson's integral e^{-x²}∫₀ˣ e^{t²}dt, odd in x; relative error about 1e-15. */
export function dawson(x: number): number {
  const magnitude = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (magnitude < 0.3) {
    // D(x) = Σ (-2)^n x^{2n+1}/(2n+1)!!
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= (-2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return sum;
  }
  if (magnitude > 1e4) return (1 / (2 * x)) * (1 + 1 / (2 * x * x));
  const nearest = 2 * Math.round(magnitude / (2 * DAWSON_H)); // even, so that nearest ± odd is odd
  const offset = magnitude - nearest * DAWSON_H;
  let sum = 0;
  for (let m = 1; m <= DAWSON_TERMS + 2; m += 2) {
    sum +=
      Math.exp(-((offset - m * DAWSON_H) ** 2)) / (nearest + m) +
      Math.exp(-((offset + m * DAWSON_H) ** 2)) / (nearest - m);
  }
  return (Math.sign(x) * sum) / Math.sqrt(Math.PI);
}
