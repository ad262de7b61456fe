/**
 * One of ours in a process of its own: draws, compiles and loads a network of the benchmark, simulates it and prints what that cost.
 *
 * usage: own-process.js '{"network":"brunel","on":"loihi1","profile":"hw","threads":1,"steps":1000,"spikes":"FILE","kernel":"plain"}'
 */
import "../../src/node/environment.js";
import { writeFileSync } from "node:fs";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { kernelNamed } from "../../emulator/loihi/kernel/kernels.js";
import { startReference } from "../../emulator/reference/reference.js";
import { familyOf } from "../../src/families/registry.js";
import { build, prepare } from "../../src/measure/build.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { defaultOptions } from "../../src/options/check-options.js";
import type { ExecutionTarget, SpikeSink } from "../../src/program/execution-target.js";
import { SpikeLog } from "../../src/recording/recording.js";
import { targetById } from "../../src/targets/registry.js";
import { clock } from "../timings.js";
import type { Costs } from "./costs.js";
import { recurrentSynapses } from "./export-description.js";
import { peakMemory } from "./peak-memory.js";
import { describe } from "./networks.js";

export interface OwnTask {
  /** A name of networks.ts, or the path of a description. */
  readonly network: string;
  /** Id of a target, or `reference`. */
  readonly on: string;
  readonly profile?: "hw" | "lava";
  readonly threads: number;
  /** Steps before the clock of the simulation starts; 0 unless told. Their spikes are written too. */
  readonly transient?: number;
  readonly steps: number;
  /** File for the spikes, pairs (step, id) of int32. */
  readonly spikes: string;
  /** Of the Loihi emulator; absent: what it takes by itself. */
  readonly kernel?: string;
}

/** Nothing of the way to the target stays in memory. */
async function make({
  network,
  on,
  profile,
  threads,
  kernel,
}: OwnTask): Promise<{ run: ExecutionTarget; synapses: number }> {
  const description = describe(network);
  if (on === "reference") {
    const drawn = drawNetwork(description);
    const synapses = recurrentSynapses(drawn);
    return { run: startReference(drawn, { workers: threads, releases: true }), synapses };
  }
  const target = targetById(on);
  if (target.family === "loihi") {
    const options = { ...defaultOptions(target), oversize: true, ...(profile === undefined ? {} : { profile }) };
    const built = build(description, target, options);
    const chosen = kernel === undefined ? {} : { kernel: kernelNamed(kernel) };
    return {
      run: await createEmulator(built.compiled.program, target, { workers: threads, ...chosen }),
      synapses: recurrentSynapses(built.network),
    };
  }
  const options = { ...defaultOptions(target), oversize: true };
  const { network: drawn, sized } = prepare(description, target, options, {}, "compile");
  const synapses = recurrentSynapses(drawn);
  const compiled = familyOf(target).compile(drawn, target, sized, { releases: true });
  return { run: await compiled.createEmulator({ workers: threads }), synapses };
}

const task = JSON.parse(process.argv[2]) as OwnTask;
let begin = clock();
const { run, synapses } = await make(task);
// Threads that start when they are first asked are part of building.
await run.readState([0]);
const buildSeconds = clock() - begin;
const log = new SpikeLog();
const keep: SpikeSink = (step, ids, count) => {
  for (let k = 0; k < count; k++) log.push(step, ids[k]);
};
if (task.transient !== undefined) await run.advance(task.transient, keep);
begin = clock();
await run.advance(task.steps, keep);
const simulate = clock() - begin;
await run.close();
const [steps, ids] = [log.steps(), log.ids()];
const pairs = new Int32Array(2 * log.length);
for (let k = 0; k < log.length; k++) {
  pairs[2 * k] = steps[k];
  pairs[2 * k + 1] = ids[k];
}
writeFileSync(task.spikes, pairs);
const costs: Costs = { build: buildSeconds, simulate, peakBytes: peakMemory(), synapses };
console.log(JSON.stringify(costs));
