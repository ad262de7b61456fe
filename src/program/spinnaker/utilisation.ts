/** How full the cores of a SpiNNaker-style machine are, counted from the program itself. Chips are filled in the order of the cores. */
import type { SpinnakerTarget } from "../../targets/spinnaker-target.js";
import type { SpinnakerProgram } from "../types.js";
import type { ChipUtilisation, CoreUtilisation, Use, Utilisation } from "../utilisation.js";
import { ROW_HEADER_WORDS } from "./synaptic-word.js";

const WORD = 4;
const SLOT = 2;

export function spinnakerUtilisation({ cores }: SpinnakerProgram, { limits }: SpinnakerTarget): Utilisation {
  const perChip = limits.coresPerChip.value!;
  const used = cores.map((core, index): CoreUtilisation => {
    const { indexBits, typeBits, delayBits } = core.layout;
    const bits = indexBits + typeBits + delayBits;
    const rows = core.rowStart.length - 1;
    const uses: Use[] = [
      { resource: "atoms", used: core.neurons.length, max: limits.atomsPerCore.value },
      { resource: "ring-buffer bits", used: bits, max: limits.ringBufferBits.value },
      { resource: "ring-buffer bytes", used: SLOT * 2 ** bits, max: limits.dtcm.value },
      // Rows of a block are padded to its longest; headers and words alone are counted here.
      { resource: "synaptic row bytes", used: WORD * (core.words.length + ROW_HEADER_WORDS * rows), max: limits.sdramPerChip.value },
    ];
    return { index, chip: Math.floor(index / perChip), core: index % perChip, x: index % perChip, y: Math.floor(index / perChip), synapses: core.words.length, uses };
  });
  const chips = Array.from({ length: Math.ceil(cores.length / perChip) }, (_, chip): ChipUtilisation => {
    const own = used.filter((core) => core.chip === chip);
    const sum = (k: number) => own.reduce((total, core) => total + core.uses[k].used, 0);
    return {
      chip,
      uses: [
        { resource: "cores", used: own.length, max: perChip },
        { resource: "atoms", used: sum(0), max: null },
        { resource: "synaptic row bytes", used: sum(3), max: limits.sdramPerChip.value },
      ],
    };
  });
  return { cores: used, chips, axons: null };
}
