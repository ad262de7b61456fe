/** Runs an exported script on sPyNNaker's virtual board, which maps a network and writes every byte that it would load into a machine. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonOf, SPYNNAKER } from "../../../scripts/python-environments.js";
import type { NeuronModel, NeuronParameters, WordLayout } from "../../../src/program/spinnaker/machine-image.js";

/** What a core is given for each neuron: parameters, and what sPyNNaker sends along. */
export type LoadedParameter = keyof NeuronParameters | "dt" | "stepsPerTick";

interface LoadedVertex {
  readonly label: string;
  /** By which synapses name it. */
  readonly vertex: number;
  readonly size: number;
  /** Neurons of each core. */
  readonly cores: readonly number[];
}

export interface LoadedPopulation extends LoadedVertex {
  readonly model: NeuronModel;
  /** One word a neuron. */
  readonly parameters: Readonly<Partial<Record<LoadedParameter, readonly number[]>>>;
  /** By core. */
  readonly layouts: readonly WordLayout[];
  readonly shifts: readonly (readonly number[])[];
  /** By neuron: tick, and the raw current that is added from then on. */
  readonly currents: readonly (readonly (readonly [tick: number, amplitude: number])[])[];
}

export interface LoadedInput extends LoadedVertex {
  /** Sorted. */
  readonly spikes: readonly (readonly [tick: number, source: number])[];
}

export interface LoadedNetwork {
  readonly populations: readonly LoadedPopulation[];
  readonly inputs: readonly LoadedInput[];
  /** SYNAPSE_COLUMNS numbers a synapse: pre vertex, pre atom, post vertex, post atom, type << 16 | weight, ticks, word. */
  readonly synapses: Uint32Array;
}

export const SYNAPSE_COLUMNS = 7;
/** 48 chips, none of them there. */
const CONFIGURATION = `[Machine]
version = 5
virtual_board = True

[Reports]
keep_dataspec_database = True
`;

/** @param folder with run.py; what the board is given stays there too */
export function loadOnVirtualBoard(folder: string): LoadedNetwork {
  runPython(folder, "loaded.py", ["run.py", "loaded.json", "synapses.u32"]);
  const network = JSON.parse(readFileSync(join(folder, "loaded.json"), "utf8")) as Omit<LoadedNetwork, "synapses">;
  const bytes = new Uint8Array(readFileSync(join(folder, "synapses.u32")));
  return { ...network, synapses: new Uint32Array(bytes.buffer, 0, bytes.length / 4) };
}

/**
 * Runs run.py as though a machine had answered.
 * @param spikes by population: neuron, and ms at the start of its tick
 * @returns the file that the script writes
 */
export function answerOfMachine(
  folder: string,
  spikes: Readonly<Record<string, readonly (readonly [number, number])[]>>,
): string {
  writeFileSync(join(folder, "spikes.json"), JSON.stringify(spikes));
  runPython(folder, "answered.py", ["run.py", "spikes.json"]);
  return join(folder, "recording.npz");
}

function runPython(folder: string, program: string, options: readonly string[]): void {
  // sPyNNaker reads its configuration from the home folder, and the user's own stays as it is.
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, ".spynnaker.cfg"), CONFIGURATION);
  const { status, stderr, stdout } = spawnSync(
    pythonOf(SPYNNAKER),
    [fileURLToPath(new URL(program, import.meta.url)), ...options],
    {
      cwd: folder,
      env: { ...process.env, HOME: home, PYTHONDONTWRITEBYTECODE: "1" },
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    },
  );
  if (status !== 0) throw new Error(`sPyNNaker gave up:\n${(stderr + stdout).split("\n").slice(-40).join("\n")}`);
}
