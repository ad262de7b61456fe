/** What a mean step of a network gives the machine to do that runs it: counted before anything runs, from drawn synapses and expected rates. */
import { eventsPerStep, meanRatesOf } from "../../families/mean-rates.js";
import type { FamilyOptions } from "../../options/option-tables.js";
import type { Network, Projection } from "../../network/types.js";

/** What runs a network: each has kernels, and so costs, of its own. */
const RUNNERS = ["reference", "loihi", "spinnaker"] as const;
export type Runner = (typeof RUNNERS)[number];

/** The runner of a family's programs; null for a family from elsewhere, or one that is not emulated. */
export function runnerOf(family: string): Runner | null {
  return RUNNERS.find((runner) => runner === family) ?? null;
}

/** What a run does; figures are of a mean step unless stated. */
export interface RunWork {
  readonly runner: Runner;
  /** Of the run. */
  readonly steps: number;
  /** Neurons. */
  readonly updates: number;
  /** Poisson sources that draw a count. */
  readonly draws: number;
  /** Rows that are looked up: spikes of neurons and of sources, for each projection. */
  readonly rows: number;
  /** Synaptic events of rows with one weight, with weights of their own, and with delays of their own. */
  readonly constant: number;
  readonly weighted: number;
  readonly delayed: number;
  /** Those of `delayed` whose slots do not fit the cache of a core. */
  readonly far: number;
  /** Bits of the rows that are added as bitmaps. */
  readonly bits: number;
  /** Synaptic events of all kinds, those of private sources included. */
  readonly events: number;
  /** Synapses with one weight and one delay for all of their projection, with weights of their own, and with delays of their own. */
  readonly synapses: { readonly constant: number; readonly weighted: number; readonly delayed: number };
}

/** Rows at least so dense, of one weight and one delay, are bitmaps (docs/kernels.md); the SpiNNaker-style emulator has none. */
const DENSE: Readonly<Record<Runner, number>> = { loihi: 0.02, reference: 0.05, spinnaker: Infinity };

/** The second-level cache of usual machines. */
const CACHE_BYTES = 2 ** 20;
const SAMPLE = 4096;

/**
 * @param expected Hz by population
 * @param withSources false: Poisson input was replaced by noise of the chip, and no source plays
 */
export function runWorkOf(
  network: Network,
  expected: Readonly<Record<string, number>>,
  runner: Runner,
  withSources = true,
): RunWork {
  const rates = meanRatesOf(network, expected);
  const synapses = { constant: 0, weighted: 0, delayed: 0 };
  const work = {
    runner,
    steps: network.steps,
    synapses,
    updates: network.size,
    draws: 0,
    rows: 0,
    constant: 0,
    weighted: 0,
    delayed: 0,
    far: 0,
    bits: 0,
    events: 0,
  };
  if (withSources)
    for (const source of network.sources)
      if (source.kind === "poisson") work.draws += source.size * activeShare(network, source);
  for (const projection of network.projections) {
    const { preFirst, preSize, preKind, weight, delay } = projection;
    if (preKind === "source" && !withSources) continue;
    const kind = typeof delay !== "number" ? "delayed" : typeof weight !== "number" ? "weighted" : "constant";
    synapses[kind] += projection.source.length;
    let spikes = 0;
    for (let i = 0; i < preSize; i++) spikes += (rates.ofId[preFirst + i] * network.dt) / 1000;
    const events = eventsPerStep({ ...network, projections: [projection] }, rates).reduce((sum, x) => sum + x, 0);
    work.events += events;
    // The count of a source with one synapse is added where it is drawn.
    if (preKind === "source" && isPrivate(projection)) continue;
    work.rows += spikes;
    if (kind === "constant" && isDense(projection, runner)) work.bits += spikes * projection.postSize;
    else work[kind] += events;
    if (kind === "delayed" && slotBytes(projection) > CACHE_BYTES) work.far += events;
  }
  return work;
}

/** What emulating a network takes that is compiled with these options; null for a family whose kernels are not known here. */
export function emulationWork(network: Network, options: FamilyOptions): RunWork | null {
  const runner = runnerOf(options.family);
  if (runner === null) return null;
  const asNoise = "poisson" in options && options.poisson === "noise";
  return runWorkOf(network, options.expectedRates, runner, !asNoise);
}

function activeShare({ steps }: Network, { startStep, stopStep }: Network["sources"][number]): number {
  return Math.max(0, Math.min(stopStep, steps) - startStep) / Math.max(1, steps);
}

/** Of the sums on their way that a projection writes; the longest delay of the first synapses stands for all. */
function slotBytes({ delay, postSize }: Projection): number {
  let longest = typeof delay === "number" ? delay : 0;
  if (typeof delay !== "number") for (const steps of delay.subarray(0, SAMPLE)) longest = Math.max(longest, steps);
  return postSize * (longest + 1) * Int32Array.BYTES_PER_ELEMENT;
}

const isPrivate = ({ source, preSize }: Projection) => source.length <= preSize;

/** Whether so many synapses of two populations are dense rows for the kernels of a runner. */
export function areDense(synapses: number, preSize: number, postSize: number, runner: Runner): boolean {
  return synapses >= DENSE[runner] * preSize * postSize;
}

const isDense = ({ source, preSize, postSize }: Projection, runner: Runner) =>
  areDense(source.length, preSize, postSize, runner);
