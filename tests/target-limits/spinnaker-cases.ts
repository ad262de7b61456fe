/** Every field of a SpiNNaker-style target. */
import type { SpinnakerCompileResult } from "../../compiler/spinnaker/compile.js";
import { decodeSynapse } from "../../src/program/spinnaker/synaptic-word.js";
import { SPINNAKER1 } from "../../src/targets/spinnaker/spinnaker1.js";
import type { LimitCase } from "./case.js";
import { numbersOf } from "./fields.js";
import { BUSY, BUSY_COND, BUSY_DELTA, SLOW } from "./networks.js";

type Case = LimitCase<SpinnakerCompileResult>;

const moreCores = (before: SpinnakerCompileResult, after: SpinnakerCompileResult) =>
  after.program.cores.length > before.program.cores.length;
const most = (values: Iterable<number>) => Math.max(...values);
const ringBits = ({ program }: SpinnakerCompileResult) =>
  most(program.cores.map(({ layout }) => layout.indexBits + layout.typeBits + layout.delayBits));
const longestRow = ({ program }: SpinnakerCompileResult) =>
  most(program.cores.flatMap(({ rowStart }) => [...rowStart].slice(1).map((end, r) => end - rowStart[r])));
const words = ({ program }: SpinnakerCompileResult) => program.cores.reduce((sum, core) => sum + core.words.length, 0);
const largest = ({ program }: SpinnakerCompileResult) =>
  most(program.cores.flatMap((core) => Array.from(core.words, (word) => decodeSynapse(word, core.layout).weight)));
const bytes = ({ sliced }: SpinnakerCompileResult) =>
  sliced.slices.reduce((sum, { memory }) => sum + memory.dtcm.bytes + memory.sdram.bytes, 0);
const forecast = ({ sliced }: SpinnakerCompileResult) =>
  sliced.slices.map(({ realTime: { cost, available } }) => [cost.total.low / available, cost.total.high / available]);

const MODELS = { IF_curr_exp: BUSY, IF_curr_delta: BUSY_DELTA, IF_cond_exp: BUSY_COND } as const;
const networkFor = (path: string) => Object.entries(MODELS).find(([model]) => path.includes(model))?.[1] ?? BUSY;
const perModel = (name: string) => Object.keys(MODELS).map((model) => `${name}.${model}`);

/** What the checker counts again; the rest is known to the plan only. */
const RECOUNTED = /slotBytes|rowBuffers|stateWords|inputBuffer/i;

/** More bytes for one thing make a core fuller. */
const keeps = (path: string): Case => ({
  network: networkFor(path),
  second: 2 * (numbersOf(SPINNAKER1).find((field) => field.path === path)!.value as number),
  binds: (before, after) => bytes(after) > bytes(before),
  ...(RECOUNTED.test(path) ? {} : { unchecked: "a size that fills a core, not a limit" }),
});

/** Costs decide no byte of the program, but what is said of real time. */
const costs = (path: string): Case => ({
  network: networkFor(path),
  second: path === "costs.clock" ? 1e6 : 1e5,
  binds: (before, after) =>
    forecast(after).some(([low, high], c) => low > forecast(before)[c][0] || high > forecast(before)[c][1]),
  unchecked: "decides only the forecast of real time",
});

const limits: Readonly<Record<string, Case>> = {
  "limits.coresPerChip": {
    network: BUSY,
    first: { "limits.atomsPerCore": 10 },
    second: 1,
    binds: ({ program: before }, { program: after }) =>
      most(before.mapping!.core) > 1 && most(after.mapping!.core) === 1,
  },
  "limits.atomsPerCore": { network: BUSY, second: 10, binds: moreCores },
  "limits.dtcm": { network: BUSY, second: 5000, binds: moreCores },
  "limits.sdramPerChip": { network: BUSY, second: 10_000, binds: moreCores },
  "limits.ringBufferBits": {
    network: BUSY,
    second: 8,
    binds: (before, after) => ringBits(before) > 8 && ringBits(after) <= 8,
  },
  "limits.rowWords": {
    network: BUSY,
    second: 4,
    binds: (before, after) => longestRow(before) > 4 && longestRow(after) <= 4 && words(after) === words(before),
  },
  "limits.delayStages": { network: SLOW, first: { "limits.delayStages": 8 }, second: 0, binds: "delay-too-long" },
  "limits.routerEntries": { network: BUSY, second: 1, binds: "routing-table-full" },
  "limits.weightBits": {
    network: BUSY,
    second: 8,
    binds: (before, after) => largest(before) > 255 && largest(after) <= 255,
  },
  "image.injectWords": {
    network: BUSY,
    second: 1,
    binds: "board-queue-short",
    unchecked: "not of the program, but of what the host sends it",
  },
  "image.bytes": {
    network: BUSY,
    second: 8000,
    binds: "board-does-not-fit",
    unchecked: "made by the code that loads it",
  },
};

/** Microcontrollers place nothing: too many groups are a refusal. */
export const unroutedCases: Readonly<Record<string, Case>> = {
  "limits.coresPerChip": { network: BUSY, second: 1, binds: "network-exceeds-board" },
  // There are no delay extensions to take what the buffers do not hold.
  "limits.ringBufferBits": { network: BUSY, second: 8, binds: "delay-too-long" },
};

export const spinnakerCases: Readonly<Record<string, Case>> = {
  ...limits,
  ...Object.fromEntries(
    [
      "ringBufferSlotBytes",
      "rowHeaderWords",
      "rowAlignment",
      "populationEntryBytes",
      "addressEntryBytes",
      "inputBufferSpikes",
      "rowBuffers",
      "coreParameterBytes",
      "synapseParameterBytes",
      ...perModel("stateWords"),
      ...perModel("parameterWords"),
    ].map((name) => [`memory.${name}`, keeps(`memory.${name}`)]),
  ),
  ...Object.fromEntries(
    ["clock", ...perModel("neuronUpdate"), "ringBufferSlot", "synapticEvent", "rowRead", "dmaWord", "tick"]
      .flatMap((name) => (name === "clock" ? [name] : [`${name}.low`, `${name}.high`]))
      .map((name) => [`costs.${name}`, costs(`costs.${name}`)]),
  ),
};
