/**
 * `npm run bench [-- --quick] [--write-docs]`: how fast the emulator is beside array programs in numpy, as ratios within one run.
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
import type { BenchArguments } from "./arguments.js";
import { exportNetwork } from "./export-network.js";
import { machineLine } from "./machine-line.js";
import { runPeer, whyNoPeers } from "./peers.js";
import { writeBlock } from "./side-by-side/generated-block.js";
import { markdownTable } from "./side-by-side/markdown-table.js";
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

/** @returns the rows of docs/performance.md that were measured, each a title and its value */
async function benchWorkload(
  { name, target, build, steps, repetitions }: Workload,
  peers: boolean,
): Promise<(readonly [string, string])[]> {
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
    const rows = [
      [
        "emulator, million synaptic events a second",
        times.millionsPerSecond("emulator 1", first.counters["synaptic-events"]),
      ],
      [
        "emulator, million neuron updates in the same seconds",
        times.millionsPerSecond("emulator 1", first.counters["neuron-updates"]),
      ],
      ["emulator, times two workers", times.ratio("emulator 1", "emulator 2")],
      ...LOSING_KERNELS.map(({ name }) => [`${name}, times emulator`, times.ratio(name, "emulator 1")] as const),
      ["reference, times emulator", times.ratio("reference", "emulator 1")],
      ...(peers
        ? ([
            ["numpy, CSR product each step, times emulator", times.ratio("csr", "emulator 1")],
            ["numpy, dense product each step, times emulator", times.ratio("dense", "emulator 1")],
            ["numpy, CSR, times reference", times.ratio("csr", "reference")],
            ["numpy, dense, times reference", times.ratio("dense", "reference")],
          ] as const)
        : []),
    ] as const;
    print(rows.map(([what, value]) => `${what}: ${value}`));
    return [...rows];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns millions of synapses a second */
function benchDrawing(repetitions: number): string {
  const { description } = loadDescription(BRUNEL);
  const times = new Timings();
  let drawn = 0;
  for (let r = 0; r < repetitions; r++) {
    const begin = clock();
    drawn = drawNetwork(description).synapses;
    times.add("draw", clock() - begin);
  }
  const speed = times.millionsPerSecond("draw", drawn);
  console.log();
  print([`drawing the Brunel network (${drawn} synapses), million synapses a second: ${speed}`]);
  return speed;
}

function print(rows: readonly string[]): void {
  for (const row of rows) console.log(`- ${row}`);
}

/** @throws Error where a peer's spikes differ, or the block of docs/ is asked for without peers */
export async function benchEmulator(args: BenchArguments): Promise<void> {
  const quick = args.has("--quick");
  const why = whyNoPeers();
  if (why !== null && args.has("--write-docs")) throw new Error(`docs/performance.md needs the peers: ${why}`);
  if (why !== null) console.log(`Without peers: ${why}`);
  const first = await benchWorkload(quick ? brunel(200, 1) : brunel(1000, 3), why === null);
  const second = await benchWorkload(
    quick ? balancedCurrents(2000, 200, 1000, 3) : balancedCurrents(5000, 400, 2000, 5),
    why === null,
  );
  const drawing = benchDrawing(quick ? 1 : 5);
  if (!args.has("--write-docs")) return;
  const table = markdownTable(
    ["what takes how long", "Brunel", "currents"],
    [
      ...first.map(([what, value], k) => [what, value, second[k][1]]),
      ["drawing, million synapses a second", drawing, ""],
    ],
  );
  writeBlock("numpy", `${machineLine()}\n\n${table}`);
}
