/**
 * Two one-sided tests (TOST) of equivalence: is a mean difference δ inside ± margin?
 *
 *   equivalent  if both H0: δ ≤ -margin and H0: δ ≥ +margin are rejected at level α, i.e. the 1-2α interval lies inside ± margin;
 *   outside     if that interval lies wholly beyond one margin (one-sided level α);
 *   undecided   otherwise: too few data.
 *
 * With a margin fixed beforehand, "equivalent" is false with probability ≤ α. Source: Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987) 657.
 */
import { meanOf, varianceOf } from "../numerics/sample-moments.js";
import { studentTCdf, studentTQuantile } from "../numerics/student-t.js";

export type Equivalence = "yes" | "no" | "undecided";

export interface TostResult {
  readonly equivalent: Equivalence;
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** The 1-2α interval; infinite with fewer than two values. */
  readonly lower: number;
  readonly upper: number;
  readonly margin: number;
  /** The larger p of the two one-sided tests; equivalent where p ≤ α. NaN with fewer than two values. */
  readonly p: number;
}

/** Differences target - reference, one for each pair. */
export function tostPaired(differences: ArrayLike<number>, margin: number, alpha = 0.05): TostResult {
  const n = differences.length;
  const estimate = meanOf(differences);
  if (n < 2) return noDecision(estimate, margin);
  return judge(estimate, Math.sqrt(varianceOf(differences, estimate) / n), n - 1, margin, alpha);
}

/** Independent samples (Welch's degrees of freedom); difference of the means target - reference. */
export function tostIndependent(
  reference: ArrayLike<number>,
  target: ArrayLike<number>,
  margin: number,
  alpha = 0.05,
): TostResult {
  const estimate = meanOf(target) - meanOf(reference);
  if (reference.length < 2 || target.length < 2) return noDecision(estimate, margin);
  const a = varianceOf(reference) / reference.length;
  const b = varianceOf(target) / target.length;
  const degrees =
    a + b === 0
      ? reference.length + target.length - 2
      : (a + b) ** 2 / (a ** 2 / (reference.length - 1) + b ** 2 / (target.length - 1));
  return judge(estimate, Math.sqrt(a + b), degrees, margin, alpha);
}

/** One-sided form for a quantity that is never negative, such as a distance: is its mean below the margin? */
export function testBelow(values: ArrayLike<number>, margin: number, alpha = 0.05): TostResult {
  const n = values.length;
  const estimate = meanOf(values);
  if (n < 2) return noDecision(estimate, margin);
  const standardError = Math.sqrt(varianceOf(values, estimate) / n);
  const half = studentTQuantile(1 - alpha, n - 1) * standardError;
  const lower = Math.max(0, estimate - half);
  const upper = estimate + half;
  const p =
    standardError === 0 ? (estimate <= margin ? 0 : 1) : studentTCdf((estimate - margin) / standardError, n - 1);
  return {
    equivalent: upper <= margin ? "yes" : lower > margin ? "no" : "undecided",
    estimate,
    standardError,
    degreesOfFreedom: n - 1,
    lower,
    upper,
    margin,
    p,
  };
}

/** Two-sided p of "no difference at all". 1 where nothing ever differed, 0 where every pair differed by the same; NaN with fewer than two values. */
export function differenceP(test: TostResult): number {
  if (test.standardError === 0) return test.estimate === 0 ? 1 : 0;
  return 2 * (1 - studentTCdf(Math.abs(test.estimate) / test.standardError, test.degreesOfFreedom));
}

function judge(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  margin: number,
  alpha: number,
): TostResult {
  const half = studentTQuantile(1 - alpha, degreesOfFreedom) * standardError;
  const lower = estimate - half;
  const upper = estimate + half;
  const equivalent =
    lower >= -margin && upper <= margin ? "yes" : lower > margin || upper < -margin ? "no" : "undecided";
  const distance = margin - Math.abs(estimate);
  const p = standardError === 0 ? (distance >= 0 ? 0 : 1) : 1 - studentTCdf(distance / standardError, degreesOfFreedom);
  return { equivalent, estimate, standardError, degreesOfFreedom, lower, upper, margin, p };
}

function noDecision(estimate: number, margin: number): TostResult {
  return {
    equivalent: "undecided",
    estimate,
    standardError: NaN,
    degreesOfFreedom: 0,
    lower: -Infinity,
    upper: Infinity,
    margin,
    p: NaN,
  };
}
