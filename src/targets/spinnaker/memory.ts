/**
 * What sPyNNaker keeps in the memory of a SpiNNaker 1 core, as data: sizes in bytes, each with its source and how sure it is. How much of it
 * there is, are limits of the target (spinnaker1.ts).
 * R: read in a stored version of the file named, which is not that very commit for every file.
 */
import type { Evidence, Figure } from "../figure.js";
import type { SpinnakerNeuronModel } from "./costs.js";

const SPY = "SpiNNakerManchester/sPyNNaker @ 891cfb3";
const figure = (value: number, mark: Evidence, source: string, note?: string): Figure => ({
  value,
  mark,
  source,
  note,
});

/** 32-bit words an atom, by neuron binary. */
export type WordsByModel = Readonly<Record<SpinnakerNeuronModel, Figure>>;

const STATE = "neuron/models/neuron_model_lif_impl.h, input_types, threshold_types, synapse_types";

/** What a tool chain keeps in a core. */
export interface SpinnakerMemory extends Readonly<
  Record<
    | "ringBufferSlotBytes"
    | "rowHeaderWords"
    | "rowAlignment"
    | "populationEntryBytes"
    | "addressEntryBytes"
    | "inputBufferSpikes"
    | "rowBuffers"
    | "coreParameterBytes"
    | "synapseParameterBytes",
    Figure
  >
> {
  readonly stateWords: WordsByModel;
  readonly parameterWords: WordsByModel;
}

export const SPINNAKER_MEMORY: SpinnakerMemory = {
  ringBufferSlotBytes: figure(2, "V", `${SPY}: neuron/synapses.c`),
  rowHeaderWords: figure(3, "V", `${SPY}: neuron/synapse_row.h`),
  /** Rows start at multiples of this. */
  rowAlignment: figure(16, "R", `${SPY}: population_table.h, addresses in units of four words`),
  /** Key, mask, start and count, and four half-words of core layout. */
  populationEntryBytes: figure(20, "R", `${SPY}: population_table.h with 24-bit addresses`),
  addressEntryBytes: figure(4, "R", `${SPY}: population_table.h`),
  inputBufferSpikes: figure(256, "R", `${SPY}: incoming_spike_buffer_size`),
  rowBuffers: figure(2, "R", `${SPY}: neuron/spike_processing.c N_DMA_BUFFERS`),
  /** What an atom needs in DTCM: membrane (8), threshold (1), reversal potentials (2), synapses (3 or 1 a type). */
  stateWords: {
    IF_curr_exp: figure(8 + 1 + 6, "R", `${SPY}: ${STATE}`),
    IF_curr_delta: figure(8 + 1 + 2, "R", `${SPY}: ${STATE}`),
    IF_cond_exp: figure(8 + 1 + 2 + 6, "R", `${SPY}: ${STATE}`),
  },
  /** What the host writes for an atom to SDRAM: membrane (9), threshold (1), reversal potentials (2), synapses (5 or 2). */
  parameterWords: {
    IF_curr_exp: figure(9 + 1 + 5, "R", `${SPY}: ${STATE}`),
    IF_curr_delta: figure(9 + 1 + 2, "R", `${SPY}: ${STATE}`),
    IF_cond_exp: figure(9 + 1 + 2 + 5, "R", `${SPY}: ${STATE}`),
  },
  coreParameterBytes: figure(20, "R", `${SPY}: abstract_population_vertex.py CORE_PARAMS_BASE_SIZE`),
  synapseParameterBytes: figure(28, "R", `${SPY}: abstract_population_vertex.py _SYNAPSES_BASE_SDRAM_USAGE_IN_BYTES`),
};
