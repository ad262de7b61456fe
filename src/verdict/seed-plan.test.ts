import { describe, expect, it } from "vitest";
import { CounterStream } from "../numerics/philox.js";
import { levelOfLooks, seedPlan } from "./seed-plan.js";
import { testBelow, tostPaired } from "./tost.js";

const TRIALS = 6000;
/** The stated level, and four standard errors of a share measured in so many trials. */
const bound = (alpha: number) => alpha + 4 * Math.sqrt((alpha * (1 - alpha)) / TRIALS);

/** The word at the first look that decides, as a verification stops. */
function firstDecision(
  plan: ReturnType<typeof seedPlan>,
  differences: readonly number[],
  test: typeof tostPaired,
): string {
  for (const n of plan.looks) {
    const { equivalent } = test(differences.slice(0, n), 1, plan.alpha);
    if (equivalent !== "undecided") return equivalent;
  }
  return "undecided";
}

function shares(
  plan: ReturnType<typeof seedPlan>,
  mean: number,
  sd: number,
  stream: number,
  test = tostPaired,
): Record<string, number> {
  const counts: Record<string, number> = { yes: 0, no: 0, undecided: 0 };
  const most = plan.looks[plan.looks.length - 1];
  for (let trial = 0; trial < TRIALS; trial++) {
    const random = new CounterStream(trial + 1_000_000, stream);
    counts[
      firstDecision(
        plan,
        Array.from({ length: most }, () => mean + sd * random.normal()),
        test,
      )
    ] += 1 / TRIALS;
  }
  return counts;
}

describe("seedPlan", () => {
  it("looks after 3, 5, 8 and 12 seeds of 3..12; one look at the full level where the number is given", () => {
    expect(seedPlan(3, 12).looks).toEqual([3, 5, 8, 12]);
    expect(seedPlan(2, 4).looks).toEqual([2, 4]);
    expect(seedPlan(5, 5)).toEqual({ looks: [5], overallAlpha: 0.05, alpha: 0.05 });
  });

  it("tests each of four looks at a level between Bonferroni's and the whole", () => {
    const { alpha } = seedPlan(3, 12);
    expect(alpha).toBeGreaterThan(0.05 / 4);
    expect(alpha).toBeLessThan(0.03);
    expect(levelOfLooks([3, 5, 8, 12], 0.1)).toBeGreaterThan(alpha);
  });

  it("a true difference on the margin is called equivalent in at most 5 % of sequences, where testing each look at 5 % errs more often", () => {
    const plan = seedPlan(3, 12);
    // Spreads for which the other margin plays no part, and for which it does.
    for (const sd of [0.1, 0.4]) expect(shares(plan, 1, sd, 1).yes).toBeLessThan(bound(0.05));
    expect(shares(plan, 1, 0.3, 2, testBelow).yes).toBeLessThan(bound(0.05));
    expect(shares({ ...plan, alpha: 0.05 }, 1, 0.1, 1).yes).toBeGreaterThan(bound(0.05));
  });

  it("a true difference on the margin is called outside in at most 5 % of sequences", () => {
    expect(shares(seedPlan(3, 12), 1, 0.1, 3).no).toBeLessThan(bound(0.05));
  });

  it("decides for equal means in 95 % of sequences once the spread is 0.6 margins, which 3 seeds alone decide in less than half", () => {
    expect(shares(seedPlan(3, 12), 0, 0.6, 4).yes).toBeGreaterThan(0.95);
    expect(shares(seedPlan(3, 3), 0, 0.6, 4).yes).toBeLessThan(0.5);
  });
});
