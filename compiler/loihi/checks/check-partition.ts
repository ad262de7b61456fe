/**
 * Recounts a partition from scratch, without the code that made it: every neuron in exactly one core, and
 * every limit of the target held (unless --oversize lets single neurons exceed a core).
 */
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

/**
 * Use of each core; memory as if every list were sparse, which bounds the packed size from above. Linear in the synapses:
 * one counter per (group, source), cleared after each core by the list of counters it touched.
 */
function recount(output: Partitioned, { target }: PassContext): Record<CoreResource, number>[] {
  const { cores, coreOf, quantized } = output;
  const { lowered, groups } = quantized.scaled;
  const { network } = lowered;
  const { synapse } = target;
  const perBlock = Math.min(synapse.synapsesPerBlock, 2 ** synapse.countBits);
  const kept = new Set(lowered.keptSources);
  const ids = network.size + network.sourceSize;
  const synapses = lowered.projections
    .map(({ projection }, index) => ({ projection, quantized: quantized.projections[index] }))
    .filter(({ projection: p }) => p.preKind === "population" || kept.has(p.pre));
  const count = new Uint32Array(ids * groups.length);
  const touched = new Uint32Array(ids * groups.length);
  const isSource = new Uint8Array(ids);
  const delays = new Int16Array(groups.length);
  const outputs = new Float64Array(cores.length);

  const counted = cores.map((core: CorePlan): Record<CoreResource, number> => {
    let lists = 0;
    delays.fill(-1);
    for (const id of core.neurons) {
      for (const { projection: p, quantized: q } of synapses) {
        if (id < p.postFirst || id >= p.postFirst + p.postSize) continue;
        const end = p.rowStart[id - p.postFirst + 1];
        for (let k = p.rowStart[id - p.postFirst]; k < end; k++) {
          const group = typeof q.group === "number" ? q.group : q.group[k];
          const delay = typeof q.delay === "number" ? q.delay : q.delay[k];
          const key = group * ids + p.preFirst + p.source[k];
          if (count[key]++ === 0) touched[lists++] = key;
          if (delay > delays[group]) delays[group] = delay;
        }
      }
    }
    const indexBits = Math.min(...synapse.indexBits.filter((b) => 2 ** b >= core.neurons.length));
    const perSynapse = groups.map((group, g) => {
      const weightBits = Math.min(...synapse.weightBits.filter((b) => b >= group.weightBits));
      return weightBits + indexBits + Math.ceil(Math.log2(Math.max(0, delays[g]) + 1));
    });
    let bits = 0;
    let inputs = 0;
    for (let l = 0; l < lists; l++) {
      const key = touched[l];
      const source = key % ids;
      if (isSource[source] === 0) {
        isSource[source] = 1;
        inputs++;
        if (source < network.size) outputs[coreOf[source]]++;
      }
      for (let left = count[key]; left > 0; left -= perBlock) {
        const n = Math.min(left, perBlock);
        bits +=
          Math.ceil(
            (n * perSynapse[Math.floor(key / ids)] + synapse.formatIdBits + synapse.countBits) / synapse.wordBits,
          ) * synapse.wordBits;
      }
    }
    for (let l = 0; l < lists; l++) {
      isSource[touched[l] % ids] = 0;
      count[touched[l]] = 0;
    }
    return {
      compartments: core.neurons.length,
      "input axons": inputs,
      "output axons": 0,
      "synapse memory bits": bits,
      "compartment profiles": new Set(core.profileOf).size,
      "threshold profiles": new Set(core.thresholdOf).size,
      "synapse formats": delays.reduce((sum, delay) => sum + (delay >= 0 ? 1 : 0), 0),
    };
  });
  counted.forEach((use, index) => (use["output axons"] = outputs[index]));
  return counted;
}
