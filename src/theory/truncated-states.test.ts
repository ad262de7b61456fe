/** Against the statistics of integers iterated under Poisson arrivals. */
import { describe, expect, it } from "vitest";
import { meanTruncation } from "../numerics/truncated-decay.js";
import { deterministicRate } from "./siegert.js";
import { truncatedCurrent, truncatedMean, type Arrivals } from "./truncated-states.js";

const BITS = 12;
const ONE = 2 ** BITS;

/** Mean and SD of a current in LSB, over so many steps of 1 ms, truncated or exact. */
function iterated(arrivals: readonly Arrivals[], leak: number, steps: number, truncated: boolean) {
  let seed = 12345;
  const uniform = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const bounds = arrivals.map(({ rate }) => Math.exp(-rate));
  let [u, sum, squares] = [0, 0, 0];
  for (let k = 0; k < steps; k++) {
    u = (u * (ONE - leak)) / ONE;
    if (truncated) u = Math.trunc(u);
    arrivals.forEach(({ weight }, a) => {
      for (let product = uniform(); product > bounds[a]; product *= uniform()) u += weight;
    });
    sum += u;
    squares += u * u;
  }
  return { mean: sum / steps, sd: Math.sqrt(squares / steps - (sum / steps) ** 2) };
}

const arrival = (weight: number, rate: number): Arrivals => ({ weight, size: Math.abs(weight), rate });

describe("truncated currents", () => {
  const leak = 81;
  const truncation = { current: meanTruncation(leak, BITS).shift, voltage: 0, stuck: 0 };
  it.each([
    ["dense, of one sign", [arrival(64, 0.1)]],
    ["sparse, of one sign", [arrival(64, 0.002)]],
    ["inhibition alone", [arrival(-128, 0.02)]],
    ["two signs, excitation prevails", [arrival(64, 0.3), arrival(-128, 0.12)]],
    ["two signs, inhibition prevails", [arrival(64, 0.3), arrival(-128, 0.2)]],
    ["balanced", [arrival(64, 0.3), arrival(-128, 0.15)]],
  ])("%s: mean within 4 %% of the loss, and fluctuations", (_, arrivals) => {
    const steps = 1_000_000;
    const exact = iterated(arrivals, leak, steps, false);
    const chip = iterated(arrivals, leak, steps, true);
    const { current, gain } = truncatedCurrent(truncation, arrivals, -1 / Math.log(1 - leak / ONE));
    expect(Math.abs(exact.mean - chip.mean - current)).toBeLessThan(0.04 * truncation.current);
    // The gain is of the slow fluctuations, which V follows; those of u have its root.
    if (gain < 1) expect(Math.abs(chip.sd / exact.sd - Math.sqrt(gain))).toBeLessThan(0.01);
  });

  it("are nothing without synaptic current, arrivals or loss", () => {
    const nothing = { current: 0, gain: 1 };
    expect(truncatedCurrent(truncation, [arrival(64, 1)], 0)).toEqual(nothing);
    expect(truncatedCurrent(truncation, [], 5)).toEqual(nothing);
    expect(truncatedCurrent({ ...truncation, current: 0 }, [arrival(64, 1)], 5)).toEqual(nothing);
  });
});

describe("truncated voltages", () => {
  const lif = { tau: 20, threshold: 15, reset: 0, refractory: 2 };
  const truncation = { current: 0, voltage: 0.05, stuck: 0.1 };
  it("constant input: the worst case below the threshold, the mean on the way past it", () => {
    expect(truncatedMean(truncation, lif, 15.05, 0, 0)).toBeCloseTo(14.95, 12);
    expect(truncatedMean(truncation, lif, 15.2, 0, 0)).toBeCloseTo(15.15, 12);
    expect(truncatedMean(truncation, lif, -10, 0, 0)).toBeCloseTo(-9.9, 12);
    expect(truncatedMean(truncation, lif, 0.02, 0, 0)).toBe(0);
  });

  it("constant input: fires where the integers do and nowhere else, with intervals right to a tenth of τ", () => {
    for (const leak of [20, 81, 205]) {
      for (let input = leak; input < 8 * leak; input += 13) {
        for (const share of [0.3, 0.9, 0.99, 0.995, 0.999]) {
          const mu = (ONE * input) / leak;
          const threshold = Math.floor(share * mu);
          let [v, steps, before] = [0, 0, -1];
          for (; v <= threshold && v !== before; steps++)
            [before, v] = [v, Math.floor((v * (ONE - leak)) / ONE) + input];
          const tau = -1 / Math.log(1 - leak / ONE);
          const lif = { tau, threshold, reset: 0, refractory: 0 };
          const shift = meanTruncation(leak, BITS).shift;
          const mean = truncatedMean({ current: 0, voltage: shift, stuck: 2 * shift }, lif, mu, 0, 0);
          const rate = deterministicRate(lif, mean);
          expect(rate > 0).toBe(v > threshold);
          // A threshold tested once a step is crossed half a step earlier on average.
          if (rate > 0) expect(Math.abs(1000 / rate - (steps - 0.5))).toBeLessThan(0.1 * tau + 0.5);
        }
      }
    }
  });

  it("input that fluctuates: the mean towards reset, none where V is as often below as above it", () => {
    expect(truncatedMean(truncation, lif, 15.05, 1, 2)).toBeCloseTo(15, 9);
    expect(truncatedMean(truncation, lif, -15.05, 1, 2)).toBeCloseTo(-15, 9);
    expect(truncatedMean(truncation, lif, 0, 5, 2)).toBe(0);
  });
});
