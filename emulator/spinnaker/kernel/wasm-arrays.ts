/** The arrays of the WebAssembly kernel: sizes that are known before the rows are written. */
import type { PoissonTable } from "../../../src/numerics/poisson-table.js";
import type { ArraysOf, ArraySpecs } from "../../common/arena.js";
import { bitmapArrays } from "./bitmap-classes.js";
import { coreArrays, wholeVectors } from "./core-arrays.js";
import { parameterArrays } from "./core-parameters.js";
import { RECORD_WORDS } from "./core-records.js";
import type { KernelPlan } from "./kernel.js";
import { ringArrays } from "./ring-buffers.js";
import { GROUP_WORDS, ringGroups } from "./ring-groups.js";
import { extraDelaysOf, mostHalfWords } from "./row-stream.js";
import { LINE_WORDS, mostLines } from "./source-lines.js";
import { SOURCES_AT_ONCE, tableOfHost } from "./wasm-inputs.js";

/** Spikes that are handed over at once. */
export const SPIKES_AT_ONCE = 4096;
/** Three float64, three addresses and three numbers, as words of 32 bits (assembly/add-words.ts). */
const LEDGER_WORDS = 12;
/** Words of a KISS64 stream. */
export const KISS_WORDS = 4;

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Where the counts of each input begin: Poisson cores, then host sources. The last entry is where all end. */
export function inputStarts({ poissonCores, hostSources }: Pick<KernelPlan, "poissonCores" | "hostSources">): number[] {
  const starts = [0];
  for (const { size } of [...poissonCores, ...hostSources])
    starts.push(starts[starts.length - 1] + Math.ceil(size / SOURCES_AT_ONCE) * SOURCES_AT_ONCE);
  return starts;
}

export function hostTables({ hostSources, dt }: Pick<KernelPlan, "hostSources" | "dt">): (PoissonTable | null)[] {
  return hostSources.map((source) => tableOfHost(source, dt));
}

/** @param bitmaps whether dense rows may be bitmaps; without, there is no room for their classes */
export function wasmArrays(plan: KernelPlan, bitmaps: boolean) {
  const { cores, images, sources, poissonCores, hostSources } = plan;
  const inputs = inputStarts(plan).at(-1)!;
  const poisson = sum(poissonCores.map(({ size }) => size));
  const tables = hostTables(plan).filter((table) => table !== null);
  return {
    ...coreArrays(cores),
    ...parameterArrays(cores),
    ...ringArrays(images),
    neurons: { kind: "uint32", length: sum(cores.map(({ n }) => wholeVectors(n))) },
    random: { kind: "uint32", length: KISS_WORDS * cores.length },
    records: { kind: "uint32", length: RECORD_WORDS * cores.length },
    columnBases: { kind: "uint32", length: sum(images.map(({ synapseCores }) => synapseCores)) },
    groups: { kind: "uint32", length: GROUP_WORDS * ringGroups(images).length },
    ...bitmapArrays(bitmaps ? ringGroups(images) : []),
    ledger: { kind: "uint32", length: LEDGER_WORDS },
    /** Places of eight words on their way. */
    scratch: { kind: "uint16", length: 8 },
    fired: { kind: "uint32", length: sum(cores.map(({ n, stepsPerTick }) => n * stepsPerTick)) },
    spikeIds: { kind: "uint32", length: SPIKES_AT_ONCE },
    spikeCounts: { kind: "uint32", length: SPIKES_AT_ONCE },
    spikeLateness: { kind: "uint8", length: SPIKES_AT_ONCE },
    /** Counts of all inputs in this tick, and the weights of those that have one synapse a source. */
    counts: { kind: "uint16", length: inputs },
    weights: { kind: "uint16", length: inputs },
    lines: {
      kind: "uint32",
      length: LINE_WORDS * sum([...poissonCores, ...hostSources].map(({ size }) => mostLines(size))),
    },
    poissonRandom: { kind: "uint32", length: KISS_WORDS * poissonCores.length },
    poissonKinds: { kind: "uint8", length: poisson },
    poissonConstants: { kind: "uint32", length: poisson },
    poissonTimes: { kind: "uint32", length: poisson },
    thresholds: { kind: "uint32", length: sum(tables.map((table) => table.thresholds.length)) },
    guides: { kind: "uint16", length: sum(tables.map((table) => table.guide.length)) },
    rows: { kind: "uint32", length: extraDelaysOf(images).length * (sources + 1) },
    /** Mostly longer than what is written: pages that nobody touches take no memory. */
    stream: { kind: "uint16", length: mostHalfWords(images) },
  } as const satisfies ArraySpecs;
}

export type WasmArrays = ReturnType<typeof wasmArrays>;
export type WasmArraysOf = ArraysOf<WasmArrays>;
