/** How long things take on the boards that run our own gateware and firmware, and on Loihi: data of the forecast of real time, each with its source. */
import type { Figure } from "./figure.js";
import type { SpinnakerNeuronModel } from "./spinnaker/costs.js";

const CORE = "firmware-bridge/gateware/rtl/neuron_core.v";
const counted = (value: number, note: string): Figure => ({ value, mark: "R", source: CORE, note });

/** Clocks of the FPGA core: its states, counted; the simulated board meets the sum clock for clock. */
export const FPGA_CLOCKS = {
  step: counted(20, "IDLE, 9 × SETTINGS, MARK, SWEEP at the end, 6 × SETTLE, LOOK, INJECT"),
  neuron: counted(3, "2 × SWEEP, SCAN"),
  /** A neuron that fires, beside its row. */
  spike: counted(3, "LOG, ROW, LOOK"),
  /** A spike that the host injects, beside its row. */
  injected: counted(3, "INJECT_ID, INJECT_WAIT, ROW"),
  /** A row that is not empty, beside its runs. */
  row: counted(1, "ROW_WAIT"),
  /** The header of a run of synapses; the word that ends a row is one, too. */
  run: counted(1, "RUN"),
  synapse: counted(2, "TARGET, WEIGHT"),
} as const;

const STEP_MACHINE = "firmware-bridge/gateware/ulx3s/step_machine.v";
const ofUlx3s = (value: number, note: string): Figure => ({ value, mark: "R", source: STEP_MACHINE, note });

/** Clocks of the ULX3S: all cores sweep at once, then the rows of those that fired come from the SDRAM; the simulated board meets the sum within a twentieth. */
export const ULX3S_CLOCKS = {
  step: ofUlx3s(22, "MARK, the pipeline's length, SETTLE, PICK of every core, INJECT, FINISH"),
  /** Of the core that has most of them. */
  neuron: ofUlx3s(1, "SWEEP"),
  /** A spike of a neuron or of a source, with an empty row: two words of the row table. */
  spike: ofUlx3s(13, "PICK, FIRED, LOG, the first word of a stream"),
  /** A row that is not empty, beside its words. */
  row: ofUlx3s(9, "the first word of another stream"),
  word: ofUlx3s(1, "ROW"),
  /** Times as many with the SDRAM's refreshes. */
  refresh: ofUlx3s(1.03, "a refresh each 7.8 µs"),
} as const;

/** Hz by target. */
export const FPGA_CLOCK_HZ: Readonly<Record<string, Figure>> = {
  "ecp5-85f": { value: 50e6, mark: "R", source: "firmware-bridge/gateware/ulx3s/ulx3s_board.v: CLOCK_HZ" },
  ice40up5k: { value: 24e6, mark: "R", source: "firmware-bridge/gateware/rtl/equipoise_core.v: CLOCK_HZ" },
};

/** Words of spikes a second that the line of 1 Mbaud brings to the host, a marker a step included (docs/boards.md, measured on the simulated boards). */
export const LINE_WORDS_PER_SECOND = {
  "one-core": { value: 32_900, mark: "R", source: "docs/boards.md, Speed of the line" } satisfies Figure,
  "cores-and-sdram": {
    value: 65_800,
    mark: "U",
    source: "docs/boards.md, Speed of the line",
    note: "twice that of 1 Mbaud: 2 Mbaud",
  } satisfies Figure,
  firmware: { value: 31_600, mark: "R", source: "docs/boards.md, Speed of the line" } satisfies Figure,
} as const;

const measured = (value: number, note: string): Figure => ({
  value,
  mark: "U",
  source: "simulated Pico (rp2040js), the committed firmware",
  note,
});

/**
 * Clocks of the firmware on one Cortex-M0+ of the Pico. rp2040js counts clocks of instructions, not waits for the flash or for the other core.
 * `node dist/scripts/firmware-clocks.js` measures those of neurons.
 */
export const FIRMWARE_CLOCKS = {
  /** One tick without neurons; and with a question of the host answered in it. */
  tick: { low: measured(3000, "1 neuron, few questions"), high: measured(12_000, "a question a tick") },
  /** One atom in one step of its equations, its synapses decaying. */
  neuron: {
    /** Floor or nearest rounding, one step a tick, constants shared within the group. */
    plain: {
      IF_curr_exp: measured(195, "between 200 and 500 neurons"),
      IF_curr_delta: measured(170, "between 200 and 500 neurons"),
      IF_cond_exp: measured(386, "between 200 and 500 neurons"),
    },
    /** Constants drawn for each atom, or several steps a tick. */
    drawn: {
      IF_curr_exp: measured(549, "between 200 and 500 neurons"),
      IF_curr_delta: measured(593, "between 200 and 500 neurons"),
      IF_cond_exp: measured(700, "between 200 and 500 neurons"),
    },
    /** Stochastic rounding draws random numbers. */
    stochastic: {
      IF_curr_exp: measured(1016, "between 200 and 500 neurons"),
      IF_curr_delta: measured(1037, "between 200 and 500 neurons"),
      IF_cond_exp: measured(1333, "between 200 and 500 neurons"),
    },
  } satisfies Record<string, Record<SpinnakerNeuronModel, Figure>>,
  /** A spike with its word on the line. */
  spike: measured(700, "what examples/small-balanced.yaml leaves over"),
  /** On each core. */
  row: measured(300, "of `deliver`, 3.6 rows a tick"),
  event: measured(22, "of `add_fields`, 290 events a tick"),
  /** A slot of the ring buffer that is not empty when it is drained. */
  slot: {
    plain: measured(18, "of `drain_type`, 250 slots a tick"),
    stochastic: measured(185, "of `drain_type`, likewise"),
  } satisfies Record<string, Figure>,
} as const;

/** A part that runs the firmware. */
interface FirmwareProcessors {
  /** Processors that share a tick. */
  readonly cores: Figure;
  /** Hz. */
  readonly clock: Figure;
}

function onePart(port: string, clock: number): FirmwareProcessors {
  const source = `firmware-bridge/firmware/ports/${port}/port_config.h`;
  return { cores: { value: 1, mark: "R", source }, clock: { value: clock, mark: "R", source } };
}

const RP2040_PORT = "firmware-bridge/firmware/ports/rp2040";

/** By target: both figures of a part stand together, so that neither is forgotten where a part is added. */
export const FIRMWARE_PROCESSORS: Readonly<Partial<Record<string, FirmwareProcessors>>> = {
  rp2040: {
    cores: { value: 2, mark: "R", source: `${RP2040_PORT}/second_core.c` },
    clock: { value: 125e6, mark: "R", source: `${RP2040_PORT}/hardware.c` },
  },
  stm32f405: onePart("stm32f405", 168e6),
  "nucleo-f446": onePart("nucleo-f446", 180e6),
};

const DAVIES = "Davies et al. 2018, IEEE Micro 38(1): 82-99, table of pre-silicon measurements";

/** ns, by target; a chip without public figures is absent. */
export const LOIHI_TIMES: Readonly<
  Record<string, { readonly neuron: Figure; readonly synapticEvent: Figure; readonly barrier: Figure }>
> = {
  loihi1: {
    neuron: { value: 8.4, mark: "R", source: DAVIES, note: "an active neuron; 5.3 ns inactive" },
    synapticEvent: { value: 3.5, mark: "R", source: DAVIES, note: "the most that a synaptic operation takes" },
    barrier: {
      value: 465,
      mark: "R",
      source: DAVIES,
      note: "the barrier between steps over 32 tiles, one chip; 113 ns over one",
    },
  },
};
