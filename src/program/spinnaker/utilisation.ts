/** How full the cores of a SpiNNaker-style machine are, counted from the program itself. Chips are numbered in the order of their first core. */
import type { SpinnakerTarget } from "../../targets/spinnaker/target.js";
import type { SpinnakerProgram } from "./program.js";
import type { ChipUtilisation, CoreUtilisation, Use, Utilisation } from "../loihi/utilisation.js";
import type { SpinnakerMapping } from "./mapping.js";
import { ROW_HEADER_WORDS } from "./synaptic-word.js";

/** A chip's cores are drawn in rows of four; there is no public floor plan. */
const SEATS_A_ROW = 4;

function chipName(mapping: SpinnakerMapping | null, core: number, perChip: number): string {
  return mapping === null ? String(Math.floor(core / perChip)) : `${mapping.chipX[core]}, ${mapping.chipY[core]}`;
}

const WORD = 4;
const SLOT = 2;

export function spinnakerUtilisation({ cores, mapping }: SpinnakerProgram, { limits }: SpinnakerTarget): Utilisation {
  const perChip = limits.coresPerChip.value ?? Infinity;
  // Without a mapping (oversize), chips are filled in the order of the cores.
  const places = [...new Set(cores.map((_, k) => chipName(mapping, k, perChip)))];
  const used = cores.map((core, index): CoreUtilisation => {
    const { indexBits, typeBits, delayBits } = core.layout;
    const bits = indexBits + typeBits + delayBits;
    const rows = core.rowStart.length - 1;
    const uses: Use[] = [
      { resource: "atoms", used: core.neurons.length, max: limits.atomsPerCore.value },
      { resource: "ring-buffer bits", used: bits, max: limits.ringBufferBits.value },
      { resource: "ring-buffer bytes", used: SLOT * 2 ** bits, max: limits.dtcm.value },
      // Rows of a block are padded to its longest; headers and words alone are counted here.
      {
        resource: "synaptic row bytes",
        used: WORD * (core.words.length + ROW_HEADER_WORDS * rows),
        max: limits.sdramPerChip.value,
      },
    ];
    const chip = places.indexOf(chipName(mapping, index, perChip));
    const seat = mapping === null ? index % perChip : mapping.core[index] - 1;
    return {
      index,
      chip,
      core: seat,
      x: seat % SEATS_A_ROW,
      y: Math.floor(seat / SEATS_A_ROW),
      synapses: core.words.length,
      uses,
    };
  });
  const chips = places.map((_, chip): ChipUtilisation => {
    const own = used.filter((core) => core.chip === chip);
    const sum = (k: number) => own.reduce((total, core) => total + core.uses[k].used, 0);
    return {
      chip,
      uses: [
        { resource: "cores", used: own.length, max: perChip },
        { resource: "atoms", used: sum(0), max: null },
        { resource: "synaptic row bytes", used: sum(3), max: limits.sdramPerChip.value },
        ...(mapping === null
          ? []
          : [{ resource: "router entries", used: entriesAt(mapping, places[chip]), max: limits.routerEntries.value }]),
      ],
    };
  });
  return { cores: used, chips, axons: null };
}

function entriesAt({ tables }: SpinnakerMapping, place: string): number {
  return tables.find(({ x, y }) => `${x}, ${y}` === place)?.keys.length ?? 0;
}
