import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { PLAIN_KERNEL } from "../emulator/loihi/kernel/plain-kernel.js";
import { replayFile } from "./golden/replay/replay.js";
import { readVector } from "./golden/replay/vector.js";

const folder = join(import.meta.dirname, "golden");
const scratch = mkdtempSync(join(tmpdir(), "equipoise-golden-"));
afterAll(() => rmSync(scratch, { recursive: true }));

type Vector = Record<string, unknown> & { steps: number; expected: Record<string, Record<string, number[][]>> };

/** A file of its own with one thing changed. */
function mutated(file: string, change: (vector: Vector) => void, name = "mutated.json"): string {
  const vector = readVector(join(folder, file)) as unknown as Vector;
  change(vector);
  const path = join(scratch, name);
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(JSON.stringify(vector)) : JSON.stringify(vector));
  return path;
}

describe.each(["loihi", "loihi-hw", "spinnaker"])("golden vectors of %s", (family) => {
  it.each(readdirSync(join(folder, family)))("%s is reproduced in every recorded value", async (file) => {
    const report = await replayFile(join(folder, family, file));
    expect(report.difference).toBeNull();
    expect(Object.values(report.compared).reduce((a, b) => a + b, 0)).toBeGreaterThan(50);
  });
});

describe.each(["loihi", "loihi-hw"])("golden vectors of %s, with the plain kernel,", (family) => {
  it.each(readdirSync(join(folder, family)))("%s is reproduced", async (file) => {
    expect((await replayFile(join(folder, family, file), { kernel: PLAIN_KERNEL })).difference).toBeNull();
  });
});

describe("the replayer", () => {
  it("names step, neuron, field and both values where a recorded u is off by one", async () => {
    const file = mutated("loihi/d_recurrent_ei_64.json.gz", (vector) => void vector.expected["lif"]["u"][500][7]++);
    const { difference } = await replayFile(file);
    expect(difference).toMatchObject({ step: 500, neuron: "lif[7]", field: "u" });
    expect(Number(difference!.expected)).toBe(Number(difference!.actual) + 1);
  });

  it("notices a spike that is missing, and one too many", async () => {
    const lessOne = mutated(
      "loihi/d_recurrent_ei_64.json.gz",
      (vector) => void vector.expected["lif"]["spikes"][3].pop(),
    );
    expect((await replayFile(lessOne)).difference).toMatchObject({
      field: "spike",
      expected: "no spike",
      actual: "a spike",
    });
    const oneMore = mutated(
      "loihi-hw/n1_decay_grid_signed.json.gz",
      (vector) => void (vector.expected as unknown as { spikes: number[][] }).spikes.push([4, 2]),
      "more.json.gz",
    );
    expect((await replayFile(oneMore)).difference).toMatchObject({
      step: 4,
      neuron: "compartments[2]",
      field: "spike",
      expected: "a spike",
    });
  });

  it("notices a changed hash and a changed weight table", async () => {
    const hash = mutated(
      "loihi/g_ei_tutorial02_fixed.json.gz",
      (vector) => void ((vector.expected["lif"]["fnv1a32"] as unknown as number[])[17] ^= 1),
    );
    expect((await replayFile(hash)).difference).toMatchObject({ step: 17, field: "hash of u and v" });
    const table = mutated(
      "loihi/h_weight_quantization.json.gz",
      (vector) => void ((vector["truncate"] as { effective: number[] }[])[5].effective[9] += 2),
    );
    expect((await replayFile(table)).difference).toMatchObject({ field: "effective weight" });
  });

  it("notices a bias, a threshold and a weight exponent that the search of a block does not give", async () => {
    type Block = { out: { bias: number[]; vth: number[]; w_exp1: number } };
    const changed = async (change: (out: Block["out"]) => void) =>
      (
        await replayFile(
          mutated("loihi-hw/discretize_block.json.gz", (vector) => change((vector["cases"] as Block[])[0].out)),
        )
      ).difference;
    expect(await changed((out) => void (out.bias[1] += 2))).toMatchObject({
      field: expect.stringMatching(/threshold|bias/),
    });
    expect(await changed((out) => (out.vth = out.vth.map((v) => v + 64)))).toMatchObject({
      neuron: "cases[0][0]",
      field: expect.stringMatching(/threshold|bias/),
    });
    expect(await changed((out) => void (out.w_exp1 = -4))).toMatchObject({
      neuron: "cases[0]",
      field: "largest weight fills its mantissa",
    });
    // With a lower threshold and biases the exponent could have stayed one higher.
    const halved = (out: Block["out"]) =>
      Object.assign(out, { vth: out.vth.map((v) => v / 4), bias: out.bias.map((b) => b / 4) });
    expect(await changed((out) => void halved(out))).toMatchObject({
      neuron: "cases[0]",
      field: "weight exponent",
      expected: "-5",
      actual: "-3",
    });
  });

  it("refuses a weight that synapse memory cannot hold", async () => {
    const file = mutated("loihi-hw/n4_q_overflow.json.gz", (vector) => {
      const inputs = vector["inputs"] as { effective_weights_axon_by_compartment: number[][] }[];
      inputs[0].effective_weights_axon_by_compartment[0][0] = 64 * 257;
    });
    await expect(replayFile(file)).rejects.toThrow(/needs more than 8 bits/);
  });
});

describe("the replayer of SpiNNaker vectors", () => {
  type SpinnakerVector = Vector & {
    expected: {
      trace: number[][][];
      spikes: [number, number[]][];
      summary: Record<string, number>;
      step_hashes: number[][];
    };
  };
  const changed = async (change: (vector: SpinnakerVector) => void, file = "spinnaker/c_saturation_curr.json.gz") =>
    (await replayFile(mutated(file, (vector) => change(vector as unknown as SpinnakerVector), "spinnaker.json")))
      .difference;

  it("names tick, neuron and field of a wrong trace, hash, spike and counter", async () => {
    expect(await changed((v) => void v.expected.trace[40][2][1]++)).toMatchObject({
      step: 40,
      neuron: "neurons[2]",
      field: "exc_in",
    });
    expect(await changed((v) => void (v.expected.step_hashes[17][0] ^= 1))).toMatchObject({
      step: 17,
      field: "hash of rb",
    });
    expect(await changed((v) => void v.expected.spikes[0][1].pop())).toMatchObject({
      field: "spike",
      expected: "no spike",
      actual: "a spike",
    });
    expect(await changed((v) => void v.expected.summary["saturations"]++)).toMatchObject({
      neuron: "summary",
      field: "saturations",
      expected: "617",
      actual: "616",
    });
  });

  it("names the row and the inputs of a wrong primitive", async () => {
    const file = mutated("spinnaker/primitives.json.gz", (v) => void (v["kmul"] as { rows: number[][] }).rows[5][2]++);
    expect((await replayFile(file)).difference).toMatchObject({
      field: "value of kmul",
      neuron: expect.stringMatching(/^kmul\[5\] \(.*\) out$/) as string,
    });
  });

  it("refuses fields, models and tables that it does not know", async () => {
    await expect(changed((v) => void (v["stdp"] = {}))).rejects.toThrow(
      /the field stdp, which this version does not know/,
    );
    await expect(changed((v) => void ((v["cells"] as Record<string, number>)["tau_adapt"] = 1))).rejects.toThrow(
      /cells has the field tau_adapt/,
    );
    await expect(changed((v) => void (v["model"] = "Izhikevich"))).rejects.toThrow(/none of IF_curr_delta/);
    await expect(
      changed((v) => void (v["gammak"] = { columns: [], rows: [] }), "spinnaker/primitives.json.gz"),
    ).rejects.toThrow(/gammak/);
    await expect(changed((v) => void (v["format"] = "spinnaker3-golden-v1"))).rejects.toThrow(
      /spinnaker3-golden-v1, which this version does not know/,
    );
  });
});
