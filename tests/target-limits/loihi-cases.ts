/** Every field of a Loihi-style target. */
import type { CompileResult } from "../../compiler/loihi/compile.js";
import { LOIHI1 } from "../../src/targets/loihi/loihi1.js";
import type { LimitCase } from "./case.js";
import { BUSY, PAIRED } from "./networks.js";

type Case = LimitCase<CompileResult>;

const cores = ({ program }: CompileResult) => program.cores.length;
const moreCores = (before: CompileResult, after: CompileResult) => cores(after) > cores(before);
const formats = ({ program }: CompileResult) => program.cores.flatMap((core) => core.formats);
const most = (values: Iterable<number>) => Math.max(...values);
const fieldOf =
  (of: (result: CompileResult) => Iterable<number>) =>
  (limit: number) =>
  (before: CompileResult, after: CompileResult) =>
    most(of(before)) > limit && most(of(after)) <= limit;
const delays = ({ quantized }: CompileResult) =>
  quantized.projections.flatMap(({ delay }) => (typeof delay === "number" ? [delay] : [...delay]));
const mantissas = ({ quantized }: CompileResult) =>
  quantized.projections.flatMap(({ mantissa }) =>
    (typeof mantissa === "number" ? [mantissa] : [...mantissa]).map(Math.abs),
  );
const scale = ({ quantized }: CompileResult) => quantized.scaled.scale[0];
const smallerScale = (before: CompileResult, after: CompileResult) => scale(after) < scale(before);
const bytes = ({ program }: CompileResult) => program.cores.reduce((sum, core) => sum + core.synapseMemory.length, 0);
const bases = ({ program }: CompileResult) => program.cores.flatMap((core) => [...core.axonBase]);

/** Where boards have one core, cores that are too small are a refusal; these take several in any case. */
const SMALL_CORES = { "limits.coresPerChip": 64 };

/** Boards of one chip have no room for more cores. */
export const oneChipCases: Readonly<Record<string, Case>> = {
  "limits.coresPerChip": {
    network: BUSY,
    first: { "limits.compartmentsPerCore": 20, "limits.coresPerChip": 64 },
    second: 1,
    binds: "network-exceeds-board",
  },
};

export const loihiCases: Readonly<Record<string, Case>> = {
  "limits.coresPerChip": {
    network: BUSY,
    first: { "limits.compartmentsPerCore": 20, "limits.coresPerChip": 64 },
    second: 1,
    binds: (before, after) => most(before.routed.placed.core) > 0 && most(after.routed.placed.core) === 0,
  },
  "limits.compartmentsPerCore": { network: BUSY, first: SMALL_CORES, second: 10, binds: moreCores },
  "limits.inputAxonsPerCore": { network: BUSY, second: 90, binds: moreCores },
  "limits.outputAxonsPerCore": { network: BUSY, second: 40, binds: moreCores },
  "limits.synapseMemoryBits": { network: BUSY, second: 16_384, binds: moreCores },
  "limits.compartmentProfiles": { network: BUSY, first: SMALL_CORES, second: 1, binds: moreCores },
  "limits.thresholdProfiles": {
    network: BUSY,
    second: 1,
    // One threshold for all, so that a core of both populations holds it.
    binds: (_, after) => new Set(after.quantized.scaled.thresholdMantissa).size === 1,
  },
  "limits.synapseFormats": { network: BUSY, second: 3, binds: moreCores },
  "limits.maxDelay": { network: BUSY, second: 4, binds: fieldOf(delays)(4) },
  "limits.maxRefractory": {
    network: BUSY,
    second: 2,
    binds: fieldOf(({ quantized }) => quantized.refractory)(2),
  },

  "widths.u": {
    network: BUSY,
    second: 12,
    binds: smallerScale,
    unchecked: "a head-room: what passes it wraps while running, and is counted there",
  },
  "widths.v": { network: BUSY, second: 14, binds: smallerScale },
  "widths.decay": { network: BUSY, second: 6, binds: fieldOf(({ quantized }) => quantized.scaled.du)(63) },
  "widths.uDecayOffset": {
    network: BUSY,
    second: 0,
    binds: (before, after) => after.quantized.scaled.du[0] === before.quantized.scaled.du[0] + 1,
  },
  "widths.vDecayOffset": {
    network: BUSY,
    second: 1,
    binds: (before, after) => after.quantized.scaled.dv[0] === before.quantized.scaled.dv[0] - 1,
  },
  "widths.biasMantissa": {
    network: BUSY,
    second: 4,
    binds: fieldOf(({ quantized }) => quantized.biasMantissa.map(Math.abs))(7),
  },
  "widths.biasExponentMax": {
    network: BUSY,
    second: 1,
    binds: fieldOf(({ quantized }) => quantized.biasExponent)(1),
  },
  "widths.thresholdMantissa": {
    network: BUSY,
    second: 6,
    binds: fieldOf(({ quantized }) => quantized.scaled.thresholdMantissa)(63),
  },
  "widths.thresholdShift": {
    network: BUSY,
    second: 3,
    binds: (before, after) => {
      const step = ({ quantized }: CompileResult) =>
        quantized.scaled.thresholdMantissa[0] / scale({ quantized } as CompileResult);
      return step(after) > 7 * step(before);
    },
  },
  "widths.weightShift": {
    network: BUSY,
    second: 2,
    binds: (before, after) => {
      const lsb = ({ quantized }: CompileResult) => 2 ** quantized.scaled.groups[0].weightExponent;
      return lsb(after) !== lsb(before) || smallerScale(before, after);
    },
  },
  "widths.weightMantissa": { network: BUSY, second: 5, binds: fieldOf(mantissas)(31) },

  "synapse.wordBits": {
    network: BUSY,
    second: 32,
    // Half words waste fewer bits at the ends of lists.
    binds: (before, after) => bytes(after) < bytes(before),
  },
  "synapse.weightBits": {
    network: BUSY,
    second: LOIHI1.synapse.weightBits.filter((bits) => bits <= 4),
    binds: fieldOf((result) => formats(result).map(({ weightBits }) => weightBits))(4),
  },
  "synapse.indexBits": {
    network: BUSY,
    first: SMALL_CORES,
    second: [0, 4],
    binds: fieldOf((result) => formats(result).map(({ indexBits }) => indexBits))(4),
  },
  "synapse.maxDelayBits": { network: BUSY, second: 2, binds: fieldOf(delays)(3) },
  "synapse.synapsesPerBlock": {
    network: BUSY,
    second: 4,
    // More blocks, with a header each; that no synapse was lost, the checker has counted.
    binds: (before, after) => bytes(after) > bytes(before),
  },
  "synapse.formatIdBits": { network: BUSY, first: SMALL_CORES, second: 2, binds: moreCores },
  "synapse.countBits": {
    network: BUSY,
    second: 2,
    binds: (before, after) => bytes(after) > bytes(before),
  },
  "synapse.maxAxonBase": { network: PAIRED, second: 0, binds: fieldOf(bases)(0) },

  "image.bytes": {
    network: BUSY,
    second: 20_000,
    binds: "board-does-not-fit",
    unchecked: "made by the code that loads it",
  },
  "image.injectWords": {
    network: BUSY,
    second: 1,
    binds: "board-queue-short",
    unchecked: "not of the program, but of what the host sends it",
  },
  "image.neurons": {
    network: BUSY,
    second: 40,
    binds: "board-does-not-fit",
    unchecked: "made by the code that loads it",
  },
  "image.sources": {
    network: BUSY,
    second: 60,
    binds: "board-does-not-fit",
    unchecked: "made by the code that loads it",
  },
};
