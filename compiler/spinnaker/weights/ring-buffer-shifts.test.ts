import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { constant, networkOf, population, projection } from "../../../src/network/network.fixture.js";
import { PoissonTable } from "../../../src/numerics/poisson-table.js";
import { CounterStream } from "../../../src/numerics/philox.js";
import { incomingWeights, type IncomingWeights } from "./incoming-weights.js";
import { largestPoissonCount, publishedProjections } from "./published-projections.js";
import { LARGEST_SUM, weightScale } from "./ring-buffer-scale.js";
import { boundedSaturationShift, ringBufferShift, type ShiftOptions } from "./ring-buffer-shifts.js";

const current: ShiftOptions = { dt: 1, globalScale: 1, largestWeight: LARGEST_SUM };

/** One neuron with n inputs of each weight (nA) at a rate (Hz). */
function neuron(inputs: readonly (readonly [n: number, weight: number, rate: number])[]): IncomingWeights {
  const total = (f: (n: number, w: number, r: number) => number) =>
    inputs.reduce((sum, [n, w, r]) => sum + f(n, w, r), 0);
  return {
    indegree: Uint32Array.of(total((n) => n)),
    sum: Float64Array.of(total((n, w) => n * w)),
    sumRate: Float64Array.of(total((n, w, r) => n * w * r)),
    sumSquareRate: Float64Array.of(total((n, w, r) => n * w * w * r)),
    largest: Float64Array.of(Math.max(0, ...inputs.map(([, w]) => w))),
    largestByChance: Float64Array.of(Math.max(0, ...inputs.map(([, w]) => w))),
    knownPeak: new Float64Array(1),
    knownSpikes: new Float64Array(1),
    largestKnown: new Float64Array(1),
    smallest: Float64Array.of(Math.min(Infinity, ...inputs.map(([, w]) => w))),
  };
}

const anyInputs = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 500 }),
    fc.double({ min: 1e-3, max: 10, noNaN: true }),
    fc.double({ min: 0.1, max: 100, noNaN: true }),
  ),
  { minLength: 1, maxLength: 4 },
);

describe("the bounded-saturation shift", () => {
  it("is 6 for 1,000 inputs of 4 nA at 5 Hz: five a tick, and 128 nA hold 32 of them", () => {
    expect(boundedSaturationShift(neuron([[1000, 4, 5]]), current)).toMatchObject({
      shift: 6,
      limitedBy: "saturation",
      bounded: true,
      representable: true,
    });
  });

  it("is set by the largest weight where inputs are rare", () => {
    expect(boundedSaturationShift(neuron([[1, 40, 1e-9]]), { ...current, acceptedProbability: 1e-3 })).toMatchObject({
      shift: 5,
      limitedBy: "largest weight",
    });
  });

  it("is 0, the resolution of S16.15, where everything is small, and without synapses", () => {
    expect(boundedSaturationShift(neuron([[10, 0.01, 5]]), current)).toMatchObject({ shift: 0, limitedBy: "nothing" });
    const none = boundedSaturationShift(neuron([]), current);
    expect(none).toMatchObject({ shift: 0, saturationProbability: 0 });
    expect(none.bitsOfSmallest).toBeNaN();
  });

  it("says that it cannot bound what exceeds every shift", () => {
    expect(boundedSaturationShift(neuron([[10_000, 50, 1000]]), current)).toMatchObject({ shift: 15, bounded: false });
    expect(boundedSaturationShift(neuron([[1, 1e6, 1e-6]]), current)).toMatchObject({
      shift: 15,
      representable: false,
      bounded: false,
    });
  });

  it("lets a weight of 65535.5 steps round to even, which does not fit, decide against a shift", () => {
    const step = 2 ** -15;
    const accepted = { ...current, acceptedProbability: 0.5 };
    expect(boundedSaturationShift(neuron([[1, 65535.49 * step, 1e-9]]), accepted).shift).toBe(0);
    expect(boundedSaturationShift(neuron([[1, 65535.5 * step, 1e-9]]), accepted).shift).toBe(1);
  });

  it("reports the bits of the smallest and of the mean weight", () => {
    const { shift, bitsOfSmallest, bitsOfMean, step } = boundedSaturationShift(
      neuron([
        [3, 0.25, 1],
        [1, 1.25, 1],
      ]),
      current,
    );
    expect(bitsOfSmallest).toBeCloseTo(Math.log2(0.25 / step), 12);
    expect(bitsOfMean).toBeCloseTo(Math.log2(0.5) + 15 - shift, 12);
  });

  it("is the smallest shift that holds the largest weight and the bound, for any inputs", () => {
    fc.assert(
      fc.property(anyInputs, fc.constantFrom(1e-3, 1e-6, 1e-9), (inputs, acceptedProbability) => {
        const incoming = neuron(inputs);
        const options = { ...current, acceptedProbability };
        const chosen = boundedSaturationShift(incoming, options);
        expect(Math.round(incoming.largest[0] * weightScale(chosen.shift, 1))).toBeLessThanOrEqual(LARGEST_SUM);
        if (chosen.bounded) expect(chosen.saturationProbability).toBeLessThanOrEqual(acceptedProbability * (1 + 1e-6));
        if (chosen.limitedBy === "nothing") expect(chosen.shift).toBe(0);
        if (chosen.limitedBy === "largest weight")
          expect(incoming.largest[0] * weightScale(chosen.shift - 1, 1)).toBeGreaterThanOrEqual(LARGEST_SUM + 0.5);
      }),
    );
  });

  it("never decreases when rates grow, the accepted probability falls, counts are over-dispersed or neurons are added", () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, fc.double({ min: 1, max: 20, noNaN: true }), (inputs, others, factor) => {
        const incoming = neuron(inputs);
        const { shift } = boundedSaturationShift(incoming, current);
        const faster = neuron(inputs.map(([n, w, r]) => [n, w, r * factor] as const));
        expect(boundedSaturationShift(faster, current).shift).toBeGreaterThanOrEqual(shift);
        expect(
          boundedSaturationShift(incoming, { ...current, acceptedProbability: 1e-12 }).shift,
        ).toBeGreaterThanOrEqual(shift);
        expect(boundedSaturationShift(incoming, { ...current, fano: factor }).shift).toBeGreaterThanOrEqual(shift);
        const more = neuron(others);
        const both = Object.fromEntries(
          Object.entries(incoming).map(([key, values]) => [
            key,
            Float64Array.of(values[0], more[key as keyof IncomingWeights][0]),
          ]),
        );
        expect(boundedSaturationShift(both as unknown as IncomingWeights, current).shift).toBeGreaterThanOrEqual(shift);
      }),
    );
  });

  it("holds its promise in drawn ticks: below the accepted 10^-3 where one shift less would break it", () => {
    const inputs = [
      [800, 0.5, 8],
      [100, 2, 20],
    ] as const;
    const options = { ...current, acceptedProbability: 1e-3 };
    const { shift } = boundedSaturationShift(neuron(inputs), options);
    const stream = new CounterStream(3, 9);
    const tables = inputs.map(([n, , rate]) => new PoissonTable((n * rate) / 1000));
    const overflows = (at: number) => {
      let count = 0;
      for (let tick = 0; tick < 50_000; tick++) {
        const sum = inputs.reduce(
          (total, [, w], k) => total + Math.round(w * weightScale(at, 1)) * tables[k].count(stream.uint32()),
          0,
        );
        if (sum > LARGEST_SUM) count++;
      }
      return count / 50_000;
    };
    expect(overflows(shift)).toBeLessThan(1e-3);
    expect(overflows(shift - 1)).toBeGreaterThan(1e-3);
  });
});

describe("shifts of a drawn network", () => {
  it("counts every source at its own rate, sources in turn as the strongest of them, and known spikes by the tick in which they arrive", () => {
    const pool = (name: string, rates: readonly number[], start: number, stop: number) => ({
      name,
      size: 2,
      kind: "poisson" as const,
      rate: { kind: "list" as const, values: rates },
      start,
      stop,
    });
    const network = drawNetwork(
      networkOf({
        timestep: 1,
        populations: [population("P", 2)],
        sources: [
          pool("a", [10, 1000], 0, 50),
          pool("b", [300, 300], 50, Infinity),
          { name: "t", size: 3, kind: "spike_times", start: 0, stop: Infinity, times: [[10], [12, 30], [10, 10]] },
        ],
        projections: [
          projection("a", "P", { rule: "one_to_one" }, { weight: constant(100) }),
          projection("b", "P", { rule: "one_to_one" }, { weight: constant(100) }),
          projection(
            "t",
            "P",
            {
              rule: "explicit",
              pre: Uint32Array.of(0, 1, 2),
              post: Uint32Array.of(0, 0, 0),
              delay: Float64Array.of(3, 1, 3),
            },
            { weight: constant(200) },
          ),
        ],
      }),
    );
    const { excitatory } = incomingWeights(network, 0, [5], 1e-3);
    expect([...excitatory.sumRate].map((x) => Number(x.toFixed(9)))).toEqual([30, 100]);
    // Sources 0 and 1 arrive in the tick of 13 ms, and source 2 twice.
    expect(excitatory.knownPeak[0]).toBeCloseTo(0.8, 12);
    expect([...excitatory.knownSpikes]).toEqual([4, 0]);
    expect([...excitatory.largestByChance].map((x) => Number(x.toFixed(9)))).toEqual([0.1, 0.1]);
    const options: ShiftOptions = { dt: 1, globalScale: 1, largestWeight: LARGEST_SUM };
    const full = { ...excitatory, knownPeak: Float64Array.of(3, 0) };
    expect(boundedSaturationShift(full, options).shift).toBeGreaterThan(
      boundedSaturationShift(excitatory, options).shift,
    );
    expect(boundedSaturationShift({ ...excitatory, knownPeak: Float64Array.of(1e6, 0) }, options)).toMatchObject({
      shift: 15,
      bounded: false,
      saturationProbability: 1,
    });
  });

  const network = drawNetwork(
    networkOf({
      timestep: 1,
      populations: [population("E", 200), population("I", 50)],
      projections: [
        projection(
          "E",
          "E",
          { rule: "fixed_indegree", indegree: 40 },
          { weight: { kind: "uniform", low: 100, high: 300 }, delay: { kind: "uniform", low: 1, high: 8 } },
        ),
        projection("I", "E", { rule: "fixed_indegree", indegree: 10 }, { weight: constant(-800), delay: constant(2) }),
      ],
    }),
  );
  const toNanoampere = 1e-3;

  it("sees the sums that a naive sweep over the synapses sees, by sign", () => {
    const { excitatory, inhibitory } = incomingWeights(network, 0, [5, 20], toNanoampere);
    const [fromE] = network.projections;
    for (const i of [0, 17, 199]) {
      const row = Array.from(
        (fromE.weight as Float32Array).subarray(fromE.rowStart[i], fromE.rowStart[i + 1]),
        (w) => w * toNanoampere,
      );
      expect(excitatory.indegree[i]).toBe(40);
      expect(excitatory.sumRate[i]).toBeCloseTo(5 * row.reduce((a, b) => a + b, 0), 9);
      expect(excitatory.sumSquareRate[i]).toBeCloseTo(5 * row.reduce((a, b) => a + b * b, 0), 9);
      expect(excitatory.largest[i]).toBeCloseTo(Math.max(...row), 12);
      expect(excitatory.smallest[i]).toBeCloseTo(Math.min(...row), 12);
      expect(inhibitory.sumRate[i]).toBeCloseTo(10 * 0.8 * 20, 9);
    }
  });

  it("shows the published rule the realised moments: a constant has no variance", () => {
    const [inhibitory] = publishedProjections(network, 0, "inhibitory", toNanoampere);
    expect(inhibitory).toMatchObject({ connections: 10, weightMean: 0.8, weightVariance: 0, delayVariance: 0 });
    const [excitatory] = publishedProjections(network, 0, "excitatory", toNanoampere);
    expect(excitatory.weightMean).toBeCloseTo(0.2, 2);
    expect(excitatory.weightVariance).toBeCloseTo(0.2 ** 2 / 12, 3);
    expect(publishedProjections(network, 1, "excitatory", toNanoampere)).toEqual([]);
  });

  it("keeps two bits more of constant-delay inhibition than the published rule, at 10^-9", () => {
    const incoming = incomingWeights(network, 0, [5, 20], toNanoampere).inhibitory;
    const published = ringBufferShift(
      "published",
      incoming,
      publishedProjections(network, 0, "inhibitory", toNanoampere),
      current,
    );
    const ours = ringBufferShift("bounded-saturation", incoming, [], current);
    expect(published.shift).toBe(4);
    expect(ours.shift).toBe(2);
    expect(ours.bitsOfSmallest - published.bitsOfSmallest).toBeCloseTo(published.shift - ours.shift, 12);
  });

  it("predicts that the head-room defect overflows conductances which the repaired rule and ours hold", () => {
    // 320 inputs of 4 nS at 30 Hz: 9.6 a tick.
    const incoming = neuron([[320, 0.004, 30]]);
    const published = [
      { connections: 320, weightMean: 0.004, weightVariance: 0, weightLargest: 0.004, delayVariance: 1 },
    ];
    const options: ShiftOptions = { dt: 1, globalScale: 1024, largestWeight: LARGEST_SUM };
    const at = (rule: Parameters<typeof ringBufferShift>[0]) => ringBufferShift(rule, incoming, published, options);
    expect(at("published")).toMatchObject({ shift: 3, saturationProbability: 1 });
    expect(at("published-repaired").shift).toBe(7);
    expect(at("bounded-saturation")).toMatchObject({ shift: 7, bounded: true });
  });
});

describe("the worst count of a Poisson source in the published rule", () => {
  it("is one for slow sources, else the 99.9 % quantile and one more", () => {
    expect(largestPoissonCount(5, 1)).toBe(1);
    expect(largestPoissonCount(8000, 0.1)).toBe(6);
    expect(largestPoissonCount(1000, 1)).toBe(6);
  });
});
