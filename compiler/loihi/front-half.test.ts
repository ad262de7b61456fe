import { gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadDescription } from "../../src/node/files/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { compileFront } from "./front-half.fixture.js";

interface Golden {
  populations: { du: number[]; dv: number[]; vth: number[]; bias_mant: number[]; bias_exp: number[] }[];
  synapses: { weights: number[][] }[];
}

const golden = JSON.parse(
  gunzipSync(
    readFileSync(new URL("../../tests/golden/loihi/g_ei_tutorial02_fixed.json.gz", import.meta.url)),
  ).toString(),
) as Golden;
const network = drawNetwork(
  loadDescription(new URL("../../examples/lava-ei-tutorial.yaml", import.meta.url).pathname).description,
);

/** Ratio of the summed effective excitatory and inhibitory weights. */
function structuralRatio(quantized: ReturnType<typeof compileFront>["quantized"]): number {
  let excitatory = 0;
  let inhibitory = 0;
  quantized.projections.forEach((q) => {
    const count = typeof q.mantissa === "number" ? 1 : q.mantissa.length;
    for (let k = 0; k < count; k++) {
      const m = typeof q.mantissa === "number" ? q.mantissa : q.mantissa[k];
      const g = typeof q.group === "number" ? q.group : q.group[k];
      const w = m * 2 ** quantized.scaled.groups[g].weightExponent;
      if (w > 0) excitatory += w;
      else inhibitory -= w;
    }
  });
  return excitatory / inhibitory;
}

describe("the public E/I tutorial network", () => {
  it("gives exactly the published integers with floor rounding, mixed signs, no compensation and scale 10421.584", () => {
    const { quantized } = compileFront(network, {
      profile: "lava",
      rounding: "floor",
      signMode: "mixed",
      compensateDecay: false,
      scale: 10421.584,
      synapticLatency: "next-step",
    });
    const { scaled } = quantized;
    const g = golden.populations[0];
    expect([...scaled.du]).toEqual(g.du);
    expect([...scaled.dv]).toEqual(g.dv);
    expect([...scaled.thresholdMantissa]).toEqual(g.vth);
    expect(Array.from(quantized.biasMantissa, (m, i) => m * 2 ** quantized.biasExponent[i])).toEqual(
      g.bias_mant.map((m, i) => m * 2 ** g.bias_exp[i]),
    );
    expect(scaled.groups.map((group) => [group.signMode, group.weightExponent])).toEqual([["mixed", 0]]);
    expect(quantized.projections[0].delay).toBe(0);
    const dense = Array.from({ length: 400 }, () => new Array<number>(400).fill(0));
    const p = network.projections[0];
    const { mantissa } = quantized.projections[0];
    for (let i = 0; i < 400; i++) {
      for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++)
        dense[i][p.source[k]] = typeof mantissa === "number" ? mantissa : mantissa[k];
    }
    expect(dense).toEqual(golden.synapses[0].weights.map((row) => row.map((w) => (w >> 1) << 1)));
    expect(structuralRatio(quantized)).toBeCloseTo(0.7884, 3);
  });

  it("keeps the float's structural E/I ratio 0.874 within 0.002 by default, in both profiles", () => {
    const weight = network.projections[0].weight as Float32Array;
    const float = weight.reduce((s, w) => s + Math.max(0, w), 0) / -weight.reduce((s, w) => s + Math.min(0, w), 0);
    expect(float).toBeCloseTo(0.8743, 3);
    for (const profile of ["lava", "hw"] as const) {
      const { quantized } = compileFront(network, { profile });
      expect(Math.abs(structuralRatio(quantized) - float)).toBeLessThan(0.002);
    }
  });
});
