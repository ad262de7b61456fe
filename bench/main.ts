/**
 * `npm run bench [-- --quick]`: how fast the emulator is, as ratios within one run.
 *
 * Every repetition runs all simulators one after the other, and a ratio is taken inside a repetition, so that a busy machine slows
 * both sides. Printed: median (smallest–largest). A peer whose spike counts differ from the emulator's ends the benchmark.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator } from "../emulator/loihi/emulator.js";
import { createReference } from "../emulator/reference/reference.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { loadDescription } from "../src/description/load-description.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { exportNetwork } from "./export-network.js";
import { balancedNetwork, TARGET } from "./network.js";
import { preparePeers, runPeer } from "./peers.js";

const quick = process.argv.includes("--quick");
const { neurons, K, steps, repetitions } = quick ? { neurons: 2000, K: 200, steps: 1000, repetitions: 3 } : { neurons: 5000, K: 400, steps: 2000, repetitions: 5 };

/** Seconds of each repetition, by simulator. */
const times = new Map<string, number[]>();

function note(name: string, seconds: number): void {
  times.set(name, [...(times.get(name) ?? []), seconds]);
}

function clock(): number {
  return Number(process.hrtime.bigint()) * 1e-9;
}

/** @returns seconds, and the spikes of each neuron */
async function simulate(target: ExecutionTarget): Promise<{ seconds: number; counts: number[]; counters: Record<string, number> }> {
  const counts = new Array<number>(target.size).fill(0);
  try {
    const begin = clock();
    await target.advance(steps, (_step, ids, count) => {
      for (let k = 0; k < count; k++) counts[ids[k]]++;
    });
    return { seconds: clock() - begin, counts, counters: await target.counters() };
  } finally {
    await target.close();
  }
}

function summary(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const show = (x: number) => x.toPrecision(3);
  return `${show(sorted[sorted.length >> 1])} (${show(sorted[0])}–${show(sorted[sorted.length - 1])})`;
}

/** How many times as long `slow` took, paired. */
function ratio(slow: string, fast: string): string {
  const divisor = times.get(fast)!;
  return summary(times.get(slow)!.map((t, r) => t / divisor[r]));
}

function perSecond(name: string, amount: number): string {
  return summary(times.get(name)!.map((t) => amount / t / 1e6));
}

function assertSameSpikes(name: string, counts: readonly number[], expected: readonly number[]): void {
  const differs = expected.findIndex((count, i) => counts[i] !== count);
  if (differs >= 0) throw new Error(`${name}: neuron ${differs} fired ${counts[differs]} times, ${expected[differs]} in the emulator`);
}

const { network, compiled } = balancedNetwork(neurons, K);
const { program } = compiled;
console.log(`${cpus().length} cores, Node ${process.versions.node}; balanced network of ${neurons} neurons, ${network.synapses} synapses, ${steps} steps, ${repetitions} repetitions`);

const why = preparePeers();
if (why !== null) console.log(`Without peers: ${why}`);
const folder = mkdtempSync(join(tmpdir(), "equipoise-bench-"));
try {
  exportNetwork(folder, program, TARGET, steps);
  // The first run also compiles the code, and is not counted.
  const first = await simulate(await createEmulator(program, TARGET));
  await simulate(createReference(network));
  for (let r = 0; r < repetitions; r++) {
    for (const workers of [1, 2]) {
      const { seconds, counts } = await simulate(await createEmulator(program, TARGET, { workers }));
      assertSameSpikes(`${workers} workers`, counts, first.counts);
      note(`emulator ${workers}`, seconds);
    }
    note("reference", (await simulate(createReference(network))).seconds);
    for (const kind of why === null ? (["csr", "dense"] as const) : []) {
      const { seconds, counts } = runPeer(folder, kind);
      assertSameSpikes(`numpy ${kind}`, counts, first.counts);
      note(kind, seconds);
    }
  }
  const { description } = loadDescription(fileURLToPath(new URL("../../examples/brunel.yaml", import.meta.url)));
  let drawn = 0;
  for (let r = 0; r < (quick ? 1 : repetitions); r++) {
    const begin = clock();
    drawn = drawNetwork(description).synapses;
    note("draw", clock() - begin);
  }

  const rows = [
    `The emulator on one thread handles ${perSecond("emulator 1", first.counters["synaptic-events"])} million synaptic events a second, neuron updates included.`,
    `In the same seconds it does ${perSecond("emulator 1", first.counters["neuron-updates"])} million neuron updates a second.`,
    `Two workers are ${ratio("emulator 1", "emulator 2")} times as fast as one, with the same spikes.`,
    `The emulator is ${ratio("reference", "emulator 1")} times as fast as our float64 reference.`,
    ...(why !== null
      ? []
      : [
          `The emulator is ${ratio("csr", "emulator 1")} times as fast as numpy with a CSR product each step; every neuron's spike count is equal.`,
          `The emulator is ${ratio("dense", "emulator 1")} times as fast as numpy with a dense product each step; every neuron's spike count is equal.`,
          `The reference is ${ratio("csr", "reference")} times as fast as the CSR stepping.`,
          `The reference is ${ratio("dense", "reference")} times as fast as the dense stepping.`,
        ]),
    `Drawing the Brunel network (${drawn} synapses) goes at ${perSecond("draw", drawn)} million synapses a second.`,
  ];
  rows.forEach((row) => console.log(`- ${row}`));
} finally {
  rmSync(folder, { recursive: true });
}
