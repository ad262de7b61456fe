/**
 * Open FPGA boards that run the Loihi family's arithmetic bit for bit: one core of our own gateware (firmware-bridge/gateware), whose parameters
 * the limits are. Synapses are counted in its own words, in the memory image that every command makes which compiles or checks.
 */
import { HW_PROFILE, LAVA_PROFILE } from "./profiles.js";
import { LOIHI1 } from "./loihi1.js";
import type { BoardSpec, Limit } from "../limit.js";
import type { LoihiTarget } from "./target.js";

const GATEWARE = "firmware-bridge/gateware";
const imageDecides = (what: string): Limit => ({
  value: null,
  source: `${GATEWARE}/rtl/neuron_core.v`,
  note: `${what}: not checked; rows of 16-bit words take their place, counted in the memory image (49,152 words).`,
});

interface Part {
  readonly id: string;
  readonly title: string;
  readonly boards: readonly BoardSpec[];
  readonly coresPerChip: Limit;
}

const withCore = ({ id, title, boards, coresPerChip }: Part): LoihiTarget => ({
  family: "loihi",
  id,
  title,
  boards,
  defaultBoard: boards[0].id,
  // The 16-bit accumulator holds a·2^6 modulo 2^22 exactly where no weight has a fraction. In hw each weight is shifted before it is added, so the
  // accumulator's unit may be smaller; lava cuts the fraction off the sum of a group, which a core that adds weight by weight does not know.
  profiles: {
    lava: {
      ...LAVA_PROFILE,
      minWeightExponent: 0,
      summary: `${LAVA_PROFILE.summary}; here: no weight exponent below 0`,
    },
    hw: {
      ...HW_PROFILE,
      noise: false,
      summary:
        "22-bit accumulator, two's-complement u, vmin and vmax, refractory period; here: no noise, and 16 bits of the accumulator where weights have a fraction",
    },
  },
  defaultProfile: "hw",
  placementIsAccurate: true,
  limits: {
    coresPerChip,
    compartmentsPerCore: { value: 1024, source: `${GATEWARE}/rtl/equipoise_core.v: NEURON_BITS` },
    inputAxonsPerCore: imageDecides("input axons"),
    outputAxonsPerCore: imageDecides("output axons"),
    synapseMemoryBits: imageDecides("synapse memory"),
    compartmentProfiles: { value: 32, source: `${GATEWARE}/rtl/neuron_core.v: 5 bits` },
    thresholdProfiles: { value: 8, source: `${GATEWARE}/rtl/neuron_core.v: 3 bits` },
    synapseFormats: imageDecides("synapse formats"),
    maxDelay: {
      value: 62,
      source: `${GATEWARE}/rtl/neuron_core.v`,
      note: "A ring of 2^14 words: up to 14 steps with 1,024 neurons, 30 with 512, 62 with 256; counted in the memory image.",
    },
    maxRefractory: {
      value: 63,
      source: `${GATEWARE}/rtl/neuron_core.v: 6 bits`,
      note: "Value k means k - 1 dead steps.",
    },
  },
  image: {
    bytes: {
      value: 115_200,
      source: `${GATEWARE}/rtl/image_memory.v`,
      note: "256 words of tables, 8 a neuron, 49,152 of synapses, of 16 bits.",
    },
    neurons: { value: 1024, source: `${GATEWARE}/rtl/equipoise_core.v: NEURON_BITS` },
    sources: { value: 2048, source: `${GATEWARE}/rtl/board_values.v` },
  },
  widths: LOIHI1.widths,
  // The program file's own layout, not the board's: wide enough for any number of formats and rows.
  synapse: {
    ...LOIHI1.synapse,
    formatIdBits: 8,
    maxAxonBase: undefined,
    source: `${LOIHI1.synapse.source}; format ids of 8 bits, as the board does not store formats`,
  },
  comparator: ">",
});

export const ICE40UP5K = withCore({
  id: "ice40up5k",
  title: "Lattice iCE40 UP5K with equipoise's Loihi-style core",
  boards: [
    { id: "icebreaker", title: "iCEBreaker (1 core)", chips: 1, source: `${GATEWARE}/ice40/top_icebreaker.v` },
    { id: "upduino", title: "UPduino 3.0 or 3.1 (1 core)", chips: 1, source: `${GATEWARE}/ice40/top_upduino.v` },
  ],
  coresPerChip: {
    value: 1,
    source: `${GATEWARE}/rtl/equipoise_core.v`,
    note: "All block RAMs and all SPRAM are taken (docs/fpga.md).",
  },
});

/** Synthesised and counted, not placed: there is no bitstream, and no board calls itself by this name. Programs for it run on the emulator. */
export const ECP5_85F = withCore({
  id: "ecp5-85f",
  title: "Lattice ECP5-85F with the same core (synthesised and sized; no bitstream)",
  boards: [{ id: "lfe5u-85f", title: "LFE5U-85F, sized only (1 core)", chips: 1, source: `${GATEWARE}/ecp5/synth.sh` }],
  coresPerChip: {
    value: 1,
    source: `${GATEWARE}/rtl/equipoise_core.v`,
    note: "75 of 208 block RAMs (ecp5/size.txt): there is room for two, but cores of this gateware do not send each other spikes.",
  },
});
