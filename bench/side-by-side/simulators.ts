/** What runs side by side: each of ours and each peer as a process that prints its costs and writes its spikes. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonOf, ROOT, SIMULATORS } from "../../scripts/python-environments.js";
import { readCosts, type Costs } from "./costs.js";
import { formsOf, RATE_WITHIN, type NetworkName, type OwnForm } from "./networks.js";
import type { OwnTask } from "./own-process.js";
import type { Raster } from "./spike-statistics.js";

export interface SimulatorRun {
  readonly costs: Costs;
  readonly raster: Raster;
}

export interface Simulator {
  readonly name: string;
  readonly threads: number;
  readonly ours: boolean;
  /** Largest difference of its rate from that of NEST, as a share. */
  readonly rateWithin: number;
  /** Its raster is the same, spike by spike, as that of all others with this word. */
  readonly raster?: string;
  run(): SimulatorRun;
}

export interface Bench {
  readonly network: NetworkName;
  /** Where the exported network lies. */
  readonly folder: string;
  readonly steps: number;
  /** Of the Loihi emulator; absent: what it takes by itself. */
  readonly kernel?: string;
}

const OWN_PROCESS = fileURLToPath(new URL("./own-process.js", import.meta.url));
/** Nobody takes more threads than it is told. */
const ONE_THREAD = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };

function execute(
  who: string,
  spikes: string,
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): SimulatorRun {
  const output = execFileSync(program, words, {
    encoding: "utf8",
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 28,
  });
  const bytes = readFileSync(spikes);
  return {
    costs: readCosts(output, who),
    raster: new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  };
}

/** One of ours in a process of its own. @param task without the file of its spikes, which is made in the folder */
export function runOurs(who: string, folder: string, task: Omit<OwnTask, "spikes">): SimulatorRun {
  const spikes = join(folder, "own.spikes");
  return execute(who, spikes, process.execPath, [OWN_PROCESS, JSON.stringify({ ...task, spikes } satisfies OwnTask)]);
}

export function ours({ network, folder, steps, kernel }: Bench, form: OwnForm): Simulator {
  const { name, on, profile, threads } = form;
  return {
    ...form,
    ours: true,
    raster: `${on} ${profile ?? ""}`,
    run: () => runOurs(name, folder, { network, on, profile, threads, steps, kernel }),
  };
}

export function nest({ folder }: Bench, threads: number): Simulator {
  const spikes = join(folder, "nest.spikes");
  const script = join(ROOT, "bench", "peers", "nest_network.py");
  return {
    name: "NEST",
    threads,
    ours: false,
    rateWithin: RATE_WITHIN,
    raster: undefined,
    run: () =>
      execute("NEST", spikes, pythonOf(SIMULATORS), [script, folder, spikes, `${threads}`], {
        OMP_NUM_THREADS: `${threads}`,
      }),
  };
}

/** Generates and compiles the project at once. @returns the seconds of that beside the simulator */
export function brian2({ folder }: Bench): { readonly simulator: Simulator; readonly compileSeconds: number } {
  const script = join(ROOT, "bench", "peers", "brian2_network.py");
  const project = join(folder, "brian2");
  const spikes = join(folder, "brian2.spikes");
  const output = execFileSync(pythonOf(SIMULATORS), [script, "build", folder, project], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 28,
  });
  const { compile } = JSON.parse(output.trimEnd().split("\n").at(-1)!) as { compile: number };
  const simulator: Simulator = {
    name: "Brian2",
    threads: 1,
    ours: false,
    rateWithin: RATE_WITHIN,
    run: () => execute("Brian2", spikes, pythonOf(SIMULATORS), [script, "run", folder, project, spikes], ONE_THREAD),
  };
  return { simulator, compileSeconds: compile };
}

/** @param program path of the compiled design; its folder is that of export-for-c.ts */
export function cKernel({ folder, steps }: Bench, design: string, program: string): Simulator {
  const spikes = join(folder, "c.spikes");
  return {
    name: `C ${design}`,
    threads: 1,
    ours: false,
    rateWithin: RATE_WITHIN,
    raster: "loihi1 hw",
    run: () => execute(`C ${design}`, spikes, program, [folder, spikes, `${steps}`], ONE_THREAD),
  };
}

export function oursOf(bench: Bench): Simulator[] {
  return formsOf(bench.network).map((form) => ours(bench, form));
}
