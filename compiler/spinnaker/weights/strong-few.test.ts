import { describe, expect, it } from "vitest";
import { parseDescription } from "../../../src/description/load-description.js";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { defaultOptions } from "../../../src/options/check-options.js";
import { SPINNAKER1 } from "../../../src/targets/spinnaker/spinnaker1.js";
import type { ShiftRule } from "../../../src/options/spinnaker.js";
import { compileSpinnaker } from "../compile.js";

/** 0.06 nA beside one synapse of `strong`. */
const network = (strong: string, weak = "60 pA") =>
  drawNetwork(
    parseDescription(
      `
name: strong
timestep: 1 ms
duration: 50 ms
populations:
  E: { size: 100, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
projections:
  weak: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: ${weak}, delay: 1 ms }
  strong: { pre: E, post: E, connect: { rule: explicit, synapses: [[0, 1, ${strong}, 3 ms]] } }
`,
      "strong.yaml",
      () => new Uint8Array(0),
    ).description,
  );

function told(strong: string, weak?: string, shiftRule: ShiftRule = "bounded-saturation"): readonly Diagnostic[] {
  const report: Diagnostic[] = [];
  const options = { ...defaultOptions(SPINNAKER1), expectedRates: { E: 10 }, shiftRule };
  compileSpinnaker(network(strong, weak), SPINNAKER1, options, { report: (d) => report.push(d) });
  return report.filter(({ code }) => code === "weight-bits-taken");
}

describe("a strong synapse that takes the bits of all others", () => {
  it("is named with its projection, what it leaves, what the others had without it, and the way out", () => {
    const [{ message, hint, place }] = told("40 nA");
    expect(place).toEqual({ object: "population E" });
    const figures =
      /^1 strong synapse of projection strong \(up to 40 nA\) takes the bits of the 2,000 other excitatory weights onto population E: one step is 0\.00781 nA, which leaves their mean (\d\.\d) bits, and without it (\d+\.\d)\.$/.exec(
        message,
      );
    // log2(0.06/0.00781), and what the shift without it gives.
    expect(Number(figures?.[1])).toBeCloseTo(Math.log2(0.06 * 128), 1);
    expect(Number(figures?.[2])).toBeGreaterThan(6);
    expect(hint).toMatch(/^lower the weight of strong/);
  });

  it("is none where the weights are of one size, where the others keep their bits, and where the strong ones are many", () => {
    expect(told("60 pA")).toEqual([]);
    expect(told("1 nA")).toEqual([]);
    expect(told("40 nA", "30 nA")).toEqual([]);
  });

  it("is found within one projection, too", () => {
    const listed = `{ lognormal: { mean: 60 pA, sd: 20 pA } }`;
    expect(told("60 nA", listed)).toHaveLength(1);
    expect(told("60 pA", listed)).toEqual([]);
  });
});
