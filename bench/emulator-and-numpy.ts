/**
 * `npm run bench [-- --quick]`: how fast the emulator is beside array programs in numpy, as ratios within one run.
 *
 * Every repetition runs all simulators of a network one after the other. Printed: median (smallest–largest). A peer whose spike
 * counts differ from the emulator's ends the benchmark.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "../emulator/loihi/emulator.js";
import type { KernelFactory } from "../emulator/loihi/kernel/kernel.js";
import { PLAIN_KERNEL } from "../emulator/loihi/kernel/plain-kernel.js";
import { wasmKernel } from "../emulator/loihi/kernel/wasm-kernel.js";
import { createReference } from "../emulator/reference/reference.js";
import { loadDescription } from "../src/node/files/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { ExecutionTarget } from "../src/program/execution-target.js";
import { exportNetwork } from "./export-network.js";
import { runPeer, whyNoPeers } from "./peers.js";
import { clock, Timings } from "./timings.js";
import { balancedCurrents, BRUNEL, brunel, type Workload } from "./workloads.js";

/** Other kernels than the usual one. */
const LOSING_KERNELS: readonly KernelFactory[] = [
  PLAIN_KERNEL,
  wasmKernel("lists, 16 bits where proved", { bitmaps: "never" }),
  wasmKernel("lists, 32 bits", { bitmaps: "never", narrow: "never" }),
  wasmKernel("bitmaps where dense, 32 bits", { narrow: "never" }),
];

interface Run {
  readonly seconds: number;
  /** Spikes of each neuron. */
  readonly counts: readonly number[];
  readonly counters: Readonly<Record<string, number>>;
}

async function simulate(target: ExecutionTarget, steps: number): Promise<Run> {
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

function assertSameSpikes(name: string, counts: readonly number[], expected: readonly number[]): void {
  const differs = expected.findIndex((count, i) => counts[i] !== count);
  if (differs >= 0)
    throw new Error(`${name}: neuron ${differs} fired ${counts[differs]} times, ${expected[differs]} in the emulator`);
}

async function benchWorkload({ name, target, build, steps, repetitions }: Workload, peers: boolean): Promise<void> {
  const { network, compiled } = build;
  const { program } = compiled;
  console.log(
    `\n${name}: ${network.size} neurons, ${network.synapses} synapses, ${steps} steps, ${repetitions} repetitions, ${target.id} with ${program.profile} arithmetic`,
  );
  const times = new Timings();
  const folder = mkdtempSync(join(tmpdir(), "equipoise-bench-"));
  try {
    if (peers) exportNetwork(folder, program, target, steps);
    // The first run also compiles the code, and is not counted.
    const first = await simulate(await createEmulator(program, target), steps);
    await simulate(createReference(network), steps);
    for (let r = 0; r < repetitions; r++) {
      for (const workers of [1, 2]) {
        const { seconds, counts } = await simulate(await createEmulator(program, target, { workers }), steps);
        assertSameSpikes(`${workers} workers`, counts, first.counts);
        times.add(`emulator ${workers}`, seconds);
      }
      for (const kernel of LOSING_KERNELS) {
        const { seconds, counts } = await simulate(await createEmulator(program, target, { kernel }), steps);
        assertSameSpikes(kernel.name, counts, first.counts);
        times.add(kernel.name, seconds);
      }
      times.add("reference", (await simulate(createReference(network), steps)).seconds);
      for (const kind of peers ? (["csr", "dense"] as const) : []) {
        const { seconds, counts } = runPeer(folder, kind);
        assertSameSpikes(`numpy ${kind}`, counts, first.counts);
        times.add(kind, seconds);
      }
    }
    print([
      `The emulator on one thread handles ${times.millionsPerSecond("emulator 1", first.counters["synaptic-events"])} million synaptic events a second, neuron updates included.`,
      `In the same seconds it does ${times.millionsPerSecond("emulator 1", first.counters["neuron-updates"])} million neuron updates a second.`,
      `Two workers are ${times.ratio("emulator 1", "emulator 2")} times as fast as one, with the same spikes.`,
      ...LOSING_KERNELS.map(
        ({ name }) => `Its kernel is ${times.ratio(name, "emulator 1")} times as fast as this one: ${name}.`,
      ),
      `The emulator is ${times.ratio("reference", "emulator 1")} times as fast as our float64 reference.`,
    ]);
    if (!peers) return;
    print([
      `The emulator is ${times.ratio("csr", "emulator 1")} times as fast as numpy with a CSR product each step; every neuron's spike count is equal.`,
      `The emulator is ${times.ratio("dense", "emulator 1")} times as fast as numpy with a dense product each step; every neuron's spike count is equal.`,
      `The reference is ${times.ratio("csr", "reference")} times as fast as the CSR stepping.`,
      `The reference is ${times.ratio("dense", "reference")} times as fast as the dense stepping.`,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function benchDrawing(repetitions: number): void {
  const { description } = loadDescription(BRUNEL);
  const times = new Timings();
  let drawn = 0;
  for (let r = 0; r < repetitions; r++) {
    const begin = clock();
    drawn = drawNetwork(description).synapses;
    times.add("draw", clock() - begin);
  }
  console.log();
  print([
    `Drawing the Brunel network (${drawn} synapses) goes at ${times.millionsPerSecond("draw", drawn)} million synapses a second.`,
  ]);
}

function print(rows: readonly string[]): void {
  for (const row of rows) console.log(`- ${row}`);
}

/** @throws Error where a peer's spikes differ */
export async function benchEmulator(quick: boolean): Promise<void> {
  const why = whyNoPeers();
  if (why !== null) console.log(`Without peers: ${why}`);
  await benchWorkload(quick ? brunel(200, 1) : brunel(1000, 3), why === null);
  await benchWorkload(
    quick ? balancedCurrents(2000, 200, 1000, 3) : balancedCurrents(5000, 400, 2000, 5),
    why === null,
  );
  benchDrawing(quick ? 1 : 5);
}
