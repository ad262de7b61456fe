/**
 * SpiNNaker 1 with the neuron binaries of sPyNNaker 7.1: S16.15 in software, uint16 ring buffers, 32-bit synaptic words.
 * Source: docs/spinnaker-arithmetic.md; sizes and costs in memory.ts and costs.ts.
 */
import { SPINNAKER_COSTS } from "./costs.js";
import { SPINNAKER_MEMORY } from "./memory.js";
import type { SpinnakerTarget } from "./target.js";

const MACHINE = "SpiNNakerManchester/SpiNNMachine @ fe5a06a: version_spin1.py";
const SPY = "SpiNNakerManchester/sPyNNaker @ 891cfb3";

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
    atomsPerCore: { value: 256, source: `${SPY}: abstract_pynn_neuron_model.py` },
    dtcm: {
      value: 59_756,
      source: `${SPY}: delay_extension_vertex.py`,
      note: "What delay extensions assume to be free; stack and heap overheads are in the difference to 65,536.",
    },
    sdramPerChip: { value: 123_469_792, source: MACHINE },
    ringBufferBits: { value: 14, source: `${SPY}: splitter_abstract_pop_vertex_fixed.py MAX_RING_BUFFER_BITS` },
    rowWords: { value: 256, source: `${SPY}: population_table.h, row length of 8 bits stored minus one` },
    delayStages: { value: 8, source: `${SPY}: delay_extension_vertex.py MAX_SLOTS` },
    routerEntries: { value: 1023, source: MACHINE },
    weightBits: { value: 16, source: "SpiNNaker spec §3.2", note: "unsigned; the sign is the synapse type" },
  },
  memory: SPINNAKER_MEMORY,
  costs: SPINNAKER_COSTS,
};
