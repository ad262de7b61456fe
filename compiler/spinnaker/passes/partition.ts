/**
 * Partition: populations into slices of atoms, one core each. A slice is as large as the option allows, as the ring buffers can hold its
 * delays without delay extensions (down to SMALLEST_SLICE atoms), and as its DTCM can hold; it is halved until it fits.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { largestOf } from "../../../src/numerics/extrema.js";
import type { SpinnakerTarget } from "../../../src/targets/spinnaker/target.js";
import { coreTraffic, type Traffic } from "../weights/core-load.js";
import {
  atomsWithoutExtension,
  coreMemory,
  wordBits,
  type CoreMemory,
  type MatrixDemand,
} from "../weights/core-memory.js";
import { realTime } from "../weights/tick-cost.js";
import { ratesOf } from "./scale.js";
import type { Senders } from "../mapping/sender.js";
import { sendersOf } from "../mapping/senders.js";
import { countRows, longestDelay, longestRow, type SliceRange } from "../slice-rows.js";
import type { CoreSlice, Sliced, SpinnakerContext, SpinnakerQuantized } from "../stages.js";

const TYPES = 2;
/** Below it delay extensions are the smaller evil. */
const SMALLEST_SLICE = 32;

export function slice(quantized: SpinnakerQuantized, context: SpinnakerContext): Sliced {
  const { lowered } = quantized.shifted;
  const rates = ratesOf(lowered, context);
  const slices = lowered.populations.flatMap((_, p) => {
    context.progress("partition", p, lowered.populations.length);
    return slicePopulation(quantized, p, context).map((core): CoreSlice => ({
      ...core,
      realTime: forecast(quantized, core, rates, context),
    }));
  });
  if (context.target.routed) reportRealTime(slices, context);
  const senders = sendersOf(quantized, slices);
  checkBoard(senders, context);
  return { quantized, slices, senders };
}

type Unclocked = Omit<CoreSlice, "realTime">;

function longestDelayOnto({ shifted, projections }: SpinnakerQuantized, population: number): number {
  let longest = 1;
  shifted.lowered.network.projections.forEach((projection, k) => {
    const { delay } = projections[k];
    if (projection.post !== population || projection.source.length === 0) return;
    longest = Math.max(longest, longestDelay(delay));
  });
  return longest;
}

function slicePopulation(quantized: SpinnakerQuantized, p: number, { options, target }: SpinnakerContext): Unclocked[] {
  const { population } = quantized.shifted.lowered.populations[p];
  const maxDelay = longestDelayOnto(quantized, p);
  const most = Math.min(options.atomsPerCore, target.limits.atomsPerCore.value ?? Infinity, population.size);
  let atoms = Math.min(most, Math.max(atomsWithoutExtension(TYPES, maxDelay, target), SMALLEST_SLICE));
  for (;;) {
    // Slices of nearly the same size, rather than a small last one.
    const cores = Math.ceil(population.size / atoms);
    const slices: Unclocked[] = [];
    for (let c = 0; c < cores; c++) {
      const range = {
        from: Math.floor((c * population.size) / cores),
        to: Math.floor(((c + 1) * population.size) / cores),
      };
      slices.push(sliceOf(quantized, p, range, atoms, maxDelay, options.synapseCores, target));
    }
    const full = slices.find(
      ({ memory }) => memory.dtcm.bytes > memory.dtcm.limit || memory.sdram.bytes > memory.sdram.limit,
    );
    if (full === undefined) return slices;
    if (atoms === 1) doesNotFit(full.memory, population.name);
    atoms = Math.ceil(atoms / 2);
  }
}

function sliceOf(
  quantized: SpinnakerQuantized,
  p: number,
  range: SliceRange,
  atoms: number,
  maxDelay: number,
  synapseCores: number,
  target: SpinnakerTarget,
): Unclocked {
  const { network, populations } = quantized.shifted.lowered;
  const core = { atoms, synapseTypes: TYPES, maxDelay, population: populations[p].population.name };
  const { delayStages, ...layout } = wordBits(core, target);
  const stages = delayStages + 1;
  const matrices = network.projections.flatMap((projection, k): MatrixDemand[] => {
    if (projection.post !== p) return [];
    const counts = countRows(projection, quantized.projections[k], range, layout.delayBits, stages);
    return [
      {
        sources: projection.preSize,
        directRow: longestRow(counts, projection.preSize, 0, 1),
        delayedRow: longestRow(counts, projection.preSize, 1, stages),
      },
    ];
  });
  const memory = coreMemory({ ...core, model: populations[p].model, matrices }, target);
  return { population: p, ...range, layout, synapseCores, delayStages, memory };
}

function doesNotFit({ dtcm, sdram }: CoreMemory, population: string): never {
  const [what, use] =
    dtcm.bytes > dtcm.limit ? (["bytes of DTCM", dtcm] as const) : (["bytes of SDRAM", sdram] as const);
  const worst = Object.entries(use.parts).reduce((a, b) => (b[1] > a[1] ? b : a));
  return fail(
    "neuron-exceeds-core",
    `One neuron of population ${population} alone is too much for a core: it needs ${use.bytes.toLocaleString("en")} bytes, ${worst[1].toLocaleString("en")} of them for its ${worst[0]}.`,
    {
      exitCode: ExitCode.doesNotFit,
      place: { object: `population ${population}` },
      limit: { what, used: use.bytes, max: use.limit },
      hint: "use fewer synapses a neuron, or shorter delays",
    },
  );
}

function forecast(
  quantized: SpinnakerQuantized,
  { population, from, to }: Unclocked,
  rates: ArrayLike<number>,
  { options, target }: SpinnakerContext,
): CoreSlice["realTime"] {
  const { network, populations } = quantized.shifted.lowered;
  const { first } = populations[population].population;
  const neurons = Uint32Array.from({ length: to - from }, (_, i) => first + from + i);
  const traffic = coreTraffic(network, neurons, rates, target);
  const { model, stepsPerTick = 1 } = populations[population];
  const core = { model, atoms: to - from, synapseTypes: TYPES, stepsPerTick };
  const clock = { timeScaleFactor: options.timeScaleFactor };
  if (options.synapseCores === 1) return realTime({ ...traffic, ...core }, target.costs, network.dt, clock);
  // The busier of the neuron core, and a synapse core with its share of the spikes.
  const share = Object.fromEntries(
    Object.entries(traffic).map(([name, n]) => [name, (n as number) / options.synapseCores]),
  ) as unknown as Traffic;
  const quiet = { spikesReceived: 0, rowsRead: 0, synapticEvents: 0, wordsRead: 0 };
  const both = [
    realTime({ ...quiet, ...core }, target.costs, network.dt, clock),
    realTime({ ...share, ...core, atoms: 0 }, target.costs, network.dt, clock),
  ];
  return both[0].cost.total.high > both[1].cost.total.high ? both[0] : both[1];
}

/** One sentence for all cores: the busiest decides. */
function reportRealTime(slices: readonly CoreSlice[], { options, report }: SpinnakerContext): void {
  const late = slices.filter(({ realTime: { holds } }) => holds === "no").length;
  const unsure = slices.filter(({ realTime: { holds } }) => holds === "unknown").length;
  if (late + unsure === 0) return;
  const needed = largestOf(slices.map(({ realTime: r }) => r.needed));
  const enough = largestOf(slices.map(({ realTime: r }) => r.enough));
  const of = `of ${counted(slices.length, "core")}, at a time-scale factor of ${options.timeScaleFactor}`;
  report(
    late > 0
      ? {
          code: "real-time-missed",
          severity: "warning",
          message: `${counted(late, "core")} ${of}, cannot keep real time.`,
          hint: `a factor below ${needed} cannot hold, ${enough} will; fewer atoms a core (--atoms-per-core) help too`,
        }
      : {
          code: "real-time-unknown",
          severity: "note",
          message: `Whether ${counted(unsure, "core")} ${of}, keep real time cannot be told: the costs of a core are not measured.`,
          hint: `at a factor of ${enough} all do by the highest figures`,
        },
  );
}

function checkBoard(
  { slices, inputCores, synapseCores, delayCores }: Senders,
  { board, target, options }: SpinnakerContext,
): void {
  const perChip = target.limits.coresPerChip.value ?? Infinity;
  // Where one processor does it all, the host plays the input.
  const used = target.routed ? slices + inputCores + synapseCores + delayCores : slices;
  const max = perChip * board.chips;
  if (used <= max || options.oversize) return;
  const larger = target.boards.find(({ chips }) => chips * perChip >= used);
  fail(
    "network-exceeds-board",
    `The network needs ${counted(used, "core")} (${slices} for neurons, ${synapseCores} more for synapses, ${inputCores} for input, ${delayCores} for delays), but board ${board.id} has ${max}.`,
    {
      exitCode: ExitCode.doesNotFit,
      limit: { what: "cores", used, max },
      hint:
        larger === undefined
          ? "use fewer neurons; --oversize emulates the arithmetic anyway"
          : `board ${larger.id} has enough (--board ${larger.id}); --oversize emulates the arithmetic anyway`,
    },
  );
}
