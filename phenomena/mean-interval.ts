/** The mean over seeds and its 90 % interval (Student's t): what tables and figures of the phenomena show. */
import { meanOf, varianceOf } from "../src/numerics/sample-moments.js";
import { studentTQuantile } from "../src/numerics/student-t.js";

/** The value itself where there is one; NaN where any is missing. */
export function meanInterval(values: readonly number[]): {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
} {
  const mean = meanOf(values);
  if (values.length < 2 || !Number.isFinite(mean)) return { mean, low: mean, high: mean };
  const half = studentTQuantile(0.95, values.length - 1) * Math.sqrt(varianceOf(values, mean) / values.length);
  return { mean, low: mean - half, high: mean + half };
}
