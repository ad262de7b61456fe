/**
 * Replays a network vector: integers → the real back half of the compiler → bytes → decoded program → emulator,
 * comparing every recorded spike, u and v. A second run in whole blocks must give the same raster as the one step by step.
 */
import { quantizedFromIntegers } from "../../../compiler/loihi/integer-network.js";
import { compileQuantized } from "../../../compiler/loihi/compile-quantized.js";
import { createEmulator } from "../../../emulator/loihi/emulator.js";
import type { KernelFactory } from "../../../emulator/loihi/kernel/kernel.js";
import type { ExecutionTarget } from "../../../src/program/execution-target.js";
import { decodeLoihiProgram } from "../../../src/program/decode.js";
import { encodeProgram } from "../../../src/program/encode.js";
import type { LoihiProgram } from "../../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../../src/targets/loihi/target.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import type { Comparison } from "./difference.js";
import type { ExpectedPopulation, GoldenNetwork } from "./golden-network.js";
import { compareSpikeRow } from "./spike-row.js";

export interface ReplayOptions {
  /** Threads of the emulator. */
  readonly workers?: number;
  /** Of the emulator; the usual one unless told. */
  readonly kernel?: KernelFactory;
  /** What runs the program instead of the emulator: a board. */
  readonly open?: (program: LoihiProgram, target: LoihiTarget) => Promise<ExecutionTarget>;
  /** Hashes of the whole state are compared in every so-manieth step, where reading it is slow; neurons recorded one by one in every step. */
  readonly hashEvery?: number;
}

function programOf(golden: GoldenNetwork): LoihiProgram {
  const quantized = quantizedFromIntegers(golden.integers, golden.target);
  const { program } = compileQuantized(quantized, golden.target, { profile: golden.profile, oversize: true });
  return fitsRegisters(program, golden.target) ? decodeLoihiProgram(encodeProgram(program)) : program;
}

/** A few vectors have registers that no file of the real chip may hold (a threshold with more bits): they run from memory. */
function fitsRegisters(program: LoihiProgram, target: LoihiTarget): boolean {
  const { decay, thresholdMantissa } = LOIHI1.widths;
  if (target === LOIHI1) return true;
  return program.cores.every(
    (core) =>
      core.thresholds.every((t) => t < 2 ** thresholdMantissa) &&
      core.profiles.every((p) => p.du < 2 ** decay && p.dv < 2 ** decay),
  );
}

const open = (program: LoihiProgram, target: LoihiTarget, options: ReplayOptions): Promise<ExecutionTarget> =>
  options.open?.(program, target) ?? createEmulator(program, target, options);

export async function replayNetwork(
  golden: GoldenNetwork,
  comparison: Comparison,
  options: ReplayOptions = {},
): Promise<void> {
  const program = programOf(golden);
  const { steps } = golden.integers;
  const emulator = await open(program, golden.target, options);
  const raster: string[] = [];
  try {
    emulator.inject(golden.injected);
    const counts = new Map<string, number>();
    for (let step = 0; step < steps; step++) {
      let fired: number[] = [];
      await emulator.advance(1, (_, ids, count) => (fired = [...ids.subarray(0, count)]));
      if (fired.length > 0) raster.push(`${step}:${fired.join()}`);
      for (const population of golden.expected) {
        const here = fired
          .filter((id) => id >= population.first && id < population.first + population.size)
          .map((id) => id - population.first);
        counts.set(population.name, (counts.get(population.name) ?? 0) + here.length);
        if (population.spikes !== undefined)
          compareSpikeRow(population.spikes.get(step) ?? [], here, population.name, step, comparison);
        await compareState(population, step, emulator, comparison, (step + 1) % (options.hashEvery ?? 1) === 0);
      }
    }
    for (const { name, spikeCount } of golden.expected) {
      if (spikeCount !== undefined) comparison.equal(spikeCount, counts.get(name) ?? 0, "number of spikes", name);
    }
  } finally {
    await emulator.close();
  }
  await compareBlocks(golden, program, raster, comparison, options);
}

async function compareState(
  { name, first, size, rows, hashes }: ExpectedPopulation,
  step: number,
  emulator: ExecutionTarget,
  comparison: Comparison,
  whole: boolean,
): Promise<void> {
  const here = rows.get(step) ?? [];
  const hashed = whole && hashes !== undefined;
  const read = hashed
    ? Array.from({ length: size }, (_, i) => i)
    : [...new Set(here.flatMap(({ neurons }) => neurons))].sort((a, b) => a - b);
  if (read.length === 0) return;
  const { u, v } = await emulator.readState(read.map((neuron) => first + neuron));
  const place = new Map(read.map((neuron, k) => [neuron, k]));
  for (const row of here) {
    row.neurons.forEach((neuron, k) => {
      comparison.equal(row.u[k], u[place.get(neuron)!], "u", `${name}[${neuron}]`, step);
      comparison.equal(row.v[k], v[place.get(neuron)!], "v", `${name}[${neuron}]`, step);
    });
  }
  if (hashed) comparison.equal(hashes[step], hashOfState(u, v), "hash of u and v", `${name}[0..${size - 1}]`, step);
}

/** FNV-1a-32 over the int32 little-endian bytes of all u, then all v. */
function hashOfState(u: Float64Array, v: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const values of [u, v]) {
    for (const value of values) {
      for (let shift = 0; shift < 32; shift += 8) hash = Math.imul(hash ^ ((value >> shift) & 255), 0x01000193);
    }
  }
  return hash >>> 0;
}

async function compareBlocks(
  golden: GoldenNetwork,
  program: LoihiProgram,
  raster: readonly string[],
  comparison: Comparison,
  options: ReplayOptions,
): Promise<void> {
  const emulator = await open(program, golden.target, options);
  try {
    emulator.inject(golden.injected);
    let row = 0;
    await emulator.advance(golden.integers.steps, (step, ids, count) => {
      comparison.equal(raster[row++], `${step}:${ids.subarray(0, count).join()}`, "row in blocks", "all", step);
    });
    if (row !== raster.length) comparison.equal(raster[row], undefined, "row in blocks", "all");
  } finally {
    await emulator.close();
  }
}
