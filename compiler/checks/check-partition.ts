/**
 * Recounts a partition from scratch with sets and maps, without the code that made it: every neuron in exactly one core, and
 * every limit of the target held (unless --oversize lets single neurons exceed a core).
 */
import type { CorePlan, CoreResource, Partitioned, PassContext, Quantized } from "../stages.js";
import { internalFault } from "./internal-fault.js";

export function checkPartition(_input: Quantized, output: Partitioned, context: PassContext): void {
  const { cores, coreOf, compartmentOf, quantized } = output;
  const { scaled } = quantized;
  const { target, options } = context;
  const size = scaled.du.length;
  const seen = new Uint8Array(size);
  cores.forEach((core, index) => {
    core.neurons.forEach((id, c) => {
      if (seen[id]++ > 0) internalFault(`neuron ${id} is in two cores`);
      if (coreOf[id] !== index || compartmentOf[id] !== c) internalFault(`neuron ${id} is not where coreOf says`);
      const profile = core.profiles[core.profileOf[c]];
      const noise = quantized.noiseOf[id];
      if (
        profile.du !== scaled.du[id] || profile.dv !== scaled.dv[id] || profile.refractory !== quantized.refractory[id] ||
        profile.noise !== noise >= 0 || (noise >= 0 && core.noise !== quantized.noises[noise]) ||
        core.thresholds[core.thresholdOf[c]] !== scaled.thresholdMantissa[id]
      ) {
        internalFault(`neuron ${id} lost its registers in core ${index}`);
      }
    });
  });
  if (seen.includes(0)) internalFault(`neuron ${seen.indexOf(0)} is in no core`);

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
        internalFault(`core ${index}: ${resource} is ${use[resource]}, the partition says ${planned}`);
      }
      // A neuron that alone exceeds a core is let through on virtual cores only.
      if (max !== null && planned > max && !(options.oversize && cores[index].neurons.length === 1)) {
        internalFault(`core ${index}: ${planned} ${resource}, at most ${max}`);
      }
    }
  });
}

/** Use of each core; memory as if every list were sparse, which bounds the packed size from above. */
function recount(output: Partitioned, { target }: PassContext): Record<CoreResource, number>[] {
  const { cores, coreOf, quantized } = output;
  const { lowered, groups } = quantized.scaled;
  const { network } = lowered;
  const { synapse } = target;
  const kept = new Set(lowered.keptSources);
  const ids = network.size + network.sourceSize;
  // One counter per (core, group, source); a core's synapses come in any order.
  const lists = cores.map(() => new Map<number, number>());
  const delays = cores.map(() => new Map<number, number>());
  lowered.projections.forEach(({ projection: p }, index) => {
    if (p.preKind === "source" && !kept.has(p.pre)) return;
    const q = quantized.projections[index];
    for (let i = 0; i < p.postSize; i++) {
      const core = coreOf[p.postFirst + i];
      for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++) {
        const group = typeof q.group === "number" ? q.group : q.group[k];
        const delay = typeof q.delay === "number" ? q.delay : q.delay[k];
        const key = group * ids + p.preFirst + p.source[k];
        lists[core].set(key, (lists[core].get(key) ?? 0) + 1);
        delays[core].set(group, Math.max(delays[core].get(group) ?? 0, delay));
      }
    }
  });
  const outputs = new Float64Array(cores.length);
  const counted = cores.map((core: CorePlan, index): Record<CoreResource, number> => {
    const sources = new Set<number>();
    let bits = 0;
    const indexBits = Math.min(...synapse.indexBits.filter((b) => 2 ** b >= core.neurons.length));
    for (const [key, count] of lists[index]) {
      sources.add(key % ids);
      const group = Math.floor(key / ids);
      const weightBits = Math.min(...synapse.weightBits.filter((b) => b >= groups[group].weightBits));
      const perSynapse = weightBits + indexBits + Math.ceil(Math.log2((delays[index].get(group) ?? 0) + 1));
      for (let left = count; left > 0; left -= synapse.synapsesPerBlock) {
        const n = Math.min(left, synapse.synapsesPerBlock);
        bits += Math.ceil((n * perSynapse + synapse.formatIdBits + synapse.countBits) / synapse.wordBits) * synapse.wordBits;
      }
    }
    for (const id of sources) if (id < network.size) outputs[coreOf[id]]++;
    return {
      compartments: core.neurons.length,
      "input axons": sources.size,
      "output axons": 0,
      "synapse memory bits": bits,
      "compartment profiles": new Set(core.profileOf).size,
      "threshold profiles": new Set(core.thresholdOf).size,
      "synapse formats": delays[index].size,
    };
  });
  counted.forEach((use, index) => (use["output axons"] = outputs[index]));
  return counted;
}
