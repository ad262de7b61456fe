/** `run` with probes: of the description, of --probe and --trace, to recordings, NumPy files and CSV. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { measureReference } from "../../src/measure/both-sides.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { decodeRecording } from "../../src/recording/codec.js";
import { everyStepOf } from "../../src/recording/recorded-probe.js";
import { equipoise, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string) => join(folder.path, name);
const LONG = 120_000;

const cell = (model: string, more: string) =>
  `{ model: ${model}, C_m: 250 pF, E_L: -65 mV, V_reset: -65 mV, V_th: -50 mV, t_ref: 2 ms, ${more} }`;
/** Current and conductance neurons, both of which fire. */
const NETWORK = `name: probed
timestep: 0.5 ms
duration: 100 ms
populations:
  E: { size: 30, neuron: ${cell("iaf_psc_exp", "tau_m: 20 ms, tau_syn: 5 ms, I_e: 300 pA")} }
  "C:1": { size: 10, neuron: ${cell("iaf_cond_exp", "g_L: 12.5 nS, tau_syn_ex: 5 ms, tau_syn_in: 10 ms, E_ex: 0 mV, E_in: -80 mV")} }
projections:
  E→C: { pre: E, post: "C:1", connect: { rule: fixed_indegree, K: 20 }, weight: 3 nS }
  C→C: { pre: "C:1", post: "C:1", connect: { rule: fixed_indegree, K: 5 }, weight: -2 nS }
  C→E: { pre: "C:1", post: E, connect: { rule: fixed_indegree, K: 5 }, weight: -60 pA }
`;
const PROBED = `${NETWORK}probes:
  record:
    - { of: E, neurons: first 2, variables: [v, I_E, I_I], every: 10 ms }
    - { of: "C:1", neurons: [3], variables: [v, g_E, I_I, I_E] }
    - { of: E, neurons: [1, 4], variables: spikes }
`;

beforeAll(() => {
  writeFileSync(at("net.yaml"), PROBED);
  writeFileSync(at("plain.yaml"), NETWORK);
  writeFileSync(at("kept.yaml"), PROBED.replace("probes:\n", "probes:\n  spikes: probed\n"));
});

const run = (...args: string[]) => equipoise(["run", "net.yaml", "--json", ...args], folder.path);
const read = (name: string) => decodeRecording(readFileSync(at(name)), name);
const json = (text: string) =>
  JSON.parse(text) as { rasterHash: string; spikes: number; diagnostics: { code: string; message: string }[] };
const shapes = (name: string) =>
  read(name).probes?.map(({ population, variable, unit, period, rows, neurons }) =>
    [population, variable, unit, period, rows, [...neurons].join()].join(" "),
  );

describe("run with the probes of a description", () => {
  it(
    "records them on the reference in units of the description, the currents as the analysis rebuilds them",
    async () => {
      const outcome = await run("--on", "reference", "-o", "ref.eqr");
      expect(outcome.code).toBe(0);
      expect(json(outcome.stdout).diagnostics).toEqual([]);
      expect(shapes("ref.eqr")).toEqual([
        "E v mV 20 10 0,1",
        "C:1 v mV 1 200 3",
        "C:1 g_E nS 1 200 3",
        "E I_E pA 20 10 0,1",
        "E I_I pA 20 10 0,1",
        "C:1 I_E pA 1 200 3",
        "C:1 I_I pA 1 200 3",
      ]);
      const recording = read("ref.eqr");
      expect(recording.spikesOf).toBeUndefined();
      expect(recording.spikeIds.length).toBe(json(outcome.stdout).spikes);
      // A sample of all neurons has the same currents.
      const text = `${NETWORK}probes: { currents: { sample: 30 } }\n`;
      const network = drawNetwork(parseDescription(text, "n.yaml", () => new Uint8Array()).description);
      const { inputs } = await measureReference(network);
      for (const [probe, of, key] of [
        [3, "E", "E"],
        [4, "E", "I"],
        [5, "C:1", "E"],
        [6, "C:1", "I"],
      ] as const) {
        const { neurons, period, rows, values } = recording.probes![probe];
        neurons.forEach((neuron, column) => {
          const all = inputs.currents.get(of)![neuron][key];
          for (let row = 0; row < rows; row++)
            expect(values[row * neurons.length + column]).toBe(all[(row + 1) * period - 1]);
        });
        expect(values.some((value) => value !== 0)).toBe(true);
      }
    },
    LONG,
  );

  it(
    "leaves out with a warning what a chip has not; the raster is that of a run without probes, for any workers",
    async () => {
      const [one, two, plain] = await Promise.all([
        run("-o", "one.eqr", "--csv", "one/"),
        run("-o", "two.eqr", "--csv", "two/", "--workers", "2"),
        equipoise(["run", "plain.yaml", "--json"], folder.path),
      ]);
      expect([one.code, two.code, plain.code]).toEqual([0, 0, 0]);
      const left = json(one.stdout).diagnostics.filter(({ code }) => code === "probe-left-out");
      expect(left.map(({ message }) => message)).toEqual(["g_E of C:1 is not recorded: emulator has no g_E there"]);
      expect(json(one.stdout).rasterHash).toBe(json(plain.stdout).rasterHash);
      expect(readFileSync(at("two.eqr"))).toEqual(readFileSync(at("one.eqr")));
      expect(readFileSync(at("two/probes.csv"))).toEqual(readFileSync(at("one/probes.csv")));
      expect(shapes("one.eqr")).toContain("C:1 v mV 1 200 3");
      expect(shapes("one.eqr")).toContain("C:1 I_I pA 1 200 3");
    },
    LONG,
  );

  it(
    "goes to CSV and NumPy with the values of the recording",
    async () => {
      const outcome = await run("--on", "reference", "-o", "all.eqr", "--csv", "tables/", "--npz", "all.npz");
      expect(outcome.code).toBe(0);
      const recording = read("all.eqr");
      const [header, ...rows] = readFileSync(at("tables/probes.csv"), "utf8").trim().split("\n");
      expect(header).toBe("time_ms,population,neuron,variable,unit,value");
      const values = recording.probes!.flatMap(
        ({ population, variable, unit, neurons, values: all, period, fromStep }) =>
          Array.from(all, (value, k) => {
            const row = Math.floor(k / neurons.length);
            return `${(fromStep + row * period + 1) * 0.5},${population},${neurons[k % neurons.length]},${variable},${unit},${value}`;
          }),
      );
      expect([...rows].sort()).toEqual([...values].sort());
      const spikes = readFileSync(at("tables/spikes.csv"), "utf8").trim().split("\n");
      expect(spikes[0]).toBe("time_ms,node_id,population");
      expect(spikes.length - 1).toBe(recording.spikeIds.length);
      const archive = readFileSync(at("all.npz"));
      const ours = Buffer.from(recording.probes![0].values.buffer);
      expect(archive.includes(ours)).toBe(true);
      expect(archive.includes("E.v.time_ms.npy")).toBe(true);
    },
    LONG,
  );

  it(
    "keeps the spikes of probed neurons where the description says so; the metrics stay those of all, and compare refuses",
    async () => {
      const [kept, all] = await Promise.all([
        equipoise(
          ["run", "kept.yaml", "--on", "reference", "--json", "-o", "kept.eqr", "--csv", "kept.csv"],
          folder.path,
        ),
        run("--on", "reference", "-o", "every.eqr"),
      ]);
      const report = ({ stdout }: typeof kept) => ({ ...json(stdout), diagnostics: undefined });
      expect(report(kept)).toEqual(report(all));
      const [few, many] = [read("kept.eqr"), read("every.eqr")];
      expect([...few.spikesOf!]).toEqual([11, 14]); // C:1 comes first, with ten neurons
      const expected = Array.from(many.spikeIds).filter((id) => id === 11 || id === 14);
      expect([...few.spikeIds]).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
      expect(readFileSync(at("kept.csv"), "utf8").trim().split("\n").length).toBe(expected.length + 1);
      const compared = await equipoise(["compare", "kept.eqr", "every.eqr"], folder.path);
      expect(compared.code).toBe(1);
      expect(compared.stderr).toMatch(/kept\.eqr keeps the spikes of 2 neurons only/);
      const override = await equipoise(
        ["run", "kept.yaml", "--on", "reference", "-q", "--spikes", "all", "-o", "o.eqr"],
        folder.path,
      );
      expect(override.code).toBe(0);
      expect(read("o.eqr").spikesOf).toBeUndefined();
    },
    LONG,
  );

  it(
    "says so where what is read goes to no file",
    async () => {
      expect(json((await run("--on", "reference")).stdout).diagnostics.map(({ code }) => code)).toEqual([
        "probes-not-kept",
      ]);
      expect(
        json((await run("--on", "reference", "--csv", "s.csv")).stdout).diagnostics.map(({ code }) => code),
      ).toEqual(["probes-not-kept"]);
    },
    LONG,
  );
});

describe("run --probe and --trace", () => {
  it(
    "reads beside the description's; a compiled program carries its probes and takes others",
    async () => {
      expect((await equipoise(["compile", "net.yaml", "-q", "-o", "n.eqp"], folder.path)).code).toBe(0);
      const outcome = await equipoise(
        ["run", "n.eqp", "--json", "-o", "prog.eqr", "--probe", "C:1:v,u:sample 2:5ms", "--probe", "E:v:7,3"],
        folder.path,
      );
      expect(outcome.code).toBe(0);
      expect(shapes("prog.eqr")).toEqual([
        "E v mV 20 10 0,1",
        "C:1 v mV 1 200 3",
        "C:1 v mV 10 20 0,5",
        "C:1 u mV per step 10 20 0,5",
        "E v mV 1 200 7,3",
      ]);
      const left = json(outcome.stdout).diagnostics.filter(({ code }) => code === "probe-left-out");
      expect(left.length).toBe(5);
      expect(left.map(({ message }) => message).join("\n")).toMatch(/I_E of E is not recorded: a program alone/);
    },
    LONG,
  );

  it(
    "--trace is short for v and u of ids over all populations, and a run in two parts has the rows of the whole",
    async () => {
      const plain = (...args: string[]) => equipoise(["run", "plain.yaml", "-q", ...args], folder.path);
      const probes = ["--trace", "12", "--trace", "0", "--probe", "E:u:5:3.5 ms", "--probe", "E:I_E:5"];
      expect((await plain(...probes, "-o", "whole.eqr")).code).toBe(0);
      expect(shapes("whole.eqr")).toEqual([
        "E u pA 7 28 5",
        "C:1 v mV 1 200 0",
        "C:1 u pA 1 200 0",
        "E v mV 1 200 2",
        "E u pA 1 200 2",
        "E I_E pA 1 200 5",
      ]);
      expect((await plain(...probes, "-o", "a.eqr", "--duration", "31", "--checkpoint", "c")).code).toBe(0);
      const second = await equipoise(["run", "plain.yaml", ...probes, "-o", "b.eqr", "--resume", "c"], folder.path);
      expect(second.code).toBe(0);
      expect(second.stderr).toMatch(/I_E of E is not recorded: the spikes before the checkpoint are not known/);
      const [whole, a, b] = ["whole.eqr", "a.eqr", "b.eqr"].map(read);
      for (let k = 0; k < 5; k++)
        expect([...a.probes![k].values, ...b.probes![k].values]).toEqual([...whole.probes![k].values]);
      expect(everyStepOf(whole, "v", 12)?.probe.population).toBe("E");
    },
    LONG,
  );

  it.each<[string, string[], RegExp]>([
    ["no population", ["--probe", "X:v:5"], /--probe X:v:5 begins with no population/],
    ["too little", ["--probe", "E:v"], /--probe E:v is incomplete/],
    ["an unknown variable", ["--probe", "E:w:5"], /there is no variable w/],
    ["a neuron too many", ["--probe", "E:v:30"], /there is no neuron 30: they go from 0 to 29/],
    ["no time", ["--probe", "E:v:5:3 mV"], /3 mV is no time/],
    ["a time shorter than a step", ["--probe", "E:v:5:0.1 ms"], /shorter than the time step of 0\.5 ms/],
    ["spikes of nobody", ["--spikes", "probed"], /no probe records spikes/],
    ["an id beyond all populations", ["--trace", "40"], /neuron ids go from 0 to 39/],
    ["a folder and a file in one place", ["--csv", "x/", "--npz", "x/probes.csv"], /same file/],
  ])(
    "refuses %s",
    async (_, args, says) => {
      const { code, stderr } = await equipoise(["run", "plain.yaml", "-q", "--on", "reference", ...args], folder.path);
      expect(stderr).toMatch(says);
      expect(code).toBe(1);
      expect(existsSync(at("x"))).toBe(false);
    },
    LONG,
  );
});
