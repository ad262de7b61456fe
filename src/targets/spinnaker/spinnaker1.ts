/**
 * SpiNNaker 1 with the neuron binaries of sPyNNaker 7.1: S16.15 in software, uint16 ring buffers, 32-bit synaptic words.
 * Source: docs/spinnaker-arithmetic.md; sizes and costs in spinnaker-memory.ts and spinnaker-costs.ts.
 */
import { SPINNAKER_MEMORY } from "./memory.js";
import type { Figure } from "../figure.js";
import type { SpinnakerTarget } from "./target.js";
import type { Limit } from "../limit.js";

const MACHINE = "SpiNNakerManchester/SpiNNMachine @ fe5a06a: version_spin1.py";
const limit = ({ value, source, note }: Figure): Limit => ({ value, source, ...(note === undefined ? {} : { note }) });

export const SPINNAKER1: SpinnakerTarget = {
  family: "spinnaker",
  id: "spinnaker1",
  title: "SpiNNaker 1",
  boards: [
    { id: "spin3", title: "SpiNN-3, 4 chips", chips: 4, width: 2, height: 2, shape: "rectangle", source: MACHINE },
    { id: "spin5", title: "SpiNN-5, 48 chips", chips: 48, width: 8, height: 8, shape: "hexagon", source: MACHINE },
    {
      id: "torus-3",
      title: "3 SpiNN-5 boards, torus of 12 × 12 chips",
      chips: 144,
      width: 12,
      height: 12,
      shape: "torus",
      source: MACHINE,
    },
    {
      id: "torus-12",
      title: "12 SpiNN-5 boards, torus of 24 × 24 chips",
      chips: 576,
      width: 24,
      height: 24,
      shape: "torus",
      source: MACHINE,
    },
  ],
  defaultBoard: "spin5",
  profiles: {
    floor: {
      id: "floor",
      summary: "products round down and wrap, as in the released binaries",
      source: "SpiNNaker spec §1; bit-exact with its vectors",
    },
    nearest_sat: {
      id: "nearest_sat",
      summary: "products round to nearest and saturate (round.h, not in the released binaries)",
      source: "include/round.h",
    },
    stochastic_sat: {
      id: "stochastic_sat",
      summary:
        "products round up with the probability of what is cut off, and saturate (round.h); same distribution, not the same bits",
      source: "include/round.h",
    },
  },
  defaultProfile: "floor",
  placementIsAccurate: true,
  routed: true,
  limits: {
    coresPerChip: { value: 16, source: MACHINE, note: "18 cores (some chips 17) less the monitors" },
    atomsPerCore: limit(SPINNAKER_MEMORY.atomsPerCore),
    dtcm: limit(SPINNAKER_MEMORY.dtcm),
    sdramPerChip: limit(SPINNAKER_MEMORY.sdramPerChip),
    ringBufferBits: limit(SPINNAKER_MEMORY.ringBufferBits),
    rowWords: limit(SPINNAKER_MEMORY.rowWords),
    delayStages: limit(SPINNAKER_MEMORY.delayStages),
    routerEntries: { value: 1023, source: MACHINE },
    weightBits: { value: 16, source: "SpiNNaker spec §3.2", note: "unsigned; the sign is the synapse type" },
  },
};
