/** The public E/I tutorial network, from its description to spikes: our compiler and emulator against the published run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compile } from "../compiler/loihi/compile.js";
import { createEmulator } from "../emulator/loihi/emulator.js";
import { loadDescription } from "../src/node/files/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { targetById } from "../src/targets/registry.js";

interface Golden {
  steps: number;
  expected: { lif: { spikes: number[][]; n_spikes: number } };
}

describe("the public E/I tutorial network", () => {
  it("spikes exactly as published for all 1,000 steps (61,598 spikes) when compiled as that toolchain does", async () => {
    const file = join(import.meta.dirname, "golden/loihi/g_ei_tutorial02_fixed.json.gz");
    const golden = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Golden;
    const network = drawNetwork(
      loadDescription(join(import.meta.dirname, "../examples/lava-ei-tutorial.yaml")).description,
    );
    const { program } = compile(network, targetById("loihi1"), {
      profile: "lava",
      rounding: "floor",
      signMode: "mixed",
      compensateDecay: false,
      scale: 10421.584,
      synapticLatency: "next-step",
    });
    const emulator = await createEmulator(program, targetById("loihi1"));
    const rows: number[][] = [];
    await emulator.advance(golden.steps, (step, ids, count) => rows.push([step, ...ids.subarray(0, count)]));
    await emulator.close();
    expect(rows.reduce((sum, row) => sum + row.length - 1, 0)).toBe(golden.expected.lif.n_spikes);
    expect(rows).toEqual(golden.expected.lif.spikes);
  });
});
