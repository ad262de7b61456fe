/**
 * A seed plan: after how many seeds the verdict is looked at, and at which level each look tests, so that looking more than once does not raise the
 * error. `5` is one look; `3..12` looks after 3, 5, 8 and 12 seeds and stops at the first that decides.
 *
 *   The looks are fixed beforehand, by their number alone: n₁ = min, n_{k+1} = ⌈1.6·n_k⌉, the last is max.
 *   The level a of every look (Pocock, Biometrika 64 (1977) 191) is the largest with P(min over looks of p_k ≤ a) ≤ α, where p_k is the one-sided p of
 *   the t test on the first n_k differences and the true mean lies on the margin. p_k depends neither on the margin nor on the spread, so that
 *   distribution is one for all metrics; it is drawn from normal differences by a counter-based generator.
 *
 * The intervals of all looks then hold together ("repeated confidence intervals", Jennison & Turnbull, J. R. Stat. Soc. B 51 (1989) 305), so that a
 * verdict keeps its level wherever the seeds stop, also where other rows of a table are what asks for more.
 */
import { CounterStream } from "../numerics/philox.js";
import { studentTCdf } from "../numerics/student-t.js";

export interface SeedPlan {
  /** Numbers of seeds after which the verdict is looked at, ascending. */
  readonly looks: readonly number[];
  /** One-sided level of the whole plan. */
  readonly overallAlpha: number;
  /** One-sided level of every look. */
  readonly alpha: number;
}

const ALPHA = 0.05;
const GROWTH = 1.6;
/** Sequences drawn for the level of a look. */
const SEQUENCES = 40_000;
/** Standard errors by which the drawn level is lowered: the plan's error then exceeds α in one calibration of 1,000 only. */
const CAUTION = 3;

/** Looks after `least` seeds, `most` at the latest. @param most equal to `least` for exactly so many */
export function seedPlan(least: number, most: number, overallAlpha = ALPHA): SeedPlan {
  const looks = [least];
  for (let n = least; n < most;) {
    n = Math.min(most, Math.ceil(GROWTH * n));
    looks.push(n);
  }
  return { looks, overallAlpha, alpha: levelOfLooks(looks, overallAlpha) };
}

const levels = new Map<string, number>();

/** The level at which each of several looks may test if all together shall err in at most α. */
export function levelOfLooks(looks: readonly number[], overallAlpha: number): number {
  if (looks.length <= 1) return overallAlpha;
  const key = `${looks.join(",")}:${overallAlpha}`;
  const known = levels.get(key);
  if (known !== undefined) return known;
  const smallest = Float64Array.from({ length: SEQUENCES }, (_, k) =>
    smallestP(looks, new CounterStream(k + 1, looks.length)),
  ).sort();
  const share = overallAlpha - CAUTION * Math.sqrt((overallAlpha * (1 - overallAlpha)) / SEQUENCES);
  // Never less than Bonferroni, which holds without drawing anything.
  const level = Math.max(overallAlpha / looks.length, smallest[Math.max(0, Math.floor(share * SEQUENCES) - 1)]);
  levels.set(key, level);
  return level;
}

/** The smallest one-sided p of any look at one sequence of differences whose true mean is where the test says that it is not. */
function smallestP(looks: readonly number[], random: CounterStream): number {
  let [n, sum, squares, least] = [0, 0, 0, 1];
  for (const look of looks) {
    for (; n < look; n++) {
      const x = random.normal();
      sum += x;
      squares += x * x;
    }
    const mean = sum / n;
    const error = Math.sqrt((squares - n * mean * mean) / (n - 1) / n);
    least = Math.min(least, studentTCdf(mean / error, n - 1));
  }
  return least;
}
