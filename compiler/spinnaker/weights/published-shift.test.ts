import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publishedShift, shiftFor, type PublishedOptions, type PublishedProjection } from "./published-shift.js";

const base: PublishedProjection = {
  connections: 320,
  weightMean: 0.4,
  weightVariance: 0.0016,
  weightLargest: 0.55,
  delayVariance: 1.2,
};
const conductance: PublishedProjection = {
  connections: 320,
  weightMean: 0.004,
  weightVariance: 0,
  weightLargest: 0.004,
  delayVariance: 1,
};
const current: PublishedOptions = { dt: 1, globalScale: 1, headRoom: "published" };

/** The rule as the specification writes it down, with a naive incomplete gamma function. */
function oracle(
  projections: readonly PublishedProjection[],
  { dt, globalScale: g, headRoom }: PublishedOptions,
): number {
  const s = 1000 / dt;
  const n = projections.reduce((sum, p) => sum + p.connections, 0);
  const rateOf = (p: PublishedProjection) => p.rate ?? 30;
  const mean = projections.reduce((sum, p) => sum + p.weightMean * g * p.connections, 0) / n;
  const rate = projections.reduce((sum, p) => sum + rateOf(p) * p.connections, 0) / n;
  const squares = projections.reduce(
    (sum, p) => sum + p.weightVariance * g * g * (p.connections - 1) + p.connections * (p.weightMean * g - mean) ** 2,
    0,
  );
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  const lam = (n * rate) / s;
  let weightVariance = 0;
  if (sd > 1e-12) {
    const ub = Math.round(lam + 3 * Math.sqrt(lam));
    const lnFactorial = (m: number) => Array.from({ length: m }, (_, k) => Math.log(k + 1)).reduce((a, b) => a + b, 0);
    const br = Math.log(lam) * ub - lnFactorial(ub);
    if (br > -701 && br < 701 && ub > 0) {
      const gammaincc = Array.from({ length: 1 + ub }, (_, k) =>
        Math.exp(-lam + k * Math.log(lam) - lnFactorial(k)),
      ).reduce((a, b) => a + b, 0);
      weightVariance = Math.exp(
        -lam + Math.log(lam) + 2 * Math.log(sd) + Math.log(Math.exp(lam) * gammaincc - Math.exp(br)),
      );
    }
  }
  const bound = lam * mean + 5 * Math.sqrt(lam * mean * mean + weightVariance);
  const total = projections.reduce(
    (sum, p) => sum + Math.max(1, rateOf(p) / s) * p.weightLargest * p.connections * (headRoom === "repaired" ? g : 1),
    0,
  );
  const biggest = Math.max(...projections.map((p) => p.weightLargest * g));
  const varies = projections.some((p) => p.delayVariance > 0 && p.connections > 1);
  return varies ? Math.max(Math.min(bound, total), biggest) : Math.max(total, biggest);
}

const anyProjection = fc.record({
  connections: fc.integer({ min: 1, max: 60 }),
  weightMean: fc.double({ min: 0.01, max: 2, noNaN: true }),
  weightVariance: fc.constantFrom(0, 0.001, 0.1),
  weightLargest: fc.double({ min: 2, max: 5, noNaN: true }),
  delayVariance: fc.constantFrom(0, 0.5),
  rate: fc.option(fc.double({ min: 1, max: 500, noNaN: true }), { nil: undefined }),
});
const anyOptions = fc.record({
  dt: fc.constantFrom(0.1, 1),
  globalScale: fc.constantFrom(1 as const, 1024 as const),
  headRoom: fc.constantFrom("published" as const, "repaired" as const),
});

describe("the published shift", () => {
  it("is 4 for 320 inputs of 0.4 nA at the default 30 Hz and 1 ms: 10.07 nA with five standard deviations", () => {
    const result = publishedShift([base], current);
    expect(result.shift).toBe(4);
    expect(result.largestSum).toBeCloseTo(10.067533083972863, 9);
    expect(result.total).toBeCloseTo(176, 9);
  });

  it("is 8 for the same inputs when no delay varies: then it holds all of them at once, 176 nA", () => {
    expect(publishedShift([{ ...base, delayVariance: 0 }], current)).toMatchObject({ shift: 8 });
  });

  it("takes different constant delays of two projections for no variance", () => {
    const two = [
      { ...base, delayVariance: 0 },
      { ...base, delayVariance: 0 },
    ];
    expect(publishedShift(two, current).largestSum).toBeCloseTo(352, 9);
  });

  it("uses the own rate of a Poisson source", () => {
    const two = [base, { ...base, connections: 80, weightLargest: 0.52, delayVariance: 0.9, rate: 100 }];
    expect(publishedShift(two, { ...current, dt: 0.1 }).bound).toBeCloseTo(3.370376815315368, 9);
  });

  it("loses the weight variance above λ ≈ 710 and below λ ≈ 0.025", () => {
    const many = publishedShift(
      [{ ...base, connections: 40_000, weightMean: 0.1, weightVariance: 0.01, weightLargest: 0.4 }],
      current,
    );
    expect(many.bound).toBeCloseTo(137.32050807568876, 9);
    const few = publishedShift(
      [{ ...base, connections: 5, weightMean: 0.1, weightVariance: 0.01, weightLargest: 0.4 }],
      { ...current, dt: 0.1 },
    );
    expect(few.bound).toBeCloseTo(0.06273724356957945, 12);
    expect(few.shift).toBe(0);
  });

  it("leaves conductances no head-room: 320 inputs of 0.004 µS get shift 3, just more than one weight, where 7 is needed", () => {
    const published = publishedShift([conductance], { ...current, globalScale: 1024 });
    expect(published).toMatchObject({ shift: 3, largestSum: 4.096, biggest: 4.096 });
    const repaired = publishedShift([conductance], { ...current, globalScale: 1024, headRoom: "repaired" });
    expect(repaired.shift).toBe(7);
    expect(repaired.largestSum).toBeCloseTo(102.77655914426231, 9);
  });

  it("is 0 without synapses", () => {
    expect(publishedShift([], current).shift).toBe(0);
    expect(publishedShift([{ ...base, connections: 0 }], current).shift).toBe(0);
  });

  it("leaves room for exactly 2^s by one more shift", () => {
    expect([0, 0.5, 0.999, 1, 1.5, 2, 3.999, 4, 1000, 1024].map(shiftFor)).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 10, 11]);
  });

  it("equals ceil(log2 w), plus one where 2^shift ≤ w, as the source has it", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (w) => {
        const power = Math.ceil(Math.max(0, Math.log2(w)));
        expect(shiftFor(w)).toBe(2 ** power <= w ? power + 1 : power);
      }),
    );
  });

  it("equals a naive transcription of the specification for any projections", () => {
    fc.assert(
      fc.property(fc.array(anyProjection, { minLength: 1, maxLength: 4 }), anyOptions, (projections, options) => {
        const expected = oracle(projections, options);
        expect(publishedShift(projections, options).largestSum / expected).toBeCloseTo(1, 8);
      }),
    );
  });

  it("never decreases when the rate of a Poisson source grows", () => {
    fc.assert(
      fc.property(
        fc.array(anyProjection, { minLength: 1, maxLength: 4 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (projections, factor) => {
          const constant = projections.map((p) => ({ ...p, weightVariance: 0, weightMean: 1 }));
          const faster = constant.map((p) => ({ ...p, rate: (p.rate ?? 30) * factor }));
          expect(publishedShift(faster, current).shift).toBeGreaterThanOrEqual(publishedShift(constant, current).shift);
        },
      ),
    );
  });
});
