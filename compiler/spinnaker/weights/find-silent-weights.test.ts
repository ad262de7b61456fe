import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { constant, networkOf, population, projection } from "../../../src/network/network.fixture.js";
import { findSilentWeights, silentWeightsDiagnostic } from "./find-silent-weights.js";
import { incomingWeights } from "./incoming-weights.js";
import { publishedProjections } from "./published-projections.js";
import { quantizeWeights } from "./quantize-weights.js";
import { weightScale } from "./ring-buffer-scale.js";
import { ringBufferShift } from "./ring-buffer-shifts.js";

const rowsOf = (weight: number | Float64Array, n: number) => ({ name: "E→I", rowStart: Uint32Array.of(0, n), weight });
const shifts = (shift: number) => ({ excitatory: shift, inhibitory: shift });

describe("finding silent weights", () => {
  it("sees that half a step becomes 0 and anything more does not", () => {
    const weight = Float64Array.of(0.5, 0.5000001, -0.5, 0).map((steps) => steps * 2 ** -5);
    expect(findSilentWeights(rowsOf(weight, 4), 1, shifts(10), 1)).toMatchObject([
      { type: "excitatory", synapses: 2, silent: 1, largestSilent: 2 ** -6 },
      { type: "inhibitory", synapses: 1, silent: 1, lostShare: 1 },
    ]);
  });

  it("agrees with nearest rounding for any weights and shifts", () => {
    const anyWeights = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(
        anyWeights,
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 0, max: 15 }),
        fc.constantFrom(1 as const, 1024 as const),
        (weights, e, i, g) => {
          const rows = rowsOf(Float64Array.from(weights), weights.length);
          const scale = { excitatory: weightScale(e, g), inhibitory: weightScale(i, g) };
          const { losses } = quantizeWeights(rows, {
            rounding: "nearest",
            toChip: 1e-3,
            largestWeight: 0xffff,
            scale,
            seed: 1,
            postFirst: 0,
          });
          const found = findSilentWeights(rows, 1e-3, { excitatory: e, inhibitory: i }, g);
          for (const type of ["excitatory", "inhibitory"] as const)
            expect(found.find((f) => f.type === type)?.silent ?? 0).toBe(losses[type].toZero);
        },
      ),
    );
  });

  it("says in one sentence what is lost and how to keep it", () => {
    const [all] = findSilentWeights(rowsOf(-50, 400), 1e-3, shifts(12), 1);
    expect(silentWeightsDiagnostic(all, 6)).toEqual({
      code: "projection-silent",
      severity: "warning",
      place: { object: "projection E→I" },
      message:
        "All 400 inhibitory weights of projection E→I round to zero: the largest is 0.05 nA, and at left shift 12 one step is 0.125 nA.",
      hint: "use the shift rule bounded-saturation: at left shift 6 the largest of them is 25.6 steps",
    });
    const [some] = findSilentWeights(rowsOf(Float64Array.of(1e-7, 3e-6, 4), 3), 1, shifts(3), 1024);
    expect(silentWeightsDiagnostic(some).message).toBe(
      "1 of 3 excitatory weights of projection E→I rounds to zero (0.0000025 % of the summed weight): the largest of these is 1e-7 µS, and at left shift 3 one step is 2.38e-7 µS.",
    );
    const [one] = findSilentWeights(rowsOf(0.001, 1), 1, shifts(12), 1);
    expect(silentWeightsDiagnostic(one).message).toContain(
      "The only excitatory weight of projection E→I rounds to zero: ",
    );
    expect(silentWeightsDiagnostic({ ...one, largestSilent: 1e-5 }, 6).hint).toMatch(
      /^left shift 6 .* does not keep them either: make these weights larger/,
    );
  });
});

describe("a network that the published rule silences", () => {
  // 1,000 inputs of 4 nA and as many of 0.05 nA onto every neuron, all with the same delay: the rule makes room for all of them in one tick.
  const network = drawNetwork(
    networkOf({
      timestep: 1,
      populations: [population("strong", 1000), population("weak", 1000), population("target", 5)],
      projections: [
        projection("strong", "target", { rule: "all_to_all" }, { weight: constant(4000), delay: constant(1) }),
        projection("weak", "target", { rule: "all_to_all" }, { weight: constant(50), delay: constant(1) }),
      ],
    }),
  );
  const toChip = 1e-3;
  const incoming = incomingWeights(network, 2, [5, 5, 5], toChip).excitatory;
  const published = publishedProjections(network, 2, "excitatory", toChip);
  const shiftBy = (rule: "published" | "bounded-saturation") =>
    ringBufferShift(rule, incoming, published, { dt: 1, globalScale: 1, largestWeight: 0xffff });
  const silent = (shift: number) => network.projections.flatMap((p) => findSilentWeights(p, toChip, shifts(shift), 1));

  it("is caught before it runs", () => {
    const { shift, bitsOfSmallest } = shiftBy("published");
    expect(shift).toBe(12);
    expect(bitsOfSmallest).toBeLessThan(-1);
    expect(silent(shift)).toMatchObject([{ projection: "weak→target", synapses: 5000, silent: 5000 }]);
  });

  it("is repaired by our default, which keeps 4.7 bits of the weak inputs and overflows less than once in 10^9 ticks", () => {
    const ours = shiftBy("bounded-saturation");
    expect(ours.shift).toBe(6);
    expect(silent(ours.shift)).toEqual([]);
    expect(ours.bitsOfSmallest).toBeCloseTo(4.678, 3);
    expect(ours.saturationProbability).toBeLessThan(1e-9);
    const [found] = silent(shiftBy("published").shift);
    expect(silentWeightsDiagnostic(found, ours.shift).hint).toContain("left shift 6");
  });
});
