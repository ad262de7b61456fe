/**
 * `npm run bench -- kernels crossover`: from which density on bitmaps deliver faster than lists, in the WebAssembly kernel of Loihi-style
 * chips. Rows of one weight and delay; both kernels get the same spikes, step by step in turn, and must end with the same pending input.
 *
 *   --quick   a quarter of the blocks      --neurons N, 12500 unless told      --write-docs: the table into docs/performance.md
 */
import { isDeepStrictEqual } from "node:util";
import { createArena } from "../../emulator/common/arena.js";
import type { Kernel } from "../../emulator/loihi/kernel/kernel.js";
import type { KernelPlan } from "../../emulator/loihi/kernel/kernel-plan.js";
import { wasmKernel } from "../../emulator/loihi/kernel/wasm-kernel.js";
import { USUAL_OPTIONS } from "../../emulator/loihi/kernel/wasm-options.js";
import { CounterStream } from "../../src/numerics/philox.js";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import { clock, significant, summarize } from "../timings.js";

/** Targets of a row over compartments. */
const DENSITIES = [0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.1];
/** Spikes of a step; in Brunel's network there are 47. */
const SPIKES = [10, 40, 160];
const DELAY = 14;
const BLOCK = DELAY + 1;
const WEIGHT = 3;
const SEED = 7;
/** Largest magnitude of v: nobody spikes by itself. */
const MOST_V = 2 ** 23 - 1;
const LISTS = wasmKernel("lists", { bitmaps: "never" });
const BITMAPS = wasmKernel("bitmaps", { bitmaps: "always" });

/** Every neuron has `fanOut` synapses onto compartments drawn with replacement. */
function planOf(n: number, fanOut: number): KernelPlan {
  const draw = new CounterStream(SEED, 1);
  const synapses = n * fanOut;
  const target = new (n <= 65_536 ? Uint16Array : Uint32Array)(synapses);
  for (let k = 0; k < synapses; k++) target[k] = draw.below(n);
  const rowStart = Uint32Array.from({ length: n + 1 }, (_, s) => s);
  return {
    n,
    populations: 1,
    arithmetic: {
      ...{ uOverflow: "twos-complement", uBits: 24, vBits: 24 },
      ...{ accumulatorBits: 32, inputShift: 0, decayBits: 12 },
    },
    rows: {
      rowStart,
      runDelay: new Uint8Array(n).fill(DELAY),
      runStage: new Int32Array(n).fill(-1),
      runFirst: rowStart.map((s) => s * fanOut),
      runScale: new Int32Array(n).fill(WEIGHT),
      runWeights: new Int32Array(n).fill(-1),
      target,
      weight: new Int16Array(0),
      stages: [],
      stageSize: 0,
      synapses,
    },
    neuronIds: n,
    drawn: [],
    block: BLOCK,
    maxDelay: DELAY,
    noise: { u: false, v: false },
  };
}

function kernelOf(factory: typeof LISTS, plan: KernelPlan): Kernel {
  const kernel = factory.create(plan, createArena(factory.arrays(plan), factory.allocate));
  kernel.state.vmin.fill(-MOST_V);
  kernel.state.vmax.fill(MOST_V);
  kernel.state.threshold.fill(MOST_V);
  return kernel;
}

/** How many times as long lists take as bitmaps, the median over blocks. @throws Error where they do not give the same input */
function ratioOf(
  plan: KernelPlan,
  lists: Kernel,
  bitmaps: Kernel,
  from: number,
  spikes: number,
  blocks: number,
): number {
  const draw = new CounterStream(SEED, 2, spikes);
  const ratios: number[] = [];
  let step = from;
  for (let b = 0; b < blocks; b++, step += BLOCK) {
    const ids = Uint32Array.from({ length: BLOCK * spikes }, () => draw.below(plan.n));
    const seconds = [lists, bitmaps].map((kernel) => {
      kernel.update(step, BLOCK);
      const begin = clock();
      for (let k = 0; k < BLOCK; k++) kernel.deliver(step + k, ids, k * spikes, (k + 1) * spikes);
      return clock() - begin;
    });
    ratios.push(seconds[0] / seconds[1]);
  }
  const [ofLists, ofBitmaps] = [lists, bitmaps].map((kernel) => {
    const pending = new Int32Array(BLOCK * plan.n);
    kernel.readPending(step, pending);
    return pending;
  });
  if (!isDeepStrictEqual(ofLists, ofBitmaps)) throw new Error("bitmaps do not deliver what lists do");
  return summarize(ratios.slice(blocks >> 2)).median;
}

/** The density at which the ratio comes to 1, between two that were measured on a logarithmic scale. */
function crossing(ratios: readonly number[]): string {
  const above = ratios.findIndex((ratio) => ratio >= 1);
  if (above < 0) return `above ${percent(DENSITIES[DENSITIES.length - 1])}`;
  if (above === 0) return `below ${percent(DENSITIES[0])}`;
  const [low, high] = [Math.log(ratios[above - 1]), Math.log(ratios[above])];
  const [from, to] = [DENSITIES[above - 1], DENSITIES[above]];
  return percent(from * (to / from) ** (-low / (high - low)));
}

function percent(density: number): string {
  return `${significant(100 * density, 2)} %`;
}

/** @throws Error where the two ways do not give the same input */
export function benchCrossover(args: BenchArguments): void {
  const n = args.count("--neurons", 12_500);
  const blocks = args.has("--quick") ? 40 : 160;
  const rows = DENSITIES.map((density) => {
    const plan = planOf(n, Math.round(density * n));
    const [lists, bitmaps] = [LISTS, BITMAPS].map((factory) => kernelOf(factory, plan));
    return SPIKES.map((spikes, s) => ratioOf(plan, lists, bitmaps, s * blocks * BLOCK, spikes, blocks));
  });
  const text = markdownTable(
    ["targets of a row", ...SPIKES.map((spikes) => `${spikes} spikes a step`)],
    [
      ...rows.map((ratios, d) => [percent(DENSITIES[d]), ...ratios.map((ratio) => significant(ratio, 2))]),
      ["as fast at", ...SPIKES.map((_, s) => crossing(rows.map((ratios) => ratios[s])))],
    ],
  );
  console.log(`\n${text}\n\nthe kernel takes bitmaps from ${percent(USUAL_OPTIONS.crossover)} on`);
  if (args.has("--write-docs"))
    writeBlock("crossover", `${machineLine()}; ${n} compartments, ${blocks} blocks of ${BLOCK} steps.\n\n${text}`);
}
