/**
 * Recounts a partition from scratch, without the code that made it: every neuron in exactly one core, and
 * every limit of the target held (unless --oversize lets single neurons exceed a core).
 */
import type { GroupIndices } from "../group-indices.js";
import type { CorePlan, CoreResource, Partitioned, PassContext, Quantized } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

export function checkPartition(_input: Quantized, output: Partitioned, context: PassContext): void {
  const { cores, coreOf, compartmentOf, quantized } = output;
  const { scaled } = quantized;
  const { target, options } = context;
  const size = scaled.du.length;
  const seen = new Uint8Array(size);
  cores.forEach((core, index) => {
    core.neurons.forEach((id, c) => {
      if (seen[id]++ > 0) internalFault(`partition: neuron ${id} is in two cores`);
      if (coreOf[id] !== index || compartmentOf[id] !== c)
        internalFault(`partition: neuron ${id} is not where coreOf says`);
      const profile = core.profiles[core.profileOf[c]];
      const noise = quantized.noiseOf[id];
      if (
        profile.du !== scaled.du[id] ||
        profile.dv !== scaled.dv[id] ||
        profile.refractory !== quantized.refractory[id] ||
        profile.noise !== noise >= 0 ||
        (noise >= 0 && core.noise !== quantized.noises[noise]) ||
        core.thresholds[core.thresholdOf[c]] !== scaled.thresholdMantissa[id]
      ) {
        internalFault(`partition: neuron ${id} lost its registers in core ${index}`);
      }
    });
  });
  if (seen.includes(0)) internalFault(`partition: neuron ${seen.indexOf(0)} is in no core`);

  const { limits, synapse } = target;
  const counted = recount(output, context);
  const maxima: readonly [CoreResource, number | null][] = [
    ["compartments", limits.compartmentsPerCore.value],
    ["input axons", limits.inputAxonsPerCore.value],
    ["output axons", limits.outputAxonsPerCore.value],
    ["synapse memory bits", limits.synapseMemoryBits.value],
    ["compartment profiles", limits.compartmentProfiles.value],
    ["threshold profiles", limits.thresholdProfiles.value],
    ["synapse formats", Math.min(limits.synapseFormats.value ?? Infinity, 2 ** synapse.formatIdBits - 1)],
  ];
  counted.forEach((use, index) => {
    for (const [resource, max] of maxima) {
      const planned = cores[index].use[resource].used;
      if (resource === "synapse memory bits" ? planned > use[resource] : planned !== use[resource]) {
        internalFault(`partition: core ${index}: ${resource} is ${use[resource]}, the partition says ${planned}`);
      }
      // A neuron that alone exceeds a core is let through on virtual cores only.
      if (max !== null && planned > max && !(options.oversize && cores[index].neurons.length === 1)) {
        internalFault(`partition: core ${index}: ${planned} ${resource}, at most ${max}`);
      }
    }
  });
}

const LENGTHS_KEPT = 64;

/**
 * Use of each core; memory as if every list were sparse, which bounds the packed size from above. Linear in the synapses:
 * one counter a source, for one group after the other, cleared by the list of counters that it touched.
 */
function recount(output: Partitioned, { target }: PassContext): Record<CoreResource, number>[] {
  const { cores, coreOf, quantized } = output;
  const { lowered, groups } = quantized.scaled;
  const { network } = lowered;
  const { synapse } = target;
  const kept = new Set(lowered.keptSources);
  const ids = network.size + network.sourceSize;
  const synapses = lowered.projections
    .map(({ projection }, index) => ({ projection, quantized: quantized.projections[index] }))
    .filter(({ projection: p }) => p.preKind === "population" || kept.has(p.pre));
  /** The projections that have synapses of each group. */
  const ofGroup = groups.map((_, g) => synapses.filter(({ quantized: { group } }) => occurs(group, g)));
  const count = new Uint32Array(ids);
  const touched = new Uint32Array(ids);
  /** 1 + the core that a source was seen on last. */
  const seenOn = new Uint32Array(ids);
  /** Cores that each neuron has an axon to. */
  const reached = new Uint32Array(network.size);

  const counted = cores.map((core: CorePlan, index): Record<CoreResource, number> => {
    const indexBits = Math.min(...synapse.indexBits.filter((b) => 2 ** b >= core.neurons.length));
    let bits = 0;
    let inputs = 0;
    let formats = 0;
    for (let g = 0; g < groups.length; g++) {
      let lists = 0;
      let longestDelay = -1;
      for (const { projection: p, quantized: q } of ofGroup[g]) {
        const { rowStart, source, preFirst } = p;
        const { group, delay } = q;
        for (const id of core.neurons) {
          if (id < p.postFirst || id >= p.postFirst + p.postSize) continue;
          const begin = rowStart[id - p.postFirst];
          const end = rowStart[id - p.postFirst + 1];
          if (typeof group === "number" && typeof delay === "number") {
            lists = countSources(source, preFirst, begin, end, count, touched, lists);
            if (end > begin && delay > longestDelay) longestDelay = delay;
            continue;
          }
          for (let k = begin; k < end; k++) {
            if (typeof group !== "number" && group[k] !== g) continue;
            const from = preFirst + source[k];
            if (count[from]++ === 0) touched[lists++] = from;
            const d = typeof delay === "number" ? delay : delay[k];
            if (d > longestDelay) longestDelay = d;
          }
        }
      }
      if (longestDelay < 0) continue;
      formats++;
      const weightBits = Math.min(...synapse.weightBits.filter((b) => b >= groups[g].weightBits));
      const perSynapse = weightBits + indexBits + Math.ceil(Math.log2(longestDelay + 1));
      /** Bits of a list by its length, where they are known: few lengths are many lists'. */
      const bitsOf = new Float64Array(LENGTHS_KEPT);
      for (let l = 0; l < lists; l++) {
        const from = touched[l];
        const n = count[from];
        if (n >= LENGTHS_KEPT) bits += sparseBits(n, perSynapse, synapse);
        else bits += bitsOf[n] ||= sparseBits(n, perSynapse, synapse);
        count[from] = 0;
        if (seenOn[from] === index + 1) continue;
        seenOn[from] = index + 1;
        inputs++;
        if (from < network.size) reached[from]++;
      }
    }
    return {
      compartments: core.neurons.length,
      "input axons": inputs,
      "output axons": 0,
      "synapse memory bits": bits,
      "compartment profiles": new Set(core.profileOf).size,
      "threshold profiles": new Set(core.thresholdOf).size,
      "synapse formats": formats,
    };
  });
  coreOf.forEach((core, id) => (counted[core]["output axons"] += reached[id]));
  return counted;
}

/** Counts entries begin..end-1 of `source`; new ones go behind the `lists` that are touched. Returns how many are, then. */
function countSources(
  source: Uint16Array | Uint32Array,
  preFirst: number,
  begin: number,
  end: number,
  count: Uint32Array,
  touched: Uint32Array,
  lists: number,
): number {
  let behind = lists;
  for (let k = begin; k < end; k++) {
    const from = preFirst + source[k];
    if (count[from]++ === 0) touched[behind++] = from;
  }
  return behind;
}

function occurs(group: number | GroupIndices, g: number): boolean {
  return typeof group === "number" ? group === g : group.includes(g);
}

/** Bits of a list of n synapses: blocks of as many as one holds, each padded to a whole word. */
function sparseBits(n: number, perSynapse: number, synapse: PassContext["target"]["synapse"]): number {
  const { formatIdBits, countBits, wordBits } = synapse;
  const perBlock = Math.min(synapse.synapsesPerBlock, 2 ** countBits);
  let bits = 0;
  for (let left = n; left > 0; left -= perBlock)
    bits += Math.ceil((Math.min(left, perBlock) * perSynapse + formatIdBits + countBits) / wordBits) * wordBits;
  return bits;
}
