/**
 * Open FPGA boards that run the Loihi family's arithmetic bit for bit on our own gateware (firmware-bridge/gateware), whose parameters the limits
 * are. Synapses are counted in its own words, in the memory image that every command makes which compiles or checks.
 */
import { HW_PROFILE, LAVA_PROFILE } from "./profiles.js";
import { LOIHI1 } from "./loihi1.js";
import type { BoardSpec, Limit } from "../limit.js";
import type { BoardAccumulator, LoihiImageSpace, LoihiTarget } from "./target.js";

const GATEWARE = "firmware-bridge/gateware";
const imageDecides = (what: string, { gateware, rowWords }: Part): Limit => ({
  value: null,
  source: gateware,
  note: `${what}: not checked; rows of 16-bit words take their place, counted in the memory image (${rowWords.toLocaleString("en")} words).`,
});

/** Both gatewares have it, whatever target a program was compiled for. */
export const FPGA_ACCUMULATOR: BoardAccumulator = {
  bits: {
    value: 16,
    source: `${GATEWARE}/rtl/neuron_core.v, ulx3s/ring.v`,
    note: "In units of 2^-f, f the most bits of fraction that a weight of the program has; a sum beyond it ends the run, but for hw with f = 0.",
  },
  fractionBits: {
    value: 6,
    source: `${GATEWARE}/rtl/neuron_pipeline.v: accumulator_shift`,
    note: "In hw; weights of lava have no fraction.",
  },
};

interface Part {
  readonly id: string;
  readonly title: string;
  readonly boards: readonly BoardSpec[];
  readonly coresPerChip: Limit;
  /** File with the limits of a core. */
  readonly gateware: string;
  readonly maxDelay: Limit;
  readonly image: LoihiImageSpace;
  /** Words of the image for rows of synapses. */
  readonly rowWords: number;
}

const ofGateware = (part: Part): LoihiTarget => ({
  family: "loihi",
  id: part.id,
  title: part.title,
  boards: part.boards,
  defaultBoard: part.boards[0].id,
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
    coresPerChip: part.coresPerChip,
    compartmentsPerCore: { value: 1024, source: part.gateware },
    inputAxonsPerCore: imageDecides("input axons", part),
    outputAxonsPerCore: imageDecides("output axons", part),
    synapseMemoryBits: imageDecides("synapse memory", part),
    compartmentProfiles: { value: 32, source: `${part.gateware}: 5 bits` },
    thresholdProfiles: { value: 8, source: `${part.gateware}: 3 bits` },
    synapseFormats: imageDecides("synapse formats", part),
    maxDelay: part.maxDelay,
    maxRefractory: {
      value: 63,
      source: `${part.gateware}: 6 bits`,
      note: "Value k means k - 1 dead steps.",
    },
  },
  image: part.image,
  accumulator: FPGA_ACCUMULATOR,
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

export const ICE40UP5K = ofGateware({
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
  gateware: `${GATEWARE}/rtl/neuron_core.v`,
  maxDelay: {
    value: 62,
    source: `${GATEWARE}/rtl/neuron_core.v`,
    note: "A ring of 2^14 words: up to 14 steps with 1,024 neurons, 30 with 512, 62 with 256; counted in the memory image.",
  },
  image: {
    layout: "one-core",
    bytes: {
      value: 115_200,
      source: `${GATEWARE}/rtl/image_memory.v`,
      note: "256 words of tables, 8 a neuron, 49,152 of synapses, of 16 bits.",
    },
    neurons: { value: 1024, source: `${GATEWARE}/rtl/equipoise_core.v: NEURON_BITS` },
    sources: { value: 2048, source: `${GATEWARE}/rtl/board_values.v` },
    injectWords: { value: 256, source: `${GATEWARE}/rtl/host_port.v: INJECT_BITS` },
  },
  rowWords: 49_152,
});

const ULX3S_BOARD = `${GATEWARE}/ulx3s/ulx3s_board.v`;

export const ECP5_85F = ofGateware({
  id: "ecp5-85f",
  title: "Lattice ECP5-85F with eight of equipoise's Loihi-style cores and SDRAM",
  boards: [{ id: "ulx3s", title: "ULX3S with LFE5U-85F (8 cores)", chips: 1, source: `${GATEWARE}/ulx3s/top_ulx3s.v` }],
  coresPerChip: { value: 8, source: `${ULX3S_BOARD}: CORES` },
  gateware: `${GATEWARE}/ulx3s/neuron_slice.v`,
  maxDelay: {
    value: 62,
    source: `${GATEWARE}/ulx3s/ring.v`,
    note: "A ring of 2^14 words a core: up to 14 steps with 8,192 neurons, 30 with 4,096, 62 with 2,048; counted in the memory image.",
  },
  image: {
    layout: "cores-and-sdram",
    bytes: {
      value: 2 ** 24,
      source: `${ULX3S_BOARD}: IMAGE_BITS`,
      note: "2^23 words of 16 bits, of which 8,288,256 are rows of synapses in SDRAM.",
    },
    neurons: { value: 8192, source: `${ULX3S_BOARD}: NEURON_BITS` },
    sources: { value: 16_384, source: `${ULX3S_BOARD}: ids; 8,192 of them for spike sources` },
    injectWords: { value: 1024, source: `${ULX3S_BOARD}: INJECT_BITS` },
  },
  rowWords: 8_288_256,
});
