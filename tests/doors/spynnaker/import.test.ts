/** Scripts of ordinary sPyNNaker users, run on its virtual board, imported, and run in the emulator. */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import initSqlJs from "sql.js";
import { beforeAll, describe, expect, it } from "vitest";
import { analyse } from "../../../src/analysis/analyse.js";
import { SpinnakerEmulator } from "../../../emulator/spinnaker/emulator.js";
import { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";
import { importJob, type ImportedJob, type SpikeTimes } from "../../../src/interchange/spynnaker/job/import-job.js";
import { readJobDatabase } from "../../../src/interchange/spynnaker/job/read-database.js";
import { roundHalfEven } from "../../../src/numerics/round-half-even.js";
import { decodeProgram } from "../../../src/program/decode.js";
import { encodeProgram } from "../../../src/program/encode.js";
import { machineOf } from "../../../src/program/spinnaker/machine-of-program.js";
import type { SpinnakerProgram } from "../../../src/program/spinnaker/program.js";
import { decodeSynapse } from "../../../src/program/spinnaker/synaptic-word.js";
import { record } from "../../../src/recording/record.js";
import { equipoise } from "../../cli/equipoise.js";
import { runScript, type Job } from "./run-script.js";

/** A script takes some seconds, the first one makes the Python environment. */
const SCRIPT_MS = 600_000;

async function imported({ database }: Job, spikeTimes?: SpikeTimes): Promise<ImportedJob> {
  const names = readFileSync(join(dirname(database), "input_output_database.sqlite3"));
  return importJob(await readJobDatabase(readFileSync(database), names), { name: "job", spikeTimes });
}

async function ratesOf(program: SpinnakerProgram): Promise<Record<string, number>> {
  const target = new SpinnakerEmulator(machineOf(program));
  const { populations, steps } = program;
  const recording = await record(target, { network: "job", seed: 0, steps, populations });
  await target.close();
  return Object.fromEntries(analyse(recording, { burnInSteps: 0 }).populations.map(({ name, rate }) => [name, rate]));
}

describe.each(["host", "on_a_board"] as const)("rows built by the %s", (builtBy) => {
  it(
    "Vogels and Abbott: self-sustained from random voltages, both populations alike",
    async () => {
      const { program, losses } = await imported(runScript("vogels_abbott", builtBy));
      expect(program.populations.map(({ name, size }) => [name, size])).toEqual([
        ["Excitatory", 800],
        ["Inhibitory", 200],
      ]);
      expect(program.steps).toBe(1000);
      expect(losses).toHaveLength(1);
      // 8 % of 1000 · 1000 pairs, five standard deviations.
      const synapses = program.cores.reduce((sum, { words }) => sum + words.length, 0);
      expect(Math.abs(synapses - 80_000)).toBeLessThan(5 * Math.sqrt(80_000 * 0.92));
      const { Excitatory, Inhibitory } = await ratesOf(program);
      expect(Excitatory).toBeGreaterThan(2);
      expect(Excitatory).toBeLessThan(15);
      expect(Inhibitory / Excitatory).toBeGreaterThan(0.6);
      expect(Inhibitory / Excitatory).toBeLessThan(1.7);
    },
    SCRIPT_MS,
  );

  it(
    "Brunel: neurons beside the core of their synapses, Poisson sources drawn as on the machine",
    async () => {
      const { program } = await imported(runScript("brunel", builtBy));
      expect(program.dt).toBe(0.5);
      expect(program.inputs.map(({ name, size }) => [name, size])).toEqual([
        ["noise on E", 400],
        ["noise on I", 100],
      ]);
      expect(program.poissonCores?.map(({ rates }) => rates[0] / 2 ** 16)).toEqual([9000, 9000]);
      // Cores of their own for the synapses: seats of neurons, inputs, synapses.
      expect(program.mapping?.core.length).toBe(3 + 2 + 3);
      const { E, I } = await ratesOf(program);
      // Both kinds of neurons are the same and get the same input.
      expect(E).toBeGreaterThan(30);
      expect(E).toBeLessThan(100);
      expect(Math.abs(I / E - 1)).toBeLessThan(0.1);
    },
    SCRIPT_MS,
  );

  it(
    "E, PV and SOM with conductances: random weights and delays within what the script asks",
    async () => {
      const { program } = await imported(runScript("e_pv_som", builtBy));
      expect(program.cores.map(({ model }) => model)).toEqual(["IF_cond_exp", "IF_cond_exp", "IF_cond_exp"]);
      const [e] = program.cores;
      const delays = new Set(Array.from(e.words, (word) => decodeSynapse(word, e.layout).delay));
      expect(Math.min(...delays)).toBe(1);
      expect(Math.max(...delays)).toBeGreaterThanOrEqual(9);
      expect(Math.max(...delays)).toBeLessThanOrEqual(10);
      // Four times the mean is the most that the script allows: 0.016 uS of the thalamus, times 1024.
      const heaviest = Math.max(
        ...Array.from(e.words, (word) => decodeSynapse(word, e.layout))
          .filter(({ type }) => type === 0)
          .map(({ weight }) => weight * 2 ** (e.leftShifts[0] - 15)),
      );
      expect(heaviest).toBeLessThan(0.0161 * 1024);
      expect(heaviest).toBeGreaterThan(0.006 * 1024);
      const rates = await ratesOf(program);
      for (const name of ["E", "PV", "SOM"]) {
        expect(rates[name]).toBeGreaterThan(1);
        expect(rates[name]).toBeLessThan(150);
      }
    },
    SCRIPT_MS,
  );
});

/** What lists.py wrote down: by `pre post receptor`. */
interface Lists {
  readonly lists: Readonly<Record<string, readonly (readonly [pre: number, post: number, nA: number, ms: number])[]>>;
  readonly spikes: SpikeTimes;
}

describe("lists of connections", () => {
  let job: Job;
  let lists: Lists;
  let bytes: Uint8Array;
  beforeAll(() => {
    job = runScript("lists", "host");
    lists = JSON.parse(readFileSync(join(job.folder, "lists.json"), "utf8")) as Lists;
    bytes = readFileSync(job.database);
  }, SCRIPT_MS);

  it("are the synapses of the program, every one: source, target, weight, delay", async () => {
    const { program } = await imported(job, lists.spikes);
    const places = [...program.populations, ...program.inputs];
    const placeOf = (id: number) => places.find(({ first, size }) => id >= first && id < first + size)!;
    const found: string[] = [];
    for (const { neurons, blocks, rowStart, words, layout } of program.cores) {
      for (const { firstSource, sources, firstRow, extraDelay } of blocks) {
        for (let k = 0; k < sources; k++) {
          const pre = placeOf(firstSource + k);
          for (const word of words.subarray(rowStart[firstRow + k], rowStart[firstRow + k + 1])) {
            const { index, type, weight, delay } = decodeSynapse(word, layout);
            const post = placeOf(neurons[index]);
            const from = firstSource + k - pre.first;
            found.push(
              [pre.name, post.name, from, neurons[index] - post.first, type, weight, delay + extraDelay].join(" "),
            );
          }
        }
      }
    }
    const asked = Object.entries(lists.lists).flatMap(([name, rows]) => {
      const [pre, post, receptor] = name.split(" ");
      const type = receptor === "excitatory" ? 0 : 1;
      const { first } = places.find((place) => place.name === post)!;
      const { leftShifts } = program.cores.find(({ neurons }) => neurons.includes(first))!;
      return rows.map(([from, to, nA, ms]) =>
        [pre, post, from, to, type, roundHalfEven(Math.abs(nA) * 2 ** (15 - leftShifts[type])), ms].join(" "),
      );
    });
    expect(asked).toHaveLength(1500 + 1200 + 800 + 400 + 300);
    expect(found.sort()).toEqual(asked.sort());
  });

  it("come with the parameters that the host has written, neuron by neuron, and with played spikes", async () => {
    const { program } = await imported(job, lists.spikes);
    const { first } = program.populations.find(({ name }) => name === "c")!;
    const core = program.cores.find(({ neurons }) => neurons[0] === first)!;
    expect([...core.parameters.iOffset]).toEqual(
      Array.from({ length: 50 }, (_, k) => roundHalfEven(0.001 * k * 32768)),
    );
    expect(program.cores.map(({ model }) => model)).toEqual([
      ...["IF_curr_exp", "IF_curr_exp", "IF_curr_delta", "IF_curr_delta", "IF_curr_exp"],
    ]);
    const [played] = program.inputs;
    expect(played.kind).toBe("spike_times");
    expect([...played.spikeSteps].slice(0, 3)).toEqual([1, 2, 3]);
    expect(played.spikeSteps).toHaveLength(100);
  });

  it("keep program and Poisson cores through the file", async () => {
    const { program } = await imported(job, lists.spikes);
    expect(decodeProgram(encodeProgram(program))).toEqual({ ...program, poissonCores: undefined });
    const brunel = await imported(runScript("brunel", "host"));
    expect(decodeProgram(encodeProgram(brunel.program))).toEqual(brunel.program);
  });

  it("say which spike times are missing, and refuse those of nobody", async () => {
    const { losses } = await imported(job);
    expect(losses.map(({ message }) => message)[0]).toMatch(/spike times of played are not in the database/);
    await expect(imported(job, { nobody: [[1]] })).rejects.toThrow(/nobody, which is no SpikeSourceArray/);
  });

  it("are named by number where the labels are not known", async () => {
    const { program, losses } = importJob(await readJobDatabase(bytes), { name: "job" });
    expect(program.populations.map(({ name, size }) => [name, size])).toEqual([
      ["population 0", 100],
      ["population 1", 100],
      ["population 2", 50],
    ]);
    expect(losses.some(({ message }) => message.includes("labels of populations"))).toBe(true);
  });

  /** The same database with some of its regions changed. */
  async function changed(statement: string, parameters: (number | Uint8Array)[] = []): Promise<Uint8Array> {
    const { Database } = await initSqlJs();
    const database = new Database(new Uint8Array(bytes));
    database.run(statement, parameters);
    const result = database.export();
    database.close();
    return result;
  }

  const faultOf = async (database: Uint8Array) =>
    readJobDatabase(database)
      .then((read) => importJob(read, { name: "job" }))
      .then(
        () => undefined,
        (error: unknown) => {
          expect(error).toBeInstanceOf(EquipoiseError);
          return (error as EquipoiseError).diagnostics[0];
        },
      );

  it.each([
    ["d5eb4241", /plastic.*IF_curr_exp_stdp_mad_nearest_pair_multiplicative/, /StaticSynapse/],
    ["97d159b8", /rewired while it runs/, /StaticSynapse/],
    ["5764c069", /it runs IZK_curr_exp/, /IF_curr_exp, IF_curr_delta, IF_cond_exp/],
    ["12345678", /not sPyNNaker's/, /cells can be/],
  ])("refuse what runs the program %s by its name", async (hash, message, hint) => {
    const system = new Uint8Array(12);
    new DataView(system.buffer).setUint32(0, parseInt(hash, 16), true);
    const fault = await faultOf(
      await changed("UPDATE region SET content = ? WHERE region_label = 'System' AND p = 3 AND x = 0 AND y = 0", [
        system,
      ]),
    );
    expect(fault?.code).toBe("spynnaker-not-done");
    expect(fault?.message).toMatch(message);
    expect(fault?.hint).toMatch(hint);
  });

  it("refuse current sources", async () => {
    const fault = await faultOf(
      await changed("UPDATE region SET content = ? WHERE region_label = 'CurrentSourceParams'", [
        Uint8Array.of(1, 0, 0, 0),
      ]),
    );
    expect(fault?.message).toMatch(/current sources/);
  });

  it.each(["System", "Neuron Core Params", "SynapseParams", "PopTable", "neuron_builder", "delay_params"])(
    "end in one sentence where %s is cut short, lost, or noise",
    async (label) => {
      const where = `WHERE region_label = '${label}'`;
      const noise = Uint8Array.from({ length: 64 }, (_, k) => (k * 151 + 77) & 0xff);
      for (const database of [
        await changed(`UPDATE region SET content = substr(content, 1, 0) ${where}`),
        await changed(`UPDATE region SET content = NULL ${where}`),
        await changed(`UPDATE region SET content = substr(content, 1, 5) ${where}`),
        await changed(`UPDATE region SET content = ? ${where}`, [noise]),
      ])
        expect((await faultOf(database))?.code).toMatch(/^spynnaker-(database|not-done)$/);
    },
  );

  it("end in one sentence where the file is cut, empty, or no database", async () => {
    for (const database of [
      new Uint8Array(0),
      bytes.slice(0, 1000),
      bytes.slice(0, bytes.length >> 1),
      new TextEncoder().encode("this is no database"),
      Uint8Array.from(bytes, (byte, k) => (k % 5003 === 17 ? byte ^ 0xff : byte)),
    ]) {
      const fault = await faultOf(database);
      expect(fault?.code ?? "spynnaker-database").toMatch(/^spynnaker-/);
      expect((fault?.message ?? "").split("\n")).toHaveLength(1);
    }
    expect((await faultOf(bytes.slice(0, 1000)))?.code).toBe("spynnaker-database");
  });

  it("become a file on the command line, which runs", async () => {
    const spikes = join(job.folder, "spikes.json");
    writeFileSync(spikes, JSON.stringify(lists.spikes));
    const program = join(job.folder, "job.eqp");
    const made = await equipoise(["import", "spynnaker", job.database, "-o", program, "--spikes", spikes, "--json"]);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ synapses: 4200, steps: 200, dt: 1 });
    const run = await equipoise(["run", program, "--json"]);
    expect(run.code).toBe(0);
    expect((JSON.parse(run.stdout) as { spikes: number }).spikes).toBeGreaterThan(1000);
    const text = join(job.folder, "text");
    writeFileSync(text, "no database");
    const refused = await equipoise(["import", "spynnaker", text, "-o", program]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/spynnaker-database/);
  });
});
