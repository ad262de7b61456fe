/** What drawing rounds is in the lists of exports, with counts and the largest move; what comes back is the same but for the ledger. */
import { dirname, join } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { npzArrays } from "../../src/cli/write-described.js";
import { parseDescription } from "../../src/description/load-description.js";
import type { NetworkDescription } from "../../src/description/types.js";
import { ARRAYS, type DescribedNetwork } from "../../src/interchange/described-network.js";
import { readHdf5, writeHdf5 } from "../../src/interchange/hdf5.js";
import type { Loss } from "../../src/interchange/losses.js";
import { exportNir } from "../../src/interchange/nir/export.js";
import { importNir } from "../../src/interchange/nir/import.js";
import { nirTree } from "../../src/interchange/nir/write-graph.js";
import { exportSonata } from "../../src/interchange/sonata/export.js";
import { importSonata } from "../../src/interchange/sonata/import.js";
import { build } from "../../src/measure/build.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { joinBytes } from "../../src/numerics/join-bytes.js";
import { defaultOptions } from "../../src/options/check-options.js";
import { programDigest } from "../../src/program/digest.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { npzFile } from "../../src/recording/npz.js";
import { targetById } from "../../src/targets/registry.js";

const OFF_GRID = `
timestep: 1 ms
duration: 100 ms
populations:
  E: { size: 20, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, V_th: 15 mV, t_ref: 2.5 ms } }
projections:
  EE:
    pre: E
    post: E
    connect: { rule: fixed_indegree, K: 5 }
    multapses: false
    weight: { normal: { mean: 20 pA, sd: 15 pA } }
    delay: { uniform: [1 ms, 4 ms] }
stimuli:
  s: { type: spike_times, times: [10.4, 20.6, 30], unit: 1 ms, target: E, weight: 50 pA }
`;
const ON_GRID = OFF_GRID.replace("{ uniform: [1 ms, 4 ms] }", "2 ms")
  .replace("[10.4, 20.6, 30]", "[10, 21, 30]")
  .replace("sd: 15 pA", "sd: 0 pA");

function described(text: string, arrays?: Uint8Array): NetworkDescription {
  return parseDescription(text, "network.yaml", (file) =>
    file === ARRAYS && arrays !== undefined ? arrays : expect.fail(file),
  ).description;
}

function parsed({ document, arrays }: DescribedNetwork): NetworkDescription {
  return described(JSON.stringify(document), joinBytes([...npzFile(npzArrays(arrays))]));
}

interface Carried {
  readonly losses: readonly Loss[];
  readonly back: NetworkDescription;
}

const DOORS: Readonly<Record<string, (description: NetworkDescription) => Promise<Carried>>> = {
  async nir(description) {
    const { graph, losses } = exportNir(drawNetwork(description), description);
    const bytes = await writeHdf5(nirTree(graph));
    return { losses, back: parsed(importNir(await readHdf5(bytes, "net.nir"), "net.nir")) };
  },
  async sonata(description) {
    const { files, losses } = exportSonata(drawNetwork(description), description);
    const written = new Map<string, Uint8Array>();
    for (const file of files)
      written.set(
        join("c", file.path),
        "text" in file ? new TextEncoder().encode(file.text) : await writeHdf5(file.tree, "plain"),
      );
    const config = "c/circuit_config.json";
    const text = new TextDecoder().decode(written.get(config));
    const read = (path: string) => written.get(join(dirname(config), path));
    return { losses, back: parsed(await importSonata(config, text, read)) };
  },
};

function compiled(description: NetworkDescription): LoihiProgram {
  const target = targetById("loihi1");
  return build(description, target, defaultOptions(target), {}).compiled.program;
}

function digestWithoutLedger(program: LoihiProgram): string {
  return programDigest({ ...program, ledger: [] });
}

const moved = ({ losses }: Carried) =>
  losses
    .filter(({ what }) => /moved to whole steps|rounded to whole steps|stand as 0/.test(what))
    .map(({ kind, where, what }) => `${kind} ${where}: ${what}`);

describe("an export as nir", () => {
  it("says which synapses of one pair will come back in another order, and so with another digest", async () => {
    const many = described(
      OFF_GRID.replace("multapses: false", "multapses: true").replace("sd: 15 pA", "sd: 1 pA").replace("K: 5", "K: 15"),
    );
    const { losses, back } = await DOORS.nir(many);
    expect(losses.map(({ kind, what }) => `${kind} ${what}`)).toContainEqual(
      expect.stringMatching(
        /^exact \d+ synapses of pairs that have several will come back in the order of their delays/,
      ),
    );
    const sums = (description: NetworkDescription) => {
      const { rowStart, source, weight, delay } = drawNetwork(description).projections.find(
        ({ name }) => name === "EE",
      )!;
      return [...source]
        .map((from, k) =>
          [
            rowStart.findLastIndex((start) => start <= k),
            from,
            (weight as Float32Array)[k],
            (delay as Uint8Array)[k],
          ].join(),
        )
        .sort();
    };
    expect(sums(back)).toEqual(sums(many));
  });
});

describe.each(Object.keys(DOORS))("an export as %s", (door) => {
  it("lists delays, spike times and weights that drawing moved, and no refractory period, which goes out as given", async () => {
    const description = described(OFF_GRID);
    const network = drawNetwork(description);
    const [{ count, worst }] = network.delayRounding;
    const [clipped] = network.weightClipping!;
    expect(clipped.count).toBeGreaterThan(0);
    const carried = await DOORS[door](description);
    expect(moved(carried)).toEqual([
      expect.stringMatching(
        `^lost projection EE: ${count} of 100 delays moved to whole steps of 1 ms, as the network runs with, by up to [\\d.]+ ms$`,
      ),
      "lost spike source s: 2 of 3: spike times rounded to whole steps of 1 ms; the largest move: 10.4 ms became 10 ms",
      expect.stringMatching(`^lost projection EE: ${clipped.count} of 100 weights, drawn with the sign opposite`),
    ]);
    // A bound is not below what it bounds.
    expect(Number(/up to ([\d.]+) ms/.exec(moved(carried)[0])![1])).toBeGreaterThanOrEqual(worst);
  });

  it("comes back as the same program but for the ledger, as the page says", async () => {
    // NIR has no synapse of weight 0, and says so.
    const description = described(door === "nir" ? OFF_GRID.replace("sd: 15 pA", "sd: 1 pA") : OFF_GRID);
    const [there, back] = [compiled(description), compiled((await DOORS[door](description)).back)];
    expect(digestWithoutLedger(back)).toBe(digestWithoutLedger(there));
    expect(programDigest(back)).not.toBe(programDigest(there));
  });

  it("lists nothing of the kind where nothing moved, and comes back with the same digest", async () => {
    const carried = await DOORS[door](described(ON_GRID));
    expect(moved(carried)).toEqual([]);
    expect(programDigest(compiled(carried.back))).toBe(programDigest(compiled(described(ON_GRID))));
  });
});
