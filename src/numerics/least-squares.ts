/** Straight lines through points by ordinary least squares. */
import { meanOf } from "./sample-moments.js";

export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** Coefficient of determination, 1 for a perfect fit; NaN where y does not vary. */
  readonly r2: number;
}

/** NaN throughout where fewer than two different x are finite. */
export function fitLine(xs: ArrayLike<number>, ys: ArrayLike<number>): Line {
  const points = Array.from(xs, (x, k) => [x, ys[k]] as const).filter(
    ([x, y]) => Number.isFinite(x) && Number.isFinite(y),
  );
  const mx = meanOf(points.map(([x]) => x));
  const my = meanOf(points.map(([, y]) => y));
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (const [x, y] of points) {
    sxx += (x - mx) ** 2;
    sxy += (x - mx) * (y - my);
    syy += (y - my) ** 2;
  }
  if (!(sxx > 0)) return { slope: NaN, intercept: NaN, r2: NaN };
  const slope = sxy / sxx;
  return { slope, intercept: my - slope * mx, r2: syy > 0 ? (sxy * sxy) / (sxx * syy) : NaN };
}

/** Slope of log y over log x: the exponent of a power law. NaN as soon as a value is not positive. */
export function logLogSlope(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const log = (values: ArrayLike<number>) => Array.from(values, (v) => (v > 0 ? Math.log(v) : NaN));
  const lx = log(xs);
  const ly = log(ys);
  return lx.some(Number.isNaN) || ly.some(Number.isNaN) ? NaN : fitLine(lx, ly).slope;
}
