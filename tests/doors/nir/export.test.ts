/** What leaves as NIR is read by nir, and comes back, through nir's own writer too, as the same program. */
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { loadDescription } from "../../../src/node/files/load-description.js";
import { parseDescription } from "../../../src/description/load-description.js";
import type { NetworkDescription } from "../../../src/description/types.js";
import { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";
import { ARRAYS, type DescribedNetwork } from "../../../src/interchange/described-network.js";
import { readHdf5, writeHdf5 } from "../../../src/interchange/hdf5.js";
import { exportNir } from "../../../src/interchange/nir/export.js";
import { importNir } from "../../../src/interchange/nir/import.js";
import { nirTree } from "../../../src/interchange/nir/write-graph.js";
import { npzArrays } from "../../../src/cli/write-described.js";
import { build } from "../../../src/measure/build.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { joinBytes } from "../../../src/numerics/join-bytes.js";
import { defaultOptions } from "../../../src/options/check-options.js";
import { programDigest } from "../../../src/program/digest.js";
import { npzFile } from "../../../src/recording/npz.js";
import { targetById } from "../../../src/targets/registry.js";
import { nirPeer, temporaryFolder } from "./peer.js";

const files = temporaryFolder();
afterAll(files.remove);

const target = targetById("loihi1");

function digestOf(description: NetworkDescription): string {
  return programDigest(build(description, target, defaultOptions(target), {}).compiled.program);
}

function parsed({ document, arrays }: DescribedNetwork): NetworkDescription {
  const bytes = joinBytes([...npzFile(npzArrays(arrays))]);
  return parseDescription(JSON.stringify(document), "network.json", (file) =>
    file === ARRAYS ? bytes : expect.fail(file),
  ).description;
}

async function written(description: NetworkDescription, network = drawNetwork(description)): Promise<Uint8Array> {
  return writeHdf5(nirTree(exportNir(network, description).graph));
}

async function imported(path: string): Promise<DescribedNetwork> {
  return importNir(await readHdf5(readFileSync(path), path), path);
}

describe.each(["small-balanced", "lava-ei-tutorial", "closed-loop", "tuned-drive"])("examples/%s.yaml", (name) => {
  it("comes back from nir's own writer as the same program", async () => {
    const { description } = loadDescription(`examples/${name}.yaml`);
    writeFileSync(files.path(`${name}.nir`), await written(description));
    nirPeer("again", files.path(`${name}.nir`), files.path(`${name}.again.nir`));
    expect(digestOf(parsed(await imported(files.path(`${name}.again.nir`))))).toBe(digestOf(description));
  });
});

describe("a NIR file", () => {
  it("has the same bytes every time", async () => {
    const { description } = loadDescription("examples/small-balanced.yaml");
    expect(Buffer.compare(await written(description), await written(description))).toBe(0);
  });

  it("holds the numbers of a chip", async () => {
    const { description } = loadDescription("examples/small-balanced.yaml");
    const { onChip } = build(description, target, defaultOptions(target), {}).compiled;
    writeFileSync(files.path("chip.nir"), await written(description, onChip));
    const [graph] = JSON.parse(nirPeer("read", files.path("chip.nir"))) as {
      nodes: Record<string, { weight: number[][]; tau_mem: number[] }>;
    }[];
    expect(graph.nodes.E.tau_mem[0]).toBe(
      Number(((onChip.populations[0].parameters.tau_m as number) / 1000).toPrecision(15)),
    );
    // One weight of 8 bits, rounded as the chip rounds it.
    const values = new Set(graph.nodes["E→E.weights"].weight.flat().filter((w) => w !== 0));
    const ours = onChip.projections.find((projection) => projection.name === "E→E")!.weight;
    expect([...values].sort()).toEqual([...new Set(typeof ours === "number" ? [Math.fround(ours)] : ours)].sort());
  });

  it("whose parameters were changed keeps the change and says so", async () => {
    const { description } = loadDescription("examples/small-balanced.yaml");
    const { graph } = exportNir(drawNetwork(description), description);
    const threshold = graph.nodes.get("E")!.fields.get("v_threshold")!.values as Float64Array;
    threshold.fill(17);
    writeFileSync(files.path("changed.nir"), await writeHdf5(nirTree(graph)));
    const described = await imported(files.path("changed.nir"));
    expect(parsed(described).populations[0].parameters.V_th).toEqual({ kind: "constant", value: 17 });
    expect(described.losses.map(({ where, what }) => `${where}: ${what}`)).toContain(
      "E: its parameters are not those that were written: the file's are taken, without refractory period, and a constant current as part of v_leak",
    );
  });

  it.each([
    ["vogels-abbott-coba", /NIR has no node for iaf_cond_exp/],
    ["vogels-abbott-cuba", /one synaptic time constant, and tau_syn_ex is 5 ms, tau_syn_in 10 ms/],
  ])("is refused for %s, with the reason", (name, reason) => {
    const { description } = loadDescription(`examples/${name}.yaml`);
    const refusal = () => exportNir(drawNetwork(description), description);
    expect(refusal).toThrow(EquipoiseError);
    expect(refusal).toThrow(reason);
  });

  it("is refused for a network whose matrices are too large, before they are made", () => {
    const cell = "{ size: 12000, neuron: { model: iaf_psc_delta } }";
    const few = "connect: { rule: fixed_total_number, N: 10 }, weight: 1 mV";
    const { description } = parseDescription(
      `{ timestep: 1 ms, duration: 10 ms, populations: { A: ${cell} }, projections: { AA: { pre: A, post: A, ${few} } } }`,
      "large.yaml",
      () => expect.fail("no files"),
    );
    expect(() => exportNir(drawNetwork(description), description)).toThrow(/matrices are dense/);
  });
});
