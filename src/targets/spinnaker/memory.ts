/**
 * Memory of a SpiNNaker 1 core and what sPyNNaker keeps in it, as data: sizes in bytes, each with its source and how sure it is.
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
type WordsByModel = Readonly<Record<SpinnakerNeuronModel, Figure>>;

const STATE = "neuron/models/neuron_model_lif_impl.h, input_types, threshold_types, synapse_types";

export const SPINNAKER_MEMORY = {
  /** Bytes that remain of the 64 KB DTCM. */
  dtcm: figure(
    59_756,
    "R",
    `${SPY}: delay_extension_vertex.py`,
    "What delay extensions assume to be free; stack and heap overheads are in the difference to 65,536.",
  ),
  /** Bytes of SDRAM of a chip, for all its cores. */
  sdramPerChip: figure(123_469_792, "R", "SpiNNakerManchester/SpiNNMachine @ fe5a06a: version_spin1.py"),
  atomsPerCore: figure(256, "R", `${SPY}: abstract_pynn_neuron_model.py`),
  poissonSourcesPerCore: figure(500, "R", `${SPY}: spike_source_poisson_vertex.py`),
  /** delay + type + atom bits: 2^14 slots of two bytes are half the DTCM. */
  ringBufferBits: figure(14, "R", `${SPY}: splitter_abstract_pop_vertex_fixed.py MAX_RING_BUFFER_BITS`),
  ringBufferSlotBytes: figure(2, "V", `${SPY}: neuron/synapses.c`),
  /** Bits below the weight in a synaptic word. */
  synapseFieldBits: figure(16, "V", `${SPY}: neuron/synapse_row.h`),
  rowWords: figure(256, "R", `${SPY}: population_table.h, row length of 8 bits stored minus one`),
  rowHeaderWords: figure(3, "V", `${SPY}: neuron/synapse_row.h`),
  /** Rows start at multiples of this. */
  rowAlignment: figure(16, "R", `${SPY}: population_table.h, addresses in units of four words`),
  delayStages: figure(8, "R", `${SPY}: delay_extension_vertex.py MAX_SLOTS`),
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
  } satisfies WordsByModel,
  /** What the host writes for an atom to SDRAM: membrane (9), threshold (1), reversal potentials (2), synapses (5 or 2). */
  parameterWords: {
    IF_curr_exp: figure(9 + 1 + 5, "R", `${SPY}: ${STATE}`),
    IF_curr_delta: figure(9 + 1 + 2, "R", `${SPY}: ${STATE}`),
    IF_cond_exp: figure(9 + 1 + 2 + 5, "R", `${SPY}: ${STATE}`),
  } satisfies WordsByModel,
  coreParameterBytes: figure(20, "R", `${SPY}: abstract_population_vertex.py CORE_PARAMS_BASE_SIZE`),
  synapseParameterBytes: figure(28, "R", `${SPY}: abstract_population_vertex.py _SYNAPSES_BASE_SDRAM_USAGE_IN_BYTES`),
} as const;
