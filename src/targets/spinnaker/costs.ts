/**
 * What things cost on a SpiNNaker 1 core, in cycles of its 200 MHz clock, as data. No public source read here measures them one
 * by one, so each has two ends: `low` cannot be beaten by compiled code, `high` is what a published statement still allows.
 *
 * Counted: our own C of the formulas in docs/spinnaker-arithmetic.md, compiled by gcc 12.2 with the flags of the chip's binaries
 * (-march=armv5te -marm -Ofast), the hot path followed with ARM9E-S timing (load-use 1, half-word load 2, smull 3, mla 2, taken
 * branch 3 cycles; memory without wait states). The real code also records, tests for current sources and is interrupted.
 */
import type { Figure } from "../figure.js";

/** The neuron binaries. */
export type SpinnakerNeuronModel = "IF_curr_exp" | "IF_curr_delta" | "IF_cond_exp";

export interface Cost {
  readonly low: Figure;
  readonly high: Figure;
}

const counted = (value: number, instructions: number): Figure => ({
  value,
  mark: "U",
  source: "counted",
  note: `${instructions} instructions of our own C of the same formula; not measured on a board.`,
});
const inferred = (value: number, source: string, note: string): Figure => ({ value, mark: "U", source, note });

const RHODES = "Rhodes et al. 2018, Front. Neurosci. 12:816, abstract";
const SPY = "SpiNNakerManchester/sPyNNaker @ 891cfb3";
const PER_CORE = "That the figure is meant per core is common reading, not stated there.";
const DEFAULT_ATOMS = inferred(
  723,
  `${SPY}: abstract_pynn_neuron_model.py`,
  "The default of 256 atoms is meant to run at 1 ms: with the high ends of two slots each and of the tick they fill 200,000 cycles without any input.",
);

/** Clocks of a core, and what they are spent on. */
export interface SpinnakerCosts extends Readonly<
  Record<"ringBufferSlot" | "synapticEvent" | "rowRead" | "dmaWord" | "tick", Cost>
> {
  /** Hz */
  readonly clock: Figure;
  readonly neuronUpdate: Readonly<Record<SpinnakerNeuronModel, Cost>>;
}

export const SPINNAKER_COSTS: SpinnakerCosts = {
  /** Hz */
  clock: {
    value: 200e6,
    mark: "R",
    source: "SpiNNakerManchester/SpiNNMachine @ fe5a06a: version_spin1.py",
  },
  /** Update of one atom in one step, quiet. */
  neuronUpdate: {
    IF_curr_exp: { low: counted(67, 51), high: DEFAULT_ATOMS },
    IF_curr_delta: { low: counted(72, 57), high: DEFAULT_ATOMS },
    IF_cond_exp: { low: counted(89, 69), high: DEFAULT_ATOMS },
  },
  /** Draining one slot of the ring buffer: one atom and synapse type. Empty slots are the low end. */
  ringBufferSlot: { low: counted(15, 8), high: counted(25, 15) },
  /** One synaptic word added to the ring buffer. */
  synapticEvent: {
    low: counted(16, 11),
    high: inferred(
      40,
      RHODES,
      `200,000 cycles / 5,000 events: "within a factor of 2" of 10,000 events a ms, everything else included. ${PER_CORE}`,
    ),
  },
  /** A row looked up for a packet, read and finished, beside its words. */
  rowRead: {
    low: {
      value: 100,
      mark: "R",
      source: "SpiNNakerManchester/sPyNNaker: spike_processing_fast.c TRANSFER_OVERHEAD_CLOCKS (an earlier revision)",
      note: "What the tool allows for a transfer of its own.",
    },
    high: inferred(
      600,
      "none",
      "No public figure was read: an allowance of 3 µs for interrupt, table search, DMA set-up and completion. Replace it by a measurement.",
    ),
  },
  /** One word moved by DMA from SDRAM, while the core works on the row before. */
  dmaWord: {
    low: inferred(0.6, "SDRAM of 32 bits at 166 MHz, double data rate", "1.33 GB/s, with no other core reading."),
    high: inferred(9.6, "SDRAM of 32 bits at 166 MHz, double data rate", "The same shared by 16 cores."),
  },
  /** Once a tick: timer interrupt, recording, clearing the input buffer. */
  tick: {
    low: {
      value: 10,
      mark: "R",
      source: `${SPY}: abstract_population_vertex.py _NEURON_BASE_N_CPU_CYCLES`,
      note: "Marked there as not checked.",
    },
    high: inferred(2000, "none", "No public figure was read: an allowance of 10 µs."),
  },
};
