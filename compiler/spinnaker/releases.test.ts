/** A compiler that may release the network makes the same program, checks each core all the same, and leaves no synapse behind. */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { encodeProgram } from "../../src/program/encode.js";
import { SPINNAKER1 } from "../../src/targets/spinnaker/spinnaker1.js";
import type { Writable } from "../common/writable.fixture.js";
import { compileSpinnaker } from "./compile.js";
import type { Sliced, SpinnakerQuantized } from "./stages.js";

const NET = `name: released
seed: 4
timestep: 1 ms
duration: 50 ms
populations:
  E: { size: 60, neuron: &cell { model: iaf_psc_exp, I_e: 300 pA, t_ref: 2 ms } }
  I: { size: 20, neuron: *cell }
projections:
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 8 }, weight: { normal: { mean: 90 pA, sd: 20 pA } }, delay: { uniform: [1 ms, 9 ms] } }
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 9 }, weight: { normal: { mean: 9 pA, sd: 20 pA } }, delay: 2 ms, sign: keep }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: -180 pA, delay: 1 ms }
`;
const draw = () => drawNetwork(parseDescription(NET, "released.yaml", () => new Uint8Array()).description);
const options = { expectedRates: { E: 10, I: 10 }, atomsPerCore: 20 };

describe("compileSpinnaker with `releases`", () => {
  for (const shiftRule of ["bounded-saturation", "published"] as const) {
    it(`makes the same program under ${shiftRule}, and keeps no synapses`, () => {
      const network = draw();
      const { program, sliced } = compileSpinnaker(network, SPINNAKER1, { ...options, shiftRule }, { releases: true });
      const kept = compileSpinnaker(draw(), SPINNAKER1, { ...options, shiftRule });
      expect(encodeProgram(program)).toEqual(encodeProgram(kept.program));
      expect(kept.sliced.quantized.projections.map(({ type }) => typeof type)).toContain("object");
      for (const projection of network.projections)
        for (const key of ["weight", "delay", "source", "rowStart"] as const)
          expect(() => projection[key]).toThrow(`${key} was released`);
      for (const projection of sliced.quantized.projections)
        for (const key of ["weight", "delay", "type"] as const)
          expect(() => projection[key]).toThrow(`${key} was released`);
    });
  }

  const spoilt = (hooks: { check?: boolean }) =>
    compileSpinnaker(draw(), SPINNAKER1, options, {
      ...hooks,
      releases: true,
      afterPass: (name, value) => {
        // Too few bits for the delays: synapses are lost.
        if (name === "partition")
          (value as Writable<Sliced>).slices.forEach((s) =>
            Object.assign(s, { delayStages: 0, layout: { ...s.layout, delayBits: 0 } }),
          );
      },
    });

  it("checks each core while the network is there, unless told not to", () => {
    expect(() => spoilt({})).toThrow(/pack: .*synapses of core \d+ are not those/);
    expect(() => spoilt({ check: false })).not.toThrow();
  });

  it("keeps the sign of every weight, which the checker of the pass sees", () => {
    const flip = (name: string, value: unknown) => {
      if (name === "quantize") Object.assign((value as SpinnakerQuantized).projections[0], { type: 1 });
    };
    expect(() => compileSpinnaker(draw(), SPINNAKER1, options, { afterPass: flip })).toThrow(/has lost its sign/);
  });
});
