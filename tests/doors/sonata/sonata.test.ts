/** Circuits of PyNN and BMTK come in as they were made; what leaves is read by libsonata and BMTK, and comes back as the same program. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { pythonOf, SONATA } from "../../../scripts/python-environments.js";
import { npzArrays } from "../../../src/cli/write-described.js";
import { parseDescription } from "../../../src/description/load-description.js";
import type { NetworkDescription } from "../../../src/description/types.js";
import { ARRAYS, type DescribedNetwork } from "../../../src/interchange/described-network.js";
import { writeHdf5 } from "../../../src/interchange/hdf5.js";
import { exportSonata } from "../../../src/interchange/sonata/export.js";
import { importSonata, type SonataImportOptions } from "../../../src/interchange/sonata/import.js";
import { spikesTree } from "../../../src/interchange/sonata/spikes.js";
import { build } from "../../../src/measure/build.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import type { Network } from "../../../src/network/types.js";
import { loadDescription } from "../../../src/node/files/load-description.js";
import { joinBytes } from "../../../src/numerics/join-bytes.js";
import { defaultOptions } from "../../../src/options/check-options.js";
import { programDigest } from "../../../src/program/digest.js";
import { npzFile } from "../../../src/recording/npz.js";
import { targetById } from "../../../src/targets/registry.js";

const PEER = fileURLToPath(new URL("peer.py", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "equipoise-sonata-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function peer(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(pythonOf(SONATA), [PEER, ...words], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr.trim().split("\n").slice(-3).join("\n"));
  return stdout.trim().split("\n").at(-1)!;
}

function folderOf(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function imported(config: string, options: SonataImportOptions = {}): Promise<DescribedNetwork> {
  const places = (path: string) => [join(dirname(config), path), join(dirname(config), "..", path)];
  const read = (path: string) => {
    const found = places(path).find((place) => existsSync(place));
    return found === undefined ? undefined : readFileSync(found);
  };
  return importSonata(config, readFileSync(config, "utf8"), read, options);
}

function parsed({ document, arrays }: DescribedNetwork): NetworkDescription {
  const bytes = joinBytes([...npzFile(npzArrays(arrays))]);
  return parseDescription(JSON.stringify(document), "network.json", (file) =>
    file === ARRAYS ? bytes : expect.fail(file),
  ).description;
}

/** [source, target, weight, delay in ms], sorted. */
function synapsesOf(network: Network, name: string): number[][] {
  const { rowStart, source, weight, delay, postSize } = network.projections.find(
    (projection) => projection.name === name,
  )!;
  const rows: number[][] = [];
  for (let i = 0; i < postSize; i++)
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++)
      rows.push([
        source[k],
        i,
        typeof weight === "number" ? weight : weight[k],
        Number(((typeof delay === "number" ? delay : delay[k]) * network.dt).toPrecision(12)),
      ]);
  return rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

async function write(folder: string, description: NetworkDescription): Promise<void> {
  for (const file of exportSonata(drawNetwork(description), description).files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), "text" in file ? file.text : await writeHdf5(file.tree, "plain"));
  }
}

describe("PyNN's export", () => {
  it("comes in with PyNN's synapses and parameters", { timeout: 600_000 }, async () => {
    const folder = folderOf("pynn");
    peer("pynn", folder);
    const described = await imported(join(folder, "out", "circuit_config.json"), { timestep: 0.1 });
    const network = drawNetwork(parsed(described));
    const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Record<string, number[][]>;
    // nA and uS of PyNN; inhibitory conductances are negative here.
    const factor: Record<string, number> = { EE: 1000, EI: 1000, IE: 1000, II: -1000, PE: 1000 };
    for (const [name, rows] of Object.entries(expected)) {
      const ours = synapsesOf(network, name);
      expect(ours.map(([pre, post, , delay]) => [pre, post, delay])).toEqual(
        rows.map(([pre, post, , delay]) => [pre, post, delay]),
      );
      ours.forEach(([, , weight], k) => expect(weight).toBeCloseTo(rows[k][2] * factor[name], 4));
    }
    const [E, I] = network.populations;
    expect([E.model, I.model]).toEqual(["iaf_psc_exp", "iaf_cond_exp"]);
    expect([E.parameters.C_m, E.parameters.tau_m, E.parameters.tau_syn_ex, E.parameters.tau_syn_in]).toEqual([
      250, 15, 4, 9,
    ]);
    expect(Array.from(E.parameters.I_e as Float64Array)).toEqual([100, 200, 300, 400]);
    expect([I.parameters.E_ex, I.parameters.E_in]).toEqual([1, -81]);
    expect(network.sources.map(({ name, kind, rate, size }) => [name, kind, rate, size])).toEqual([
      ["P", "poisson", 20, 2],
    ]);
    expect(described.losses.map(({ what }) => what)).toContain(
      "PyNN's dialect: pynn:IF_curr_exp, parameters in its units",
    );
  });
});

describe("BMTK's circuit", () => {
  it("comes in with its cell types, synapse counts, spikes and times", { timeout: 600_000 }, async () => {
    const folder = folderOf("bmtk");
    peer("bmtk", folder);
    const described = await imported(join(folder, "simulation_config.json"));
    const network = drawNetwork(parsed(described));
    expect([network.dt, network.steps]).toEqual([0.25, 1000]);
    expect(network.populations.map(({ name, size }) => [name, size])).toEqual([
      ["cortex.E", 4],
      ["cortex.I", 2],
    ]);
    const [E, I] = network.populations.map(({ parameters }) => parameters);
    expect([E.C_m, E.tau_m, E.V_th, E.E_L, E.V_reset, E.t_ref, E.tau_syn_ex, E.tau_syn_in, E.I_e]).toEqual([
      200, 18, -51, -66, -64, 3, 4, 7, 12,
    ]);
    expect([I.C_m, I.tau_m, I.tau_syn_ex, I.I_e]).toEqual([100, 9, 2, 0]);
    const all = (pre: number, post: number, weight: number, delay: number) =>
      Array.from({ length: pre * post }, (_, k) => [Math.floor(k / post), k % post, weight, delay]);
    expect(synapsesOf(network, "cortex_to_cortex: cortex.E→cortex.I")).toEqual(all(4, 2, 21, 1.5));
    expect(synapsesOf(network, "cortex_to_cortex: cortex.I→cortex.E")).toEqual(all(2, 4, -40, 0.5));
    const [thalamus] = network.sources;
    expect([Array.from(thalamus.spikeSteps), Array.from(thalamus.spikeIds)]).toEqual([
      [11, 29, 79],
      [0, 2, 0],
    ]);
    expect(described.losses.filter(({ kind }) => kind === "lost")).toEqual([
      { kind: "lost", where: "input noise", what: "inputs of voltage_clamp (SEClamp) are not read" },
    ]);
  });
});

const target = targetById("loihi1");

function digestOf(description: NetworkDescription): string {
  return programDigest(build(description, target, defaultOptions(target), {}).compiled.program);
}

describe.each([
  "small-balanced",
  "lava-ei-tutorial",
  "closed-loop",
  "tuned-drive",
  "conductance-balanced",
  "vogels-abbott-cuba",
])("examples/%s.yaml", (name) => {
  it("comes back as the same program", { timeout: 600_000 }, async () => {
    const { description } = loadDescription(`examples/${name}.yaml`);
    const folder = folderOf(name);
    await write(folder, description);
    const described = await imported(join(folder, "circuit_config.json"));
    expect(digestOf(parsed(described))).toBe(digestOf(description));
  });
});

describe("a network with known spikes", () => {
  it("comes back as the same program, and with its spikes for other readers", { timeout: 600_000 }, async () => {
    const { description } = parseDescription(
      `{ timestep: 0.5 ms, duration: 50 ms, populations: { A: { size: 3, neuron: { model: iaf_psc_exp } } }, stimuli: { "in": { type: spike_times,
        times: [[1 ms, 7.5 ms], [], [3 ms]], target: A, connect: all_to_all, weight: 900 pA, delay: 1 ms } } }`,
      "spikes.yaml",
      () => expect.fail("no files"),
    );
    const folder = folderOf("known");
    await write(folder, description);
    expect(digestOf(parsed(await imported(join(folder, "circuit_config.json"))))).toBe(digestOf(description));
    const [source] = drawNetwork(description).sources;
    const theirs = JSON.parse(peer("spikes", join(folder, `inputs/${source.name}.h5`))) as Record<string, unknown>;
    expect(Object.values(theirs)).toEqual([
      [
        [0, 1],
        [2, 3],
        [0, 7.5],
      ],
    ]);
  });
});

describe("a circuit that was written here", () => {
  it("is read by libsonata and BMTK, synapse for synapse", { timeout: 600_000 }, async () => {
    const { description } = loadDescription("examples/small-balanced.yaml");
    const folder = folderOf("read");
    await write(folder, description);
    const network = drawNetwork(description);
    const found = JSON.parse(peer("read", folder)) as {
      nodes: Record<string, number>;
      types: Record<string, string[][]>;
      libsonata: Record<string, [string, string, number[], number[]]>;
      bmtk: Record<string, number[][]>;
      config: string[];
    };
    expect(found.nodes).toEqual({ E: 400, I: 100 });
    expect(found.types).toEqual({
      E: [["point_neuron", "nest:iaf_psc_exp"]],
      I: [["point_neuron", "nest:iaf_psc_exp"]],
    });
    expect(found.config).toEqual(["E", "I"]);
    for (const [a, b] of ["EE", "EI", "IE", "II"]) {
      const ours = synapsesOf(network, `${a}→${b}`);
      const theirs = found.bmtk[`${a}_to_${b}`].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
      // pandas reads decimals to the last bit but one.
      const digits = (rows: number[][]) => rows.map((row) => row.map((value) => Number(value.toPrecision(12))));
      expect(digits(theirs)).toEqual(digits(ours));
      expect(found.libsonata[`${a}_to_${b}`].slice(0, 2)).toEqual([a, b]);
      expect(found.libsonata[`${a}_to_${b}`][2].length).toBe(ours.length);
    }
  });

  it("has virtual nodes for what comes from outside", { timeout: 600_000 }, async () => {
    const { description } = loadDescription("examples/closed-loop.yaml");
    const folder = folderOf("virtual");
    await write(folder, description);
    const { populations, sources } = drawNetwork(description);
    const found = JSON.parse(peer("read", folder)) as {
      nodes: Record<string, number>;
      types: Record<string, [string, string | null][]>;
    };
    const sizes = [...populations, ...sources].map(({ name, size }) => [name.replaceAll("→", "_to_"), size]);
    expect(found.nodes).toEqual(Object.fromEntries(sizes));
    for (const { name } of sources) expect(found.types[name.replaceAll("→", "_to_")]).toEqual([["virtual", null]]);
  });

  it("has the same bytes every time", async () => {
    const { description } = loadDescription("examples/small-balanced.yaml");
    const once = async () => {
      const { files } = exportSonata(drawNetwork(description), description);
      return joinBytes(
        await Promise.all(
          files.map(async (file) =>
            "text" in file ? new TextEncoder().encode(file.text) : writeHdf5(file.tree, "plain"),
          ),
        ),
      );
    };
    expect(Buffer.compare(await once(), await once())).toBe(0);
  });

  it("has spikes that libsonata reads", { timeout: 600_000 }, async () => {
    const path = join(folderOf("spikes"), "spikes.h5");
    const populations = [
      { name: "E", first: 0, size: 3 },
      { name: "I", first: 3, size: 2 },
    ];
    writeFileSync(
      path,
      await writeHdf5(spikesTree(populations, Float64Array.of(0.1, 0.5, 2), Uint32Array.of(2, 4, 0)), "plain"),
    );
    expect(JSON.parse(peer("spikes", path))).toEqual({
      E: [
        [2, 0.1],
        [0, 2],
      ],
      I: [[1, 0.5]],
    });
  });
});

describe("what is not run here", () => {
  const circuit = async (change: (file: string, text: string) => string) => {
    const folder = folderOf("refused");
    const { description } = loadDescription("examples/lava-ei-tutorial.yaml");
    await write(folder, description);
    for (const file of ["network/node_types.csv", "network/edge_types.csv", "circuit_config.json"]) {
      const path = join(folder, file);
      writeFileSync(path, change(file, readFileSync(path, "utf8")));
    }
    return imported(join(folder, "circuit_config.json"));
  };

  it.each<[string, (file: string, text: string) => string, RegExp]>([
    [
      "another neuron model",
      (_, text) => text.replace(/nest:iaf_psc_\w+/, "nest:iaf_psc_alpha"),
      /the model_template nest:iaf_psc_alpha is not run here/,
    ],
    [
      "cells with a morphology",
      (_, text) => text.replace("point_neuron ", "biophysical "),
      /biophysical cells have a morphology/,
    ],
    [
      "plastic synapses",
      (_, text) => text.replace("static_synapse", "stdp_synapse"),
      /synapses of stdp_synapse change or have states/,
    ],
    [
      "a file that is missing",
      (_, text) => text.replace("network/edges.h5", "network/lost.h5"),
      /lost\.h5, which is not there/,
    ],
    ["no circuit", (file, text) => (file.endsWith(".json") ? "{}" : text), /has no networks\.nodes/],
  ])("%s is refused by its name", async (_, change, reason) => {
    await expect(circuit(change)).rejects.toThrow(reason);
  });
});
