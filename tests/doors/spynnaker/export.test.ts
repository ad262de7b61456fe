/** Networks through description, program and export: sPyNNaker's virtual board would load the program's own words, and a wrong one is found. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseDescription } from "../../../src/description/load-description.js";
import { exporters, exportWith } from "../../../src/interchange/exporters.js";
import { integersOf } from "../../../src/interchange/integers/of-program.js";
import type { Exported, ExportedArray } from "../../../src/interchange/exporter.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { joinBytes } from "../../../src/numerics/join-bytes.js";
import type { SpinnakerOptions } from "../../../src/options/spinnaker.js";
import type { SpinnakerProgram } from "../../../src/program/spinnaker/program.js";
import { npyNumbers, npzFile } from "../../../src/recording/npz.js";
import { SPINNAKER1 } from "../../../src/targets/spinnaker/spinnaker1.js";
import { compileSpinnaker } from "../../../compiler/spinnaker/compile.js";
import { SpinnakerEmulator } from "../../../emulator/spinnaker/emulator.js";
import { firstDivergence } from "../../../src/recording/compare.js";
import { readRunNpz } from "../../../src/recording/read-run-npz.js";
import { record } from "../../../src/recording/record.js";
import { rasterHash } from "../../../src/recording/recording.js";
import { machineOf } from "../../../src/program/spinnaker/machine-of-program.js";
import { differences, equalWords } from "./differences.js";
import { answerOfMachine, loadOnVirtualBoard, SYNAPSE_COLUMNS, type LoadedNetwork } from "./virtual-board.js";

const folder = mkdtempSync(join(tmpdir(), "equipoise-spynnaker-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment is made when it is first needed. */
const MINUTES = 60_000;

function programOf(text: string, options: Partial<SpinnakerOptions> = {}): SpinnakerProgram {
  const { description } = parseDescription(text, "network.yaml", () => new Uint8Array(0));
  const expectedRates = Object.fromEntries(description.populations.map(({ name }) => [name, 10]));
  return compileSpinnaker(drawNetwork(description), SPINNAKER1, { expectedRates, ...options }).program;
}

function exported(program: SpinnakerProgram): Exported {
  return exportWith(
    exporters.find(({ id }) => id === "spynnaker")!,
    integersOf(program),
  );
}

function write(name: string, { files }: Exported): string {
  const own = mkdtempSync(join(folder, `${name}-`));
  for (const file of files) writeFileSync(join(own, file.name), "text" in file ? file.text : npz(file.arrays));
  return own;
}

function load(name: string, network: Exported): LoadedNetwork {
  return loadOnVirtualBoard(write(name, network));
}

function npz(arrays: readonly ExportedArray[]): Uint8Array {
  return joinBytes([...npzFile(arrays.map(({ name, values }) => npyNumbers(name, values)))]);
}

/** An export with an array or a text changed. */
function changed(
  { files, ...rest }: Exported,
  arrays: Readonly<Record<string, (values: ExportedArray["values"]) => void>>,
  text: (script: string) => string = (script) => script,
): Exported {
  return {
    ...rest,
    files: files.map((file) => {
      if ("text" in file) return { ...file, text: text(file.text) };
      const copies = file.arrays.map(({ name, values }) => ({ name, values: values.slice() }));
      for (const [name, change] of Object.entries(arrays)) change(copies.find((copy) => copy.name === name)!.values);
      return { ...file, arrays: copies };
    }),
  };
}

const synapses = (program: SpinnakerProgram) => program.cores.reduce((sum, { words }) => sum + words.length, 0);

describe("an export to sPyNNaker", () => {
  const text = readFileSync(new URL("../../../examples/small-balanced.yaml", import.meta.url), "utf8");
  const balanced = programOf(text);
  const network = exported(balanced);

  it("of a balanced network loads its words, shifts, delays and constants", { timeout: 15 * MINUTES }, () => {
    const loaded = load("balanced", network);
    expect(differences(balanced, loaded)).toEqual([]);
    expect(loaded.populations.map(({ cores }) => cores)).toEqual([[200, 200], [100]]);
    expect(synapses(balanced)).toBe(40_000);
    expect(loaded.synapses.length).toBe(40_000 * SYNAPSE_COLUMNS);
    // The same cores and fields: the 32-bit words themselves are the same.
    expect(equalWords(balanced, loaded)).toBe(40_000);
    expect(network.losses).toEqual([]);
  });

  it("with a wrong weight, delay, shift and constant is found out", { timeout: 5 * MINUTES }, () => {
    const wrong = changed(
      network,
      {
        synapses_0_weight: (weights) => (weights[7] += 1),
        synapses_3_delay: (delays) => (delays[11] += 1),
        population_0_v: (words) => (words[3] += 1),
      },
      (script) =>
        script
          .replace("shifts=[0,2]", "shifts=[1,2]")
          .replace(/(cells\[0\], "excitatory", 0, shift=)0/, "$11")
          .replace("tau_refrac=2.0", "tau_refrac=2.5"),
    );
    const found = differences(balanced, load("wrong", wrong));
    const isAbout = (what: RegExp) => found.filter((line) => what.test(line)).length;
    // Of both cores of E, and the weights are written for it, so that the words stay.
    expect(isAbout(/^E, core \d: left shifts: 1 instead of 0 at 0$/)).toBe(2);
    expect(isAbout(/^E: tRefractory/)).toBe(1);
    expect(isAbout(/^E: vInit: .* at 3$/)).toBe(1);
    expect(isAbout(/^missing: /)).toBe(2);
    expect(isAbout(/^added: /)).toBe(2);
    expect(found).toHaveLength(2 + 1 + 1 + 4);
  });
});

const CONDUCTANCES = `name: conductances on uneven cores
seed: 3
timestep: 0.1 ms
duration: 60 ms
populations:
  E: { size: 100, neuron: &cell { model: iaf_cond_exp, C_m: 200 pF, g_L: 10 nS, E_L: -60 mV, V_reset: -60 mV, V_th: { normal: { mean: -50 mV, sd: 1 mV } }, t_ref: 5 ms, tau_syn_ex: 5 ms, tau_syn_in: 10 ms, E_ex: 0 mV, E_in: -80 mV }, initial: { V_m: { uniform: [-60 mV, -50 mV] } } }
  "I (fast)": { size: 33, neuron: *cell }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: { normal: { mean: 6 nS, sd: 2 nS } }, delay: { uniform: [0.1 ms, 3 ms] } }
  E→I: { pre: E, post: I (fast), connect: { rule: pairwise_bernoulli, p: 0.3 }, weight: 6 nS, delay: 1 ms }
  I→E: { pre: I (fast), post: E, connect: { rule: all_to_all }, weight: -67 nS, delay: 1 ms }
stimuli:
  background: { type: poisson, target: [E, I (fast)], rate: 9000 Hz, weight: 1 nS, delay: 1 ms }
`;

const LONG_DELAYS = `name: long delays
seed: 4
timestep: 0.1 ms
duration: 50 ms
populations:
  E: { size: 80, neuron: &cell { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn_ex: 5 ms, tau_syn_in: 8 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
  I: { size: 20, neuron: *cell }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: 20 pA, delay: { uniform: [0.1 ms, 60 ms] } }
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 20 }, weight: 20 pA, delay: { uniform: [0.1 ms, 5 ms] } }
  I→E: { pre: I, post: E, connect: { rule: all_to_all }, weight: -60 pA, delay: { uniform: [1 ms, 30 ms] } }
`;

const CURRENTS = `name: jumps and currents
seed: 5
timestep: 1 ms
duration: 40 ms
populations:
  E: { size: 30, neuron: { model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_th: 20 mV, V_reset: 10 mV, t_ref: 2 ms } }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 10 }, weight: 0.5 mV, delay: 2 ms }
  E⊣E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 300 }, weight: -0.1 mV, delay: 2 ms }
stimuli:
  steps: { type: step_current, target: E, steps: [{ at: 0 ms, amplitude: 100 pA }, { at: 10 ms, amplitude: { uniform: [0 pA, 200 pA] } }, { at: 30 ms, amplitude: -50 pA }] }
  train: { type: spike_times, target: E, times: [3 ms, 3 ms, 7 ms], weight: 1 mV, delay: 1 ms }
`;

describe("an export to sPyNNaker", () => {
  it(
    "of conductances, on cores that it cuts otherwise, has every spike of the Poisson sources",
    { timeout: 5 * MINUTES },
    () => {
      const program = programOf(CONDUCTANCES, { atomsPerCore: 40 });
      const loaded = load("conductances", exported(program));
      expect(program.cores.map(({ neurons }) => neurons.length)).toEqual([33, 33, 34, 33]);
      expect(loaded.populations.map(({ cores }) => cores)).toEqual([[34, 34, 32], [33]]);
      expect(differences(program, loaded)).toEqual([]);
      // Two spikes of a source in one tick are two spikes.
      const { spikes } = loaded.inputs[0];
      expect(
        spikes.some(([tick, source], k) => k > 0 && tick === spikes[k - 1][0] && source === spikes[k - 1][1]),
      ).toBe(true);
    },
  );

  it("of delays beyond the ring buffers goes through delay extensions", { timeout: 5 * MINUTES }, () => {
    const program = programOf(LONG_DELAYS);
    const loaded = load("delays", exported(program));
    expect(differences(program, loaded)).toEqual([]);
    const longest = loaded.synapses.reduce(
      (most, value, k) => (k % SYNAPSE_COLUMNS === 5 ? Math.max(most, value) : most),
      0,
    );
    expect(longest).toBeGreaterThan(2 ** Math.max(...loaded.populations.map(({ layouts }) => layouts[0].delayBits)));
  });

  it("brings the machine's spikes back, to be compared with ours", { timeout: 5 * MINUTES }, async () => {
    const program = programOf(CONDUCTANCES);
    const { name: network, seed, dt, populations, steps } = program;
    const emulator = new SpinnakerEmulator(machineOf(program));
    const ours = await record(emulator, { network, seed, populations, steps });
    expect(ours.spikeIds.length).toBeGreaterThan(100);
    const answer = Object.fromEntries(
      populations.map(({ name, first, size }) => [
        name,
        Array.from(ours.spikeIds, (id, k): [number, number] => [id - first, ours.spikeSteps[k] * dt])
          .filter(([neuron]) => neuron >= 0 && neuron < size)
          // sPyNNaker hands them out neuron by neuron, and a run of its may be longer.
          .concat([[0, steps * dt]])
          .sort(([a, s], [b, t]) => a - b || s - t),
      ]),
    );
    const file = answerOfMachine(write("answered", exported(program)), answer);
    const theirs = readRunNpz(readFileSync(file), file, ours);
    expect(rasterHash(theirs)).toBe(rasterHash(ours));
    expect(firstDivergence(ours, theirs)).toBeNull();
  });

  it("of jumps, step currents and rows of several projections", { timeout: 5 * MINUTES }, () => {
    const program = programOf(CURRENTS);
    const loaded = load("currents", exported(program));
    expect(differences(program, loaded)).toEqual([]);
    expect(loaded.populations[0].currents.every((steps) => steps.length === 3)).toBe(true);
  });
});
