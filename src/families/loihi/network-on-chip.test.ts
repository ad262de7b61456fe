import { describe, expect, it } from "vitest";
import { compileFront } from "../../../compiler/loihi/front-half.fixture.js";
import { drawNetwork } from "../../network/draw-network.js";
import { constant, networkOf, population, projection } from "../../network/network.fixture.js";
import { meanOf } from "../../numerics/sample-moments.js";
import { quantizedNetwork } from "./network-on-chip.js";

describe("quantizedNetwork", () => {
  it("has the drawn weights' mean to 2e-3 and mean square to 1 %, and the threshold and dead time of the description", () => {
    const network = drawNetwork(
      networkOf({
        timestep: 0.5,
        populations: [population("E", 40), population("I", 10)],
        projections: [
          projection("E", "E", { rule: "fixed_indegree", indegree: 20 }, { weight: constant(30) }),
          projection(
            "I",
            "E",
            { rule: "fixed_indegree", indegree: 5 },
            { weight: { kind: "normal", mean: -100, sd: 30, max: 0 } },
          ),
        ],
      }),
    );
    const { quantized, context } = compileFront(network, { compensateDecay: false });
    const onChip = quantizedNetwork(quantized, context.target, context.profile);
    const drawn = network.projections[1].weight as Float32Array;
    const stored = onChip.projections[1].weight as Float32Array;
    const meanSquare = (weights: Float32Array) => meanOf(weights.map((w) => w * w));
    expect(onChip.projections[1].source).toEqual(network.projections[1].source);
    expect(Math.abs(meanOf(stored) / meanOf(drawn) - 1)).toBeLessThan(2e-3);
    expect(Math.abs(meanSquare(stored) / meanSquare(drawn) - 1)).toBeLessThan(0.01);
    const { V_th, V_reset, t_ref } = onChip.populations[0].parameters;
    expect(Number(V_th) - Number(V_reset)).toBeCloseTo(10, 3);
    expect(t_ref).toBe(4 * network.dt);
  });
});
