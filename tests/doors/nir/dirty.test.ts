/** Files as they are met: each defect ends in one sentence, or in a stated repair that nir reads. */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import {
  group,
  numbers,
  readHdf5,
  text,
  writeHdf5,
  type Hdf5Group,
  type Hdf5Node,
} from "../../../src/interchange/hdf5.js";
import { sentenceOf } from "../../../src/interchange/nir/findings.js";
import { examineNir } from "../../../src/interchange/nir/import.js";
import { inSeconds } from "../../../src/interchange/nir/in-seconds.js";
import { nirTree } from "../../../src/interchange/nir/write-graph.js";
import { nirPeer, temporaryFolder } from "./peer.js";

const files = temporaryFolder();
afterAll(files.remove);

interface Changes {
  /** Fields of the LIF; undefined: left out. */
  lif?: Record<string, Hdf5Node | undefined>;
  nodes?: Record<string, Hdf5Node | undefined>;
  edges?: string[];
  version?: null;
}

const f8 = (...values: number[]) => numbers(Float64Array.from(values));
const end = (type: string, ...shape: number[]) =>
  group({ type: text(type), shape: numbers(Float64Array.from(shape), [shape.length], "i8") });

/** input (2) → fc → lif (3) → output. */
function file({ lif, nodes, edges, version }: Changes = {}): Hdf5Group {
  const each = (x: number) => f8(x, x, x);
  return group({
    version: version === null ? undefined : text("1.0.8"),
    node: group({
      type: text("NIRGraph"),
      edges: text(edges ?? ["input", "fc", "fc", "lif", "lif", "output"], [(edges?.length ?? 6) / 2, 2]),
      nodes: group({
        input: end("Input", 2),
        fc: group({ type: text("Linear"), weight: numbers(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2]) }),
        lif: group({
          type: text("LIF"),
          tau: each(0.02),
          r: each(1),
          v_leak: each(0),
          v_threshold: each(1),
          v_reset: each(0),
          ...lif,
        }),
        output: end("Output", 3),
        ...nodes,
      }),
    }),
  });
}

/** Through the bytes of a file, as the command reads it. */
async function check(tree: Hdf5Group) {
  const examined = examineNir(await readHdf5(await writeHdf5(tree), "dirty.nir"), { timestep: 1 });
  const of = (severity: string) =>
    examined.findings.list.filter((finding) => finding.severity === severity).map(sentenceOf);
  return { ...examined, errors: of("error"), repairs: of("repair") };
}

const mended: string[] = [];

describe("a clean file", () => {
  it("has nothing to mend", async () => {
    const { errors, repairs } = await check(file());
    expect({ errors, repairs }).toEqual({ errors: [], repairs: [] });
  });
});

describe("what is mended", () => {
  it.each<[string, Changes, string]>([
    ["no v_reset", { lif: { v_reset: undefined } }, "lif.v_reset: it is absent and read as 0, as nir reads it"],
    [
      "an edge to a name that is no node",
      { edges: ["input", "fc", "fc", "lif1", "lif1", "output"] },
      "graph.edges: edges name `lif1`, which is no node; `lif` is the only node that no edge names, and is taken for it",
    ],
    [
      "an edge twice",
      { edges: ["input", "fc", "input", "fc", "fc", "lif", "lif", "output"] },
      "graph.edges: the edge from `input` to `fc` stands there twice, which nir refuses: it is one edge",
    ],
    [
      "milliseconds",
      { lif: { tau: f8(20, 20, 20) } },
      "graph: time constants of 20 would be 20000 ms as seconds: they are taken as milliseconds",
    ],
    [
      "an output of another shape",
      { nodes: { output: end("Output", 1, 1, 3) } },
      "output.shape: it is [1, 1, 3], and the same values come to it as [3], which is taken",
    ],
    [
      "one value for all",
      { lif: { r: f8(2) } },
      "lif.r: one value stands where the node has 3 neurons: it is that of all",
    ],
    [
      "a field of its own",
      { lif: { t_ref: f8(2) } },
      "lif.t_ref: LIF has no such field, and nir refuses it: it is left out",
    ],
    ["no version", { version: null }, "graph.version: the file does not say its version: it is read as 1.0.8"],
  ])("%s", async (_, changes, sentence) => {
    const { graph, version, units, errors, repairs } = await check(file(changes));
    expect({ errors, repairs }).toEqual({ errors: [], repairs: [sentence] });
    const repaired = nirTree(units.unit === "ms" ? inSeconds(graph) : graph, version);
    expect(await check(repaired)).toMatchObject({ errors: [], repairs: [], units: { unit: "s" } });
    mended.push(files.path(`${mended.length}.nir`));
    writeFileSync(mended.at(-1)!, await writeHdf5(repaired));
  });

  it("is read by nir", () => {
    const graphs = JSON.parse(nirPeer("read", ...mended)) as { nodes: Record<string, { type: string }> }[];
    expect(graphs.map(({ nodes }) => Object.keys(nodes).sort())).toEqual(
      mended.map(() => ["fc", "input", "lif", "output"]),
    );
    expect(mended.length).toBe(8);
  });
});

describe("what ends in one sentence", () => {
  it.each<[string, Changes, string]>([
    [
      "a weight of another shape",
      { nodes: { fc: group({ type: text("Linear"), weight: numbers(new Float32Array(12), [3, 4]) }) } },
      "fc: its weight takes 4 inputs, and 2 come to it",
    ],
    [
      "neurons of another number",
      { nodes: { fc: group({ type: text("Linear"), weight: numbers(new Float32Array(4).fill(1), [2, 2]) }) } },
      "lif: it has 3 neurons, and 2 values come to it",
    ],
    ["parameters of two lengths", { lif: { r: f8(1, 2) } }, "lif.r: it has 2 values where the node has 3 neurons"],
    ["no tau", { lif: { tau: undefined } }, "lif.tau: LIF needs this field, and the file does not have it"],
    ["no finite tau", { lif: { tau: f8(0.02, NaN, 0.02) } }, "lif.tau: entry 1 is NaN, which is no finite number"],
    ["a tau of 0", { lif: { tau: f8(0.02, 0, 0.02) } }, "lif.tau: entry 1 is 0, and a time constant must be above 0"],
    [
      "a threshold at the reset",
      { lif: { v_reset: f8(0, 1, 0) } },
      "lif.v_threshold: neuron 1 has its threshold at 1 and its reset at 1: it would never stop spiking",
    ],
    [
      "seconds and milliseconds in one file",
      {
        lif: { tau: f8(0.0005, 20, 20), r: f8(1, 1, 1) },
        nodes: { other: group({ type: text("LI"), tau: f8(0.000001), r: f8(1), v_leak: f8(0) }) },
      },
      "graph: time constants of 0.000001 to 20 are neither all seconds nor all milliseconds of neurons: say --time-unit s or ms",
    ],
    [
      "a type that nobody knows",
      { nodes: { fc: group({ type: text("Dropout") }) } },
      "fc.type: nodes of type Dropout are not known; known are Input, Output, Affine, Linear, Scale, Threshold, Delay, Flatten, Conv1d, Conv2d, SumPool2d, AvgPool2d, I, IF, LI, LIF, CubaLI, CubaLIF",
    ],
    [
      "two names that are no node",
      { edges: ["input", "a", "a", "lif", "lif", "b"] },
      "graph.edges: edges name `a`, which is no node; no edge names `fc`, `output`",
    ],
    ["a resistance of 0", { lif: { r: f8(1, 0, 1) } }, "lif.r: neuron 1 has r = 0, and a resistance must be above 0"],
  ])("%s", async (_, changes, sentence) => {
    const { errors } = await check(file(changes));
    expect(errors[0]).toBe(sentence);
  });

  it("a file that is no HDF5", async () => {
    await expect(readHdf5(new TextEncoder().encode("NIR"), "dirty.nir")).rejects.toThrow(
      /dirty\.nir is not an HDF5 file/,
    );
  });
});

describe("equipoise nir check", () => {
  const command = (...words: string[]) =>
    spawnSync("node", ["dist/src/cli/main.js", "nir", "check", ...words], { encoding: "utf8" });

  it("ends with 1 for what should be mended, and with 0 once it is", async () => {
    const [dirty, clean] = [files.path("dirty.nir"), files.path("clean.nir")];
    writeFileSync(dirty, await writeHdf5(file({ lif: { v_reset: undefined } })));
    expect(command(dirty)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^repair: lif\.v_reset: /) as string,
    });
    expect(command(dirty, "--repair", clean)).toMatchObject({ status: 0 });
    expect(command(clean)).toMatchObject({ status: 0 });
  });

  it("repairs nothing where something would be guessed", async () => {
    const [dirty, never] = [files.path("broken.nir"), files.path("never.nir")];
    writeFileSync(dirty, await writeHdf5(file({ lif: { tau: undefined } })));
    const { status, stderr } = command(dirty, "--repair", never);
    expect([status, existsSync(never)]).toEqual([1, false]);
    expect(stderr).toMatch(/is not repaired: lif\.tau: LIF needs this field/);
  });
});
