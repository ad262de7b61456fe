/** The chip form with everything quantized is the chip: the variants of attribution are steps towards exactly what the emulator runs. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LoihiOptions } from "../../options/loihi.js";
import { createEmulator } from "../../../emulator/loihi/emulator.js";
import { createChipForm } from "../../../emulator/reference/loihi-form.js";
import { parseDescription } from "../../description/load-description.js";
import { loadDescription } from "../../node/files/load-description.js";
import type { ExecutionTarget } from "../../program/execution-target.js";
import { targetById } from "../../targets/registry.js";
import { build } from "../../measure/build.js";
import { quantizations, variantModel } from "./float-form.js";
import { defaultOptions } from "../../options/check-options.js";

const STEPS = 600;
const target = targetById("loihi1");
const { description } = loadDescription(join(import.meta.dirname, "../../../examples/small-balanced.yaml"));

async function raster(execution: ExecutionTarget): Promise<number[][]> {
  const rows: number[][] = [];
  await execution.advance(STEPS, (step, ids, count) => rows.push([step, ...ids.subarray(0, count)]));
  await execution.close();
  return rows;
}

describe("variantModel", () => {
  const cases: [string, Partial<LoihiOptions>][] = [
    ["hw arithmetic", { profile: "hw" }],
    ["lava arithmetic", { profile: "lava" }],
    ["Poisson input as noise", { profile: "hw", poisson: "noise" }],
    [
      "4 bits, mixed signs, no compensation",
      { profile: "hw", weightBits: 4, signMode: "mixed", compensateDecay: false, rounding: "floor" },
    ],
  ];
  it.each(cases)(`with everything quantized gives the emulator's spikes for ${STEPS} steps: %s`, async (_, changed) => {
    const options = { ...defaultOptions(target), ...changed };
    const { compiled } = build(description, target, options);
    const everything = variantModel(
      compiled.quantized,
      target,
      target.profiles[options.profile]!,
      new Set(quantizations),
    );
    const expected = await raster(await createEmulator(compiled.program, target));
    expect(expected.length).toBeGreaterThan(50);
    expect(await raster(createChipForm(everything))).toEqual(expected);
  });
});

describe("variantModel where two synaptic time constants were merged", () => {
  const text = `
name: merged
timestep: 0.5 ms
duration: 10 ms
populations:
  E: { size: 20, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn_ex: 2 ms, tau_syn_in: 8 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
projections:
  up: { pre: E, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: 40 pA, delay: 1 ms }
  down: { pre: E, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: { normal: { mean: -90 pA, sd: 20 pA } }, delay: 1 ms }
`;
  const { description: merged } = parseDescription(text, "merged.yaml", () => new Uint8Array(0));
  const { compiled } = build(merged, target, defaultOptions(target));
  const charge = (active: readonly ("weights" | "decays")[]) => {
    const model = variantModel(compiled.quantized, target, target.profiles.hw!, new Set(active));
    return model.rows.map(({ weight, rowGain, projection: { rowStart, postSize, source } }) => {
      let sum = 0;
      for (let i = 0; i < postSize; i++)
        for (let k = rowStart[i]; k < rowStart[i + 1]; k++)
          sum += (typeof weight === "number" ? weight : weight[k]) * (rowGain?.[i] ?? 1);
      return sum / source.length;
    });
  };

  it("keeps the factor of negative weights with the merge: 8-bit weights change either sign by less than 1 %, not by the ratio of the time constants", () => {
    const [ideal, integers] = [charge([]), charge(["weights"])];
    expect(Math.min(...ideal)).toBeLessThan(0);
    for (const k of [0, 1]) expect(Math.abs(integers[k] / ideal[k] - 1)).toBeLessThan(0.01);
  });

  it("keeps the compensation of rounded decays with the decays, whatever the weights are", () => {
    const [ideal, integers] = [charge(["decays"]), charge(["weights", "decays"])];
    for (const k of [0, 1]) expect(Math.abs(integers[k] / ideal[k] - 1)).toBeLessThan(0.01);
  });
});
