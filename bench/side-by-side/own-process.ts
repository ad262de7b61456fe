/**
 * One of ours in a process of its own: draws, compiles and loads a network of the benchmark, simulates it and prints what that cost.
 *
 * usage: own-process.js '{"network":"brunel","on":"loihi1","profile":"hw","threads":1,"steps":1000,"spikes":"FILE","kernel":"plain"}'
 */
import "../../src/node/environment.js";
import { writeFileSync } from "node:fs";
import type { SpikeSink } from "../../src/program/execution-target.js";
import { SpikeLog } from "../../src/recording/recording.js";
import { clock } from "../timings.js";
import type { Costs } from "./costs.js";
import { makeOwn, type OwnForm } from "./make-own.js";
import { peakMemory } from "./peak-memory.js";

export interface OwnTask extends OwnForm {
  /** Steps before the clock of the simulation starts; 0 unless told. Their spikes are written too. */
  readonly transient?: number;
  readonly steps: number;
  /** File for the spikes, pairs (step, id) of int32. */
  readonly spikes: string;
}

const task = JSON.parse(process.argv[2]) as OwnTask;
let begin = clock();
const { run, synapses } = await makeOwn(task);
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
