/** Against the integer arithmetic itself: every state of a period, and states iterated to rest. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanTruncation, restingState, worstTruncation } from "./truncated-decay.js";

/** x ← sign(x)·⌊|x|·(M - d)/M⌋, exact for |x|·M < 2⁵³. */
function decayed(x: number, leak: number, bits: number): number {
  const one = 2 ** bits;
  return Math.sign(x) * Math.floor((Math.abs(x) * (one - leak)) / one);
}

/** Where a state goes from 0; Infinity where it passes `limit`. */
function iterated(input: number, leak: number, bits: number, limit: number): number {
  let x = 0;
  for (;;) {
    const next = decayed(x, leak, bits) + input;
    if (next === x) return x;
    if (Math.abs(next) > limit) return Infinity;
    x = next;
  }
}

const BITS = 12;
const leaks = fc.oneof(
  fc.integer({ min: 1, max: 2 ** BITS }),
  fc.integer({ min: 0, max: BITS }).map((k) => 2 ** k),
);

describe("truncated decay", () => {
  it("loses in one step, over all remainders, exactly the mean and at most the worst of the formulas", () => {
    fc.assert(
      fc.property(leaks, fc.boolean(), (leak, negative) => {
        const one = 2 ** BITS;
        let [sum, worst] = [0, 0];
        for (let x = 1; x <= one; x++) {
          const state = negative ? -x : x;
          // Towards zero: |exact| - |truncated|.
          const lost = Math.abs(state) * (1 - leak / one) - Math.abs(decayed(state, leak, BITS));
          sum += lost;
          worst = Math.max(worst, lost);
        }
        expect(sum / one).toBe(meanTruncation(leak, BITS).perStep);
        expect(worst).toBe(worstTruncation(leak, BITS).perStep);
      }),
      { numRuns: 60 },
    );
  });

  it("rests under constant input where iterating the integers stops, at most the worst shift short of the exact fixed point", () => {
    fc.assert(
      fc.property(leaks, fc.integer({ min: -400, max: 400 }), (leak, input) => {
        const rests = restingState(input, leak, BITS);
        expect(iterated(input, leak, BITS, Infinity)).toBe(rests === 0 ? 0 : rests);
        const exact = (2 ** BITS * Math.abs(input)) / leak;
        const short = exact - Math.abs(rests);
        expect(short).toBeGreaterThanOrEqual(0);
        expect(short).toBeLessThanOrEqual(worstTruncation(leak, BITS).shift + 1e-9 * exact);
      }),
      { numRuns: 150 },
    );
  });

  it("reaches that worst shift: no smaller bound holds for all inputs", () => {
    for (const leak of [1, 20, 81, 390, 2048, 4095]) {
      let most = 0;
      for (let input = 1; input <= leak; input++)
        most = Math.max(most, (2 ** BITS * input) / leak - restingState(input, leak, BITS));
      expect(most).toBeCloseTo(worstTruncation(leak, BITS).shift, 6);
    }
  });

  it("lowers the mean of a state that fluctuates by the mean shift, whatever the sign", () => {
    for (const sign of [1, -1]) {
      const leak = 20;
      let [x, exact, sum, seed] = [0, 0, 0, 1];
      const steps = 400_000;
      for (let k = 0; k < steps; k++) {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        const input = sign * (300 + (seed >>> 24));
        x = decayed(x, leak, BITS) + input;
        exact = exact * (1 - leak / 2 ** BITS) + input;
        sum += Math.abs(exact) - Math.abs(x);
      }
      const { shift } = meanTruncation(leak, BITS);
      expect(sum / steps / shift).toBeGreaterThan(0.99);
      expect(sum / steps / shift).toBeLessThan(1.01);
    }
  });

  it("is nothing where a step keeps nothing or everything, and never rests without leak", () => {
    for (const leak of [0, 2 ** BITS])
      expect([meanTruncation(leak, BITS), worstTruncation(leak, BITS)]).toEqual([
        { perStep: 0, shift: 0 },
        { perStep: 0, shift: 0 },
      ]);
    expect(restingState(-3, 0, BITS)).toBe(-Infinity);
    expect(restingState(0, 0, BITS)).toBe(0);
  });
});
