/**
 * partition: neurons into cores under every limit of the target.
 *
 *   compartments ≤ max ; distinct sources ≤ input axons ; Σ over the core's neurons of destination cores ≤ output axons ;
 *   Σ over (axon, format) lists of ceil((10 + n·bits)/64)·64 ≤ synapse memory ; profiles, thresholds, formats ≤ theirs (loihi spec §3)
 *
 * How many cores a neuron reaches depends on the whole partition. So: fill with an estimate, count, fill again with what was
 * counted until no core exceeds its output axons and a further filling needs no fewer cores; if none holds, fill with the number
 * of targets, which no partition can exceed.
 * What binds: every axon leaves one core and enters one, so means of input and output axons per core are equal. Large random
 * networks are bound by axons long before synapse memory; output axons stop cores first, since fan-outs of populations differ.
 */
import type { CompartmentProfile } from "../../../src/program/loihi/program.js";
import type { CorePlan, CoreResource, Partitioned, Pass, PassContext, Quantized } from "../stages.js";
import { checkPartition } from "../checks/check-partition.js";
import { CoreLayoutWorkspace } from "../core-layout.js";
import { IncomingSynapses } from "../incoming-synapses.js";
import { CoreFiller, coreLimits, type CoreLimits, type NeuronClasses } from "../partition/core-filler.js";
import { refuseOversize, refuseUnwritable, warnOversize } from "../partition/does-not-fit.js";
import { fillCores, type Filled } from "../partition/fill-cores.js";
import { KeptLayouts } from "../partition/kept-layouts.js";

/** Rounds of "count, then fill again" before the safe bound is taken. */
const ROUNDS = 6;
/** Fill again only where two cores in a hundred are fewer than the fan-outs assumed. */
const WORTHWHILE = 0.98;
/** What is added to a counted fan-out in each round: the next filling is another one. */
const MARGIN = 0.004;
/** Reads of synapses that the random candidates of one filling may cost. */
const CANDIDATE_BUDGET = 1.2e8;

export const partitionPass: Pass<Quantized, Partitioned> = {
  name: "partition",
  summary: "Groups neurons into cores that share sources, under every limit of the target.",
  run: partition,
  check: checkPartition,
};

function partition(quantized: Quantized, context: PassContext): Partitioned {
  const { target, options, progress } = context;
  const { groups } = quantized.scaled;
  const incoming = new IncomingSynapses(quantized);
  const { size } = incoming;
  const limits = coreLimits(target);
  const classes = neuronClasses(quantized, 2 ** target.widths.decay);
  const workspace = new CoreLayoutWorkspace(incoming, groups, target);
  const targets = incoming.outDegrees();
  const fanOut = new Float64Array(size);
  const filler = new CoreFiller(incoming, groups, target, limits, classes, fanOut, workspace);
  const synapses = incoming.rows.reduce((sum, r) => sum + r.source.length, 0);
  const samples = Math.max(4, Math.min(32, Math.floor(CANDIDATE_BUDGET / Math.max(1, synapses))));

  const expectedCores = estimateCores(size, targets, limits, filler);
  let assumed = expectedCores;
  let best: Filled | undefined;
  let counted: Uint32Array | undefined;
  for (let round = 0; ; round++) {
    const safe = round >= ROUNDS && best === undefined;
    for (let i = 0; i < size; i++) {
      const estimate =
        counted === undefined ? reachedCores(targets[i], expectedCores) : counted[i] * (1 + MARGIN * round);
      fanOut[i] = safe ? targets[i] : Math.min(targets[i], estimate);
    }
    const filled = fillCores(size, filler, samples, (done) => progress("partition", done, size));
    const actual = filled.fanOut;
    counted = actual;
    const holds =
      safe || !filled.cores.some((core) => core.length > 1 && sumOver(core, actual) > limits["output axons"]);
    const cores = filled.cores.length;
    if (holds && cores < (best?.cores.length ?? Infinity)) best = filled;
    // Fan-outs fall with the number of cores: where it came out smaller than assumed, one more filling may need fewer still.
    if (best !== undefined && (round >= ROUNDS || cores >= WORTHWHILE * assumed)) break;
    assumed = cores;
  }

  const coreOf = new Uint32Array(size);
  const compartmentOf = new Uint16Array(size);
  const { binding, tooLarge, fanOut: actual } = best;
  const kept = new KeptLayouts(actual.reduce((sum, reached) => sum + reached, 0));
  const cores = best.cores.map((neurons, index): CorePlan => {
    neurons.forEach((id, c) => {
      coreOf[id] = index;
      compartmentOf[id] = c;
    });
    const content = filler.contentOf(neurons);
    const { formats, bits } = content;
    const layout = content.layout === null ? null : kept.keep(content.layout);
    const sources = layout?.sources ?? content.sources;
    return planCore(quantized, { neurons, sources, layout }, limits, {
      "input axons": sources.length,
      "output axons": sumOver(neurons, actual),
      "synapse memory bits": bits,
      "synapse formats": formats,
    });
  });
  const partitioned: Partitioned = { quantized, cores, coreOf, compartmentOf, binding };
  const boardCores = context.board.chips * (target.limits.coresPerChip.value ?? Infinity);
  if (tooLarge.length > 0 || cores.length > boardCores) {
    const misfit = { partitioned, tooLarge, boardCores };
    if (!options.oversize) refuseOversize(misfit, context);
    refuseUnwritable(partitioned, context);
    warnOversize(misfit, context);
  }
  return partitioned;
}

/** Expected number of `cores` that a neuron reaches if its `targets` are spread evenly. */
function reachedCores(targets: number, cores: number): number {
  return cores <= 1 ? Math.min(targets, 1) : cores * (1 - (1 - 1 / cores) ** targets);
}

/** Cores needed as far as one core filled from the first neurons and the expected fan-outs tell. */
function estimateCores(size: number, targets: Uint32Array, limits: CoreLimits, filler: CoreFiller): number {
  filler.reset();
  let perCore = 0;
  while (perCore < size && filler.tryAdd(perCore) === null) perCore++;
  perCore = Math.max(1, perCore);
  for (let k = 0; k < 20; k++) {
    let fanOut = 0;
    for (let i = 0; i < size; i++) fanOut += reachedCores(targets[i], size / perCore) / size;
    if (perCore <= 1 || perCore * fanOut <= limits["output axons"]) break;
    perCore = Math.max(1, Math.min(perCore - 1, Math.floor(limits["output axons"] / fanOut)));
  }
  return Math.ceil(size / perCore);
}

function sumOver(ids: Uint32Array, values: Uint32Array): number {
  let sum = 0;
  for (const id of ids) sum += values[id];
  return sum;
}

/** @param decays number of values that a decay field can have */
function neuronClasses(quantized: Quantized, decays: number): NeuronClasses {
  const { scaled, refractory, noiseOf } = quantized;
  const size = scaled.du.length;
  const profile = new Uint32Array(size);
  const threshold = new Uint32Array(size);
  const profileNumber = new Map<number, number>();
  const thresholdNumber = new Map<number, number>();
  for (let i = 0; i < size; i++) {
    profile[i] = numberOf(
      profileNumber,
      ((refractory[i] * decays + scaled.du[i]) * decays + scaled.dv[i]) * 2 + (noiseOf[i] >= 0 ? 1 : 0),
    );
    threshold[i] = numberOf(thresholdNumber, scaled.thresholdMantissa[i]);
  }
  return { profile, threshold, noise: noiseOf };
}

function numberOf(numbers: Map<number, number>, key: number): number {
  let number = numbers.get(key);
  if (number === undefined) numbers.set(key, (number = numbers.size));
  return number;
}

function planCore(
  quantized: Quantized,
  { neurons, sources, layout }: Pick<CorePlan, "neurons" | "sources" | "layout">,
  limits: CoreLimits,
  counted: Readonly<Record<"input axons" | "output axons" | "synapse memory bits" | "synapse formats", number>>,
): CorePlan {
  const { scaled, refractory, noiseOf, noises } = quantized;
  const profiles: CompartmentProfile[] = [];
  const profileIndex = new Map<string, number>();
  const thresholdIndex = new Map<number, number>();
  const profileOf = new Uint8Array(neurons.length);
  const thresholdOf = new Uint8Array(neurons.length);
  let noise = -1;
  neurons.forEach((id, c) => {
    const profile: CompartmentProfile = {
      du: scaled.du[id],
      dv: scaled.dv[id],
      refractory: refractory[id],
      noise: noiseOf[id] >= 0,
    };
    const key = `${profile.du} ${profile.dv} ${profile.refractory} ${profile.noise}`;
    let index = profileIndex.get(key);
    if (index === undefined) {
      profileIndex.set(key, (index = profiles.length));
      profiles.push(profile);
    }
    profileOf[c] = index;
    const threshold = scaled.thresholdMantissa[id];
    if (!thresholdIndex.has(threshold)) thresholdIndex.set(threshold, thresholdIndex.size);
    thresholdOf[c] = thresholdIndex.get(threshold) ?? 0;
    if (noiseOf[id] >= 0) noise = noiseOf[id];
  });
  const used: Record<CoreResource, number> = {
    ...counted,
    compartments: neurons.length,
    "compartment profiles": profiles.length,
    "threshold profiles": thresholdIndex.size,
  };
  const use = Object.fromEntries(
    (Object.keys(limits) as CoreResource[]).map((resource) => [
      resource,
      { used: used[resource], max: limits[resource] },
    ]),
  ) as CorePlan["use"];
  return {
    neurons,
    sources,
    layout,
    profiles,
    profileOf,
    thresholds: Uint32Array.from(thresholdIndex.keys()),
    thresholdOf,
    noise: noise < 0 ? null : noises[noise],
    vmin: scaled.vmin,
    vmax: scaled.vmax,
    use,
  };
}
