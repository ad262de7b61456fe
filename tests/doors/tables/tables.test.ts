/** Recordings leave as Parquet that pandas and pyarrow read: of a run as it goes on, and of a recording afterwards, with the same bytes. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PYTHON_DOORS, pythonOf } from "../../../scripts/python-environments.js";
import { ROWS_OF_GROUP } from "../../../src/arrays/parquet.js";
import { decodeRecording } from "../../../src/recording/codec.js";
import { endOfStep } from "../../../src/recording/recorded-probe.js";
import type { Recording } from "../../../src/recording/recording.js";
import { equipoise, smallNetwork, temporaryFolder } from "../../cli/equipoise.js";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string) => join(folder.path, name);
const LONG = 300_000;
const READER = fileURLToPath(new URL("read.py", import.meta.url));

interface Read {
  readonly types: Record<string, string>;
  readonly nullable: string[];
  readonly groups: number[];
  readonly columns: Record<string, (number | string)[]>;
}

function pandas(name: string): Read {
  const { status, stdout, stderr } = spawnSync(pythonOf(PYTHON_DOORS), [READER, at(name)], {
    encoding: "utf8",
    maxBuffer: 2 ** 29,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Read;
}

async function ok(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await equipoise(args, folder.path);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

const read = (name: string): Recording => decodeRecording(readFileSync(at(name)), name);

beforeAll(async () => {
  const probes = `probes:
  record:
    - { of: E, neurons: first 3, variables: [v, I_E], every: 5 ms }
    - { of: I, neurons: [7], variables: u, every: 2 ms }
`;
  // So long, and so many, that the spikes fill a row group and begin another.
  writeFileSync(at("net.yaml"), smallNetwork({ duration: "45 s", extra: probes }));
  await ok("run", "net.yaml", "-q", "--on", "reference", "-o", "run.eqr", "--csv", "texts/", "--parquet", "tables/");
}, LONG);

describe("tables of a run", () => {
  it(
    "have every spike of the recording for pandas, in row groups, with types and no missing values",
    () => {
      const { types, nullable, groups, columns } = pandas("tables/spikes.parquet");
      expect(types).toEqual({
        step: "uint32",
        time_ms: "double",
        population: "string",
        neuron: "uint32",
        id: "uint32",
      });
      expect(nullable).toEqual([]);
      const { spikeSteps, spikeIds, populations, dt } = read("run.eqr");
      expect(spikeIds.length).toBeGreaterThan(ROWS_OF_GROUP);
      expect(groups).toEqual([ROWS_OF_GROUP, spikeIds.length - ROWS_OF_GROUP]);
      const firstOf = new Map(populations.map(({ name, first }) => [name, first]));
      expect(columns.step).toEqual([...spikeSteps]);
      expect(columns.id).toEqual([...spikeIds]);
      expect(columns.time_ms).toEqual(Array.from(spikeSteps, (step) => endOfStep(step, dt)));
      expect(columns.population).toEqual(Array.from(spikeIds, (id) => (id < 100 ? "E" : "I")));
      expect(columns.neuron).toEqual(Array.from(spikeIds, (id, k) => id - firstOf.get(String(columns.population[k]))!));
    },
    LONG,
  );

  it(
    "have every value of every probe for pandas, bit for bit, in the order of probes.csv",
    () => {
      const { types, columns } = pandas("tables/probes.parquet");
      expect(types).toMatchObject({ variable: "string", unit: "string", value: "double", id: "uint32" });
      const lines = readFileSync(at("texts/probes.csv"), "utf8").trim().split("\n").slice(1);
      const rows = columns.value.map((value, k) =>
        [
          columns.time_ms[k],
          columns.population[k],
          columns.neuron[k],
          columns.variable[k],
          columns.unit[k],
          value,
        ].join(),
      );
      expect(rows).toEqual(lines);
      const values = read("run.eqr").probes!.flatMap((probe) => [...probe.values]);
      expect(values.length).toBe(rows.length);
      expect([...(columns.value as number[])].sort()).toEqual([...values].sort());
    },
    LONG,
  );

  it(
    "are made of the recording with the bytes that the run wrote, CSV alike; inspect says what is in it",
    async () => {
      const shown = await ok("inspect", "run.eqr", "--parquet", "again/", "--csv", "again/");
      expect(shown).toMatch(/tiny on reference, seed 3: steps 0 to 89999 of 0\.5 ms, [\d,]+ spikes/);
      expect(shown).toMatch(/E +100 /);
      expect(shown).toMatch(/I_E +E +3 +5 +9000 +pA/);
      for (const name of ["spikes.parquet", "probes.parquet"])
        expect(readFileSync(at(`again/${name}`)).equals(readFileSync(at(`tables/${name}`))), name).toBe(true);
      for (const name of ["spikes.csv", "probes.csv"])
        expect(readFileSync(at(`again/${name}`), "utf8")).toBe(readFileSync(at(`texts/${name}`), "utf8"));
      const json = JSON.parse(await ok("inspect", "run.eqr", "--json", "--parquet", "only.parquet")) as {
        spikes: number;
        rasterHash: string;
        files: string[];
      };
      expect(json.spikes).toBe(read("run.eqr").spikeIds.length);
      expect(json.files).toEqual(["only.parquet"]);
      expect(readFileSync(at("only.parquet")).equals(readFileSync(at("tables/spikes.parquet")))).toBe(true);
    },
    LONG,
  );

  it(
    "are refused where the file is no recording, and options of programs where it is one, with a way out",
    async () => {
      await ok("compile", "net.yaml", "-q", "-o", "net.eqp");
      const refused = async (...args: string[]) => {
        const { code, stderr } = await equipoise(["inspect", ...args], folder.path);
        expect(code).toBe(1);
        return stderr;
      };
      expect(await refused("net.eqp", "--parquet", "x.parquet")).toMatch(
        /--parquet does not go with this file: net\.eqp is a program[\s\S]*give a \.eqr file/,
      );
      expect(await refused("run.eqr", "--dump", "x")).toMatch(
        /--dump does not go with this file: run\.eqr is a recording/,
      );
      expect(await refused("run.eqr", "--parquet", "run.eqr")).toMatch(/would overwrite run\.eqr/);
      const cut = readFileSync(at("run.eqr"));
      writeFileSync(at("cut.eqr"), cut.subarray(0, cut.length - 9));
      expect(await refused("cut.eqr", "--parquet", "x/")).toMatch(/cut\.eqr is damaged/);
    },
    LONG,
  );
});
