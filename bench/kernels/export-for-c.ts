/** Writes a compiled network of delta synapses in the form that the C kernels read (peers/c/network.h). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLAIN_KERNEL } from "../../emulator/loihi/kernel/plain-kernel.js";
import type { PortPlan } from "../../emulator/loihi/kernel/port-plan.js";
import { loadKernel } from "../../emulator/loihi/load-state.js";
import { agree } from "../../emulator/loihi/run-plan.js";
import { planSlice } from "../../emulator/loihi/slice-plan.js";
import { LARGEST_POISSON_MEAN, PoissonTable } from "../../src/numerics/poisson-table.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { synapsesOf } from "../export-network.js";

/** @throws Error for a program beyond what the C kernels are for: one kind of neuron without current decay, one delay, one weight a source, one Poisson source a neuron */
export function exportForC(folder: string, program: LoihiProgram, target: LoihiTarget): void {
  const plan = planSlice(program, target, { from: 0, to: program.size });
  const { state } = loadKernel(program, target, plan, agree([plan]), PLAIN_KERNEL).kernel;
  const { arithmetic } = state;
  if (program.profile !== "hw" || arithmetic.inputShift !== 0)
    throw new Error("the C kernels have the hw arithmetic only");
  if (same(state.uFactor, "decay of u") !== 0) throw new Error("the C kernels have no current that decays");
  const rows = pushRows(synapsesOf(plan, program.size), program.size);
  const populations = plan.ports.map((port) => driveOf(program, port, rows.delay));
  const about: [string, number][] = [
    ["neurons", program.size],
    ["populations", populations.length],
    ["seed", program.seed],
    ["delay", rows.delay + 1],
    ["synapses", rows.target.length],
    ["v_factor", same(state.vFactor, "decay of v")],
    ["bias", same(state.bias, "bias")],
    ["v_threshold", same(state.threshold, "threshold")],
    ["vmin", same(state.vmin, "vmin")],
    ["vmax", same(state.vmax, "vmax")],
    ["refractory", same(state.refractoryPeriod, "refractory period")],
    ["decay_bits", arithmetic.decayBits],
    ["u_bits", arithmetic.uBits],
    ["accumulator_bits", arithmetic.accumulatorBits],
    ["unit", rows.unit],
  ];
  populations.forEach(({ thresholds, ...numbers }, p) => {
    for (const [name, value] of Object.entries(numbers)) about.push([`population[p].${name}`, value]);
    about.push(["population[p].thresholds", thresholds.length]);
    writeFileSync(join(folder, `thresholds-${p}.u32`), thresholds);
  });
  writeFileSync(join(folder, "about.txt"), about.map(([name, value]) => `${name} ${value}\n`).join(""));
  writeFileSync(join(folder, "row-start.u64"), BigUint64Array.from(rows.start, BigInt));
  writeFileSync(join(folder, "target.u16"), rows.target);
  writeFileSync(join(folder, "source-weight.i16"), rows.weight);
  writeFileSync(join(folder, "initial-v.i32"), state.v);
}

function same(values: ArrayLike<number>, what: string): number {
  for (let i = 1; i < values.length; i++)
    if (values[i] !== values[0]) throw new Error(`neurons differ in their ${what}`);
  return values[0];
}

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return Math.abs(a);
}

export interface ConstantRows {
  /** Of the emulator: a spike of step n arrives in step n + 1 + delay. */
  readonly delay: number;
  readonly start: Float64Array;
  /** Ascending in a row; a synapse of m times its source's weight stands there m times. */
  readonly target: Uint16Array;
  /** By source, in units. */
  readonly weight: Int16Array;
  readonly unit: number;
}

/** @param list synapses by ascending source @throws Error where a source has weights that are no multiples of its smallest, or delays differ */
export function pushRows(
  list: Readonly<Record<"source" | "target" | "weight" | "delay", Int32Array>>,
  neurons: number,
): ConstantRows {
  if (neurons > 2 ** 16) throw new Error("the C kernels have at most 65,536 neurons");
  const base = new Int32Array(neurons);
  let unit = 0;
  for (let k = 0; k < list.source.length; k++) {
    const [source, weight] = [list.source[k], list.weight[k]];
    if (base[source] === 0 || Math.abs(weight) < Math.abs(base[source])) base[source] = weight;
  }
  for (const weight of base) unit = gcd(weight, unit);
  const start = new Float64Array(neurons + 1);
  for (let k = 0; k < list.source.length; k++) {
    const times = list.weight[k] / base[list.source[k]];
    if (!(Number.isInteger(times) && times > 0)) throw new Error(`source ${list.source[k]} has several weights`);
    start[list.source[k] + 1] += times;
  }
  for (let s = 0; s < neurons; s++) start[s + 1] += start[s];
  const target = new Uint16Array(start[neurons]);
  const next = start.slice();
  for (let k = 0; k < list.source.length; k++) {
    const source = list.source[k];
    for (let times = list.weight[k] / base[source]; times > 0; times--) target[next[source]++] = list.target[k];
  }
  for (let s = 0; s < neurons; s++) target.subarray(start[s], start[s + 1]).sort();
  return {
    delay: same(list.delay, "delays"),
    start,
    target,
    weight: Int16Array.from(base, (weight) => weight / (unit || 1)),
    unit,
  };
}

interface Drive {
  readonly first: number;
  readonly size: number;
  readonly stream: number;
  readonly weight: number;
  readonly least: number;
  readonly thresholds: Uint32Array;
}

function driveOf(program: LoihiProgram, { port, from, to, single }: PortPlan, delay: number): Drive {
  const { kind, rate, stream, startStep, stopStep } = program.inputs[port];
  const steady = kind === "poisson" && startStep === 0 && stopStep >= 2 ** 32 - 1;
  if (single === null || !steady || from !== 0)
    throw new Error("the C kernels have one steady Poisson source a neuron");
  if (single.delay !== delay) throw new Error("the drive has another delay than the synapses");
  const first = single.target[0];
  if (single.target.some((target, i) => target !== first + i))
    throw new Error("sources and neurons are not in the same order");
  const mean = ((typeof rate === "number" ? rate : same(rate, "rate")) * program.dt) / 1000;
  return { first, size: to - from, stream, weight: same(single.weight, "drive's weight"), ...countThresholds(mean) };
}

/** The first uniform that gives more than least + k spikes, for every k that can be exceeded. */
export function countThresholds(mean: number): { readonly least: number; readonly thresholds: Uint32Array } {
  if (!(mean <= LARGEST_POISSON_MEAN)) throw new RangeError(`a mean of ${mean} spikes a step is too large`);
  const table = new PoissonTable(mean);
  const [least, most] = [table.count(0), table.count(2 ** 32 - 1)];
  const thresholds = new Uint32Array(most - least);
  for (let k = 0; k < thresholds.length; k++) {
    let [low, high] = [0, 2 ** 32 - 1]; // count(high) > least + k
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (table.count(middle) > least + k) high = middle;
      else low = middle + 1;
    }
    thresholds[k] = low;
  }
  return { least, thresholds };
}
