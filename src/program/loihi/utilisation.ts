/** How full cores and chips are, counted from the program itself: for `inspect` and the report. */
import type { LoihiTarget } from "../../targets/loihi/target.js";
import type { CoreImage, LoihiProgram } from "./program.js";

/** `max` is null where the limit is not public. */
export interface Use {
  readonly resource: string;
  readonly used: number;
  readonly max: number | null;
}

export interface CoreUtilisation {
  /** Index into Program.cores. */
  readonly index: number;
  readonly chip: number;
  readonly core: number;
  readonly x: number;
  readonly y: number;
  readonly synapses: number;
  readonly uses: readonly Use[];
}

export interface ChipUtilisation {
  readonly chip: number;
  /** Cores first, then the sums over its cores. */
  readonly uses: readonly Use[];
}

export interface Utilisation {
  readonly cores: readonly CoreUtilisation[];
  readonly chips: readonly ChipUtilisation[];
  /** Axons (source, destination core), those between chips, and those fed by input ports; null for chips without axon tables. */
  readonly axons: { readonly all: number; readonly interChip: number; readonly fromInputPorts: number } | null;
}

/** Counts every limited resource of each core and chip. Shared synapse lists count once. */
export function utilisation(program: LoihiProgram, target: LoihiTarget): Utilisation {
  const { limits } = target;
  const cores = program.cores.map((core, index): CoreUtilisation => ({
    index,
    chip: core.chip,
    core: core.core,
    x: core.x,
    y: core.y,
    synapses: countSynapses(core, target),
    uses: [
      { resource: "compartments", used: core.neurons.length, max: limits.compartmentsPerCore.value },
      { resource: "input axons", used: core.axonStart.length, max: limits.inputAxonsPerCore.value },
      { resource: "output axons", used: core.outCore.length, max: limits.outputAxonsPerCore.value },
      { resource: "synapse memory bits", used: core.synapseMemory.length * 8, max: limits.synapseMemoryBits.value },
      { resource: "compartment profiles", used: core.profiles.length, max: limits.compartmentProfiles.value },
      { resource: "threshold profiles", used: core.thresholds.length, max: limits.thresholdProfiles.value },
      { resource: "synapse formats", used: core.formats.length, max: limits.synapseFormats.value },
    ],
  }));
  const perChip = limits.coresPerChip.value;
  const chips = [...new Set(cores.map((c) => c.chip))]
    .sort((a, b) => a - b)
    .map((chip): ChipUtilisation => {
      const on = cores.filter((c) => c.chip === chip);
      const sums = on[0].uses.map(({ resource, max }, k): Use => ({
        resource,
        used: on.reduce((sum, c) => sum + c.uses[k].used, 0),
        max: max === null || perChip === null ? null : max * perChip,
      }));
      return { chip, uses: [{ resource: "cores", used: on.length, max: perChip }, ...sums.slice(0, 4)] };
    });
  let all = 0;
  let interChip = 0;
  for (const core of program.cores) {
    all += core.outCore.length;
    for (const to of core.outCore) if (program.cores[to].chip !== core.chip) interChip++;
  }
  const fromInputPorts = program.inputRouting.reduce((sum, r) => sum + r.core.length, 0);
  return { cores, chips, axons: { all, interChip, fromInputPorts } };
}

/** Synapses as the axons see them, from the block headers; a shared list counts for every axon that reads it. */
function countSynapses(core: CoreImage, { synapse }: LoihiTarget): number {
  const { wordBits, formatIdBits, countBits } = synapse;
  const headerAt = (word: number) => {
    const at = (word * wordBits) / 8;
    return core.synapseMemory[at] | (core.synapseMemory[at + 1] << 8);
  };
  let synapses = 0;
  for (let a = 0; a < core.axonStart.length; a++) {
    for (let word = core.axonStart[a]; word < core.axonEnd[a];) {
      const header = headerAt(word);
      const format = core.formats[(header & ((1 << formatIdBits) - 1)) - 1];
      const count = ((header >>> formatIdBits) & ((1 << countBits) - 1)) + 1;
      synapses += count;
      const bits = count * (format.weightBits + format.delayBits + format.indexBits) + formatIdBits + countBits;
      word += Math.ceil(bits / wordBits);
    }
  }
  return synapses;
}
