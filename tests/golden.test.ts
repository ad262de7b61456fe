import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { replayFile } from "../src/golden/replay.js";

const folder = join(import.meta.dirname, "golden");
const scratch = mkdtempSync(join(tmpdir(), "equipoise-golden-"));
afterAll(() => rmSync(scratch, { recursive: true }));

type Vector = Record<string, unknown> & { steps: number; expected: Record<string, Record<string, number[][]>> };

/** A file of its own with one thing changed. */
function mutated(file: string, change: (vector: Vector) => void, name = "mutated.json"): string {
  const vector = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()) as Vector;
  change(vector);
  const path = join(scratch, name);
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(JSON.stringify(vector)) : JSON.stringify(vector));
  return path;
}

describe.each(["loihi", "loihi-hw"])("golden vectors of %s", (family) => {
  it.each(readdirSync(join(folder, family)))("%s is reproduced in every recorded value", async (file) => {
    const report = await replayFile(join(folder, family, file));
    expect(report.difference).toBeNull();
    expect(Object.values(report.compared).reduce((a, b) => a + b, 0)).toBeGreaterThan(50);
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
    const lessOne = mutated("loihi/d_recurrent_ei_64.json.gz", (vector) => void vector.expected["lif"]["spikes"][3].pop());
    expect((await replayFile(lessOne)).difference).toMatchObject({ field: "spike", expected: "no spike", actual: "a spike" });
    const oneMore = mutated("loihi-hw/n1_decay_grid_signed.json.gz", (vector) => void (vector.expected as unknown as { spikes: number[][] }).spikes.push([4, 2]), "more.json.gz");
    expect((await replayFile(oneMore)).difference).toMatchObject({ step: 4, neuron: "compartments[2]", field: "spike", expected: "a spike" });
  });

  it("notices a changed hash and a changed weight table", async () => {
    const hash = mutated("loihi/g_ei_tutorial02_fixed.json.gz", (vector) => void ((vector.expected["lif"]["fnv1a32"] as unknown as number[])[17] ^= 1));
    expect((await replayFile(hash)).difference).toMatchObject({ step: 17, field: "hash of u and v" });
    const table = mutated("loihi/h_weight_quantization.json.gz", (vector) => void ((vector["truncate"] as { effective: number[] }[])[5].effective[9] += 2));
    expect((await replayFile(table)).difference).toMatchObject({ field: "effective weight" });
  });

  it("says that SpiNNaker vectors are not built in this version", async () => {
    const file = mutated("loihi-hw/n3_refractory.json.gz", (vector) => void (vector["schema"] = "spinnaker1-golden-v1"));
    await expect(replayFile(file)).rejects.toThrow(/not built in this version/);
  });

  it("refuses a weight that synapse memory cannot hold", async () => {
    const file = mutated("loihi-hw/n4_q_overflow.json.gz", (vector) => {
      const inputs = vector["inputs"] as { effective_weights_axon_by_compartment: number[][] }[];
      inputs[0].effective_weights_axon_by_compartment[0][0] = 64 * 257;
    });
    await expect(replayFile(file)).rejects.toThrow(/needs more than 8 bits/);
  });
});
