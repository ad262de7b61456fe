/** Files that nir wrote, of every node type, are the synapses that numpy says; nodes without a counterpart are named. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";
import { parseDescription } from "../../../src/description/load-description.js";
import { ARRAYS, type DescribedNetwork } from "../../../src/interchange/described-network.js";
import { readHdf5 } from "../../../src/interchange/hdf5.js";
import { importNir, type NirImportOptions } from "../../../src/interchange/nir/import.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import type { Network } from "../../../src/network/types.js";
import { recognise } from "../../../src/cli/recognise.js";
import { npzArrays } from "../../../src/cli/write-described.js";
import { joinBytes } from "../../../src/numerics/join-bytes.js";
import { npzFile } from "../../../src/recording/npz.js";
import { nirPeer, temporaryFolder } from "./peer.js";

const files = temporaryFolder();
let expected: Record<string, number[][]>;

beforeAll(() => {
  nirPeer("make", files.folder);
  expected = JSON.parse(readFileSync(files.path("expected.json"), "utf8")) as typeof expected;
}, 600_000);
afterAll(files.remove);

async function imported(name: string, options: NirImportOptions = {}): Promise<DescribedNetwork> {
  const path = files.path(`${name}.nir`);
  return importNir(await readHdf5(readFileSync(path), path), path, { timestep: 1, ...options });
}

function drawn({ document, arrays }: DescribedNetwork): Network {
  const bytes = joinBytes([...npzFile(npzArrays(arrays))]);
  const { description } = parseDescription(JSON.stringify(document), "network.json", (file) =>
    file === ARRAYS ? bytes : expect.fail(file),
  );
  return drawNetwork(description);
}

/** Rows: neurons of `post`; columns: of `pre`. */
function matrixOf(network: Network, index: number): number[][] {
  const { rowStart, source, weight, preSize, postSize } = network.projections[index];
  const rows = Array.from({ length: postSize }, () => new Array<number>(preSize).fill(0));
  for (let i = 0; i < postSize; i++)
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++)
      rows[i][source[k]] += typeof weight === "number" ? weight : weight[k];
  return rows;
}

it("data of nodes, which nir.write_data keeps in files of their own, is refused by its name", async () => {
  await expect(imported("data")).rejects.toThrow(/NIRGraphData, of nir\.write_data\), and no graph/);
  await expect(recognise(files.path("data.nir"))).rejects.toThrow(/NIRGraphData\), and no graph/);
  await expect(recognise(files.path("linear.nir"))).resolves.toBe("nir");
});

/** In LIF nodes of these files r·dt/tau is 1, and in CubaLIF w_in·dt/tau_syn; in IF r·dt is 1. */
describe.each([
  "linear",
  "affine",
  "cuba",
  "if",
  "int8",
  "scale",
  "delay",
  "two",
  "conv1d",
  "conv2d",
  "same",
  "sumpool",
  "avgpool",
  "li",
  "cubali",
  "i",
  "nested",
])("a file with %s", (name) => {
  it("has the weights that numpy computes", async () => {
    const network = drawn(await imported(name));
    const index = network.projections.findIndex(({ preKind }) => preKind === "source");
    const matrix = matrixOf(network, index);
    const wanted = expected[name];
    expect([matrix.length, matrix[0].length]).toEqual([wanted.length, wanted[0].length]);
    const off = matrix.flatMap((row, i) =>
      row.map((w, j) => Math.abs(w - wanted[i][j]) / (1 + Math.abs(wanted[i][j]))),
    );
    expect(Math.max(...off)).toBeLessThan(1e-6);
  });
});

describe("what stands beside the weights", () => {
  it("keeps delays, one a source", async () => {
    const { delay } = drawn(await imported("delay")).projections[0];
    expect(new Set(delay as Uint8Array)).toEqual(new Set([1, 2, 3, 4]));
  });

  it("makes a bias a constant current that moves the resting potential by r·bias", async () => {
    const { parameters } = drawn(await imported("affine")).populations[0];
    const rest = Array.from(
      parameters.I_e as Float64Array,
      (I) => (I * (parameters.tau_m as number)) / (parameters.C_m as number),
    );
    [10, -5, 40].forEach((mV, k) => expect(rest[k]).toBeCloseTo(mV, 9));
  });

  it("spreads the bias of a convolution over its channels", async () => {
    const { parameters } = drawn(await imported("conv2d")).populations[0];
    expect(Array.from(parameters.I_e as Float64Array)).toEqual(
      [0, 1, 2, 3].flatMap((channel) => new Array(9).fill(channel)),
    );
  });

  it("reads a recurrent graph in a graph", async () => {
    const network = drawn(await imported("nested"));
    const recurrent = network.projections.findIndex(({ preKind }) => preKind === "population");
    expect(matrixOf(network, recurrent)).toEqual(
      [
        [-1, 0, 0],
        [0, -1, 0],
        [0, 0, -1],
      ].map((row) => row.map((w) => w + 0)),
    );
  });

  it.each(["li", "cubali", "i"])("says that a %s at the end is left out", async (name) => {
    const { losses } = await imported(name);
    expect(losses.filter(({ kind }) => kind === "lost").map(({ what }) => what)).toEqual([
      expect.stringMatching(/^(LI|CubaLI|I) only reads and never spikes, and is left out; it read n1$/),
    ]);
  });

  it("refuses a Threshold by its name", async () => {
    const error = (await imported("threshold").catch((reason: unknown) => reason)) as EquipoiseError;
    expect(error.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["nir-invalid", "n1: a Threshold spikes without a membrane, which no neuron model here does: use LIF"],
    ]);
  });

  it("makes an impulse of area 1 thousand times a step of 1 ms", async () => {
    const step = matrixOf(drawn(await imported("linear")), 0);
    const impulse = matrixOf(drawn(await imported("linear", { spikes: "impulse" })), 0);
    expect(impulse[0][0] / step[0][0]).toBeCloseTo(1000, 3);
  });

  it("takes the time step from r = tau/dt", async () => {
    const { document, losses } = await imported("linear", { timestep: undefined });
    expect(document.timestep).toBe("1 ms");
    expect(losses.map(({ what }) => what)).toContain(
      "graph: r is tau/dt with dt = 1 ms in every neuron: that is taken as the time step",
    );
  });
});
