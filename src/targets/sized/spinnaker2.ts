/** SpiNNaker 2: what is public. Its neuron code runs in single-precision float with 8-bit weights; the exact operations are not published. */
import type { SizedTarget } from "./target.js";

const MACHINE = "SpiNNakerManchester/SpiNNMachine: version_spin2.py, version_248.py";
const FAQ = "TU Dresden, SpiNNaker2 FAQ";

export const SPINNAKER2: SizedTarget = {
  family: "sized",
  id: "spinnaker2",
  title: "SpiNNaker 2 (public part)",
  boards: [
    { id: "single-chip", title: "one chip", chips: 1, source: MACHINE },
    { id: "48-chip", title: "48 chips", chips: 48, source: `${MACHINE}; its map is marked "TODO get real values"` },
  ],
  defaultBoard: "single-chip",
  profiles: {
    float: {
      id: "float",
      summary: "single-precision float with 8-bit weights; not bit-accurate here, so never emulated",
      source: FAQ,
    },
  },
  defaultProfile: "float",
  placementIsAccurate: false,
  notEmulated:
    "its neurons run in single-precision float, and the order and rounding of their operations are not public",
  limits: {
    coresPerChip: { value: 150, source: MACHINE, note: "152 processing elements, of which 2 are reserved" },
    memoryPerCore: { value: null, source: "not found in public code", note: "128 KB are commonly quoted; not checked" },
    memoryPerChip: { value: 1_073_741_824, source: MACHINE, note: "1 GiB of SDRAM; the FAQ says 2 GB of LPDDR4" },
    largestWeight: { value: 127, source: "a public converter from NIR (s2_nir.py): weights scaled to [-127, 127]" },
    neuronsPerCore: { value: null, source: "not public", note: "depends on the memory of a core; not checked" },
  },
};
