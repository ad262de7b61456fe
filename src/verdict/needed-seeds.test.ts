import { describe, expect, it } from "vitest";
import { CounterStream } from "../numerics/philox.js";
import { MOST_SEEDS, neededSeeds } from "./needed-seeds.js";
import { tostPaired } from "./tost.js";

/** Share of 2,000 trials of n seeds in which the test says what is true. */
function power(n: number, difference: number, deviation: number, margin: number): number {
  const random = new CounterStream(n, 5);
  const truth = Math.abs(difference) < margin ? "yes" : "no";
  let right = 0;
  for (let trial = 0; trial < 2000; trial++) {
    const differences = Array.from({ length: n }, () => difference + deviation * random.normal());
    if (tostPaired(differences, margin).equivalent === truth) right++;
  }
  return right / 2000;
}

describe("neededSeeds", () => {
  it.each([
    ["no difference, where both tests can fail", 0, 1],
    ["a difference half way to the margin", 0.5, 0.6],
    ["a difference of twice the margin", 2, 1.2],
  ])("gives 80 %% power for %s, and one seed less does not give much more", (_, difference, deviation) => {
    const n = neededSeeds(difference, deviation, 1, 2)!;
    expect(n).toBeGreaterThan(3);
    // Shifted central t for the noncentral one: a few per cent.
    expect(power(n, difference, deviation, 1)).toBeGreaterThan(0.77);
    expect(power(n - 2, difference, deviation, 1)).toBeLessThan(0.8);
  });

  it("asks for one more than there are at least, and gives up at the margin and beyond 100 seeds", () => {
    expect(neededSeeds(0, 0.001, 1, 5)).toBe(6);
    expect(neededSeeds(1, 0.1, 1, 3)).toBeNull();
    expect(neededSeeds(0.99, 1, 1, 3)).toBeNull();
    expect(neededSeeds(0, NaN, 1, 3)).toBeNull();
    expect(neededSeeds(0, 0, 1, 3)).toBe(4);
    expect(MOST_SEEDS).toBe(100);
  });
});
