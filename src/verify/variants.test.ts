/** The chip form with everything quantized is the chip: the variants of attribution are steps towards exactly what the emulator runs. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../compiler/compile.js";
import type { CompileOptions } from "../../compiler/stages.js";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { createChipForm } from "../../emulator/reference/chip-form.js";
import { loadDescription } from "../description/load-description.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { targetById } from "../targets/registry.js";
import { build } from "./build.js";
import { quantizations, variantModel } from "./variants.js";

const STEPS = 600;
const target = targetById("loihi1");
const { description } = loadDescription(join(import.meta.dirname, "../../examples/small-balanced.yaml"));

async function raster(execution: ExecutionTarget): Promise<number[][]> {
  const rows: number[][] = [];
  await execution.advance(STEPS, (step, ids, count) => rows.push([step, ...ids.subarray(0, count)]));
  await execution.close();
  return rows;
}

describe("variantModel", () => {
  const cases: [string, Partial<CompileOptions>][] = [
    ["hw arithmetic", { profile: "hw" }],
    ["lava arithmetic", { profile: "lava" }],
    ["Poisson input as noise", { profile: "hw", poisson: "noise" }],
    ["4 bits, mixed signs, no compensation", { profile: "hw", weightBits: 4, signMode: "mixed", compensateDecay: false, rounding: "floor" }],
  ];
  it.each(cases)(`with everything quantized gives the emulator's spikes for ${STEPS} steps: %s`, async (_, changed) => {
    const options = { ...defaultOptions(target), ...changed };
    const { compiled } = build(description, target, options);
    const everything = variantModel(compiled.quantized, target, target.profiles[options.profile]!, new Set(quantizations));
    const expected = await raster(await createEmulator(compiled.program, target));
    expect(expected.length).toBeGreaterThan(50);
    expect(await raster(createChipForm(everything))).toEqual(expected);
  });
});
