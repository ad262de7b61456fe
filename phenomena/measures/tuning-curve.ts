/**
 * Shape of a tuning curve measured at evenly spaced preferred angles: smoothed by its lowest Fourier components, as noise of single cells
 * must not decide where a curve crosses half its height. Angles are in periods, 0 ≤ x < 1.
 */

/** Harmonics kept. A von Mises curve with κ = 2 has 0.5 % of its mean in the fifth. */
const HARMONICS = 4;

/** mean + Σ cos[k−1]·cos 2πkx + sin[k−1]·sin 2πkx */
export interface SmoothTuning {
  readonly mean: number;
  readonly cos: readonly number[];
  readonly sin: readonly number[];
}

export function smoothTuning(responses: readonly number[]): SmoothTuning {
  const n = responses.length;
  const sumWith = (weight: (x: number) => number) =>
    responses.reduce((sum, r, i) => sum + r * weight((2 * Math.PI * i) / n), 0) / n;
  const ks = Array.from({ length: HARMONICS }, (_, k) => k + 1);
  return {
    mean: sumWith(() => 1),
    cos: ks.map((k) => 2 * sumWith((x) => Math.cos(k * x))),
    sin: ks.map((k) => 2 * sumWith((x) => Math.sin(k * x))),
  };
}

export function valueOfTuning({ mean, cos, sin }: SmoothTuning, x: number): number {
  return cos.reduce(
    (sum, a, k) => sum + a * Math.cos(2 * Math.PI * (k + 1) * x) + sin[k] * Math.sin(2 * Math.PI * (k + 1) * x),
    mean,
  );
}

/** Mean distance, on both sides of `centre`, at which the curve first falls to half its value there: half a period where it never does, NaN where that value is not positive. */
export function halfWidth(curve: SmoothTuning, centre: number): number {
  const half = valueOfTuning(curve, centre) / 2;
  if (!(half > 0)) return NaN;
  const side = (sign: number): number => {
    const above = (x: number) => valueOfTuning(curve, centre + sign * x) > half;
    const STEP = 1 / 512;
    for (let x = STEP; x <= 0.5; x += STEP) {
      if (above(x)) continue;
      let [inside, outside] = [x - STEP, x];
      for (let k = 0; k < 30; k++) {
        const middle = (inside + outside) / 2;
        if (above(middle)) inside = middle;
        else outside = middle;
      }
      return (inside + outside) / 2;
    }
    return 0.5;
  };
  return (side(1) + side(-1)) / 2;
}
