/** The integers of a SpiNNaker-style machine: raw S16.15 parameters of every population, unsigned weights that its ring buffers shift. */
import type { ProgramPopulation } from "../../program/header.js";
import type { NeuronModel, NeuronParameters, OffsetChange, WordLayout } from "../../program/spinnaker/machine-image.js";
import type { Rounding } from "../../targets/spinnaker/target.js";
import type { IntegersHeader, NeuronSeats, SynapseRows } from "./integers-header.js";

export interface SpinnakerIntegerPopulation extends ProgramPopulation {
  readonly model: NeuronModel;
  /** Raw S16.15 words by name, one value for all neurons or one each. */
  readonly parameters: NeuronParameters;
  /** By synapse type: a weight w in the ring buffer is w << shift in S16.15. */
  readonly leftShifts: readonly [excitatory: number, inhibitory: number];
  readonly stepsPerTick: number;
}

export interface SpinnakerSynapseRows extends SynapseRows {
  /** uint16 of the synaptic word. */
  readonly weight: Uint16Array;
  /** EXCITATORY or INHIBITORY. */
  readonly type: Uint8Array;
  /** Ticks from 1 on, those of a delay extension included. */
  readonly delay: Uint16Array;
}

/** A core of the program that the integers were read from. */
export interface SpinnakerSeat {
  /** Index into `populations`. */
  readonly population: number;
  readonly layout: WordLayout;
  readonly synapseCores: number;
  /** Absent where it has no place: oversize, or one processor for all. */
  readonly chipX?: number;
  readonly chipY?: number;
  /** Core number on its chip. */
  readonly core?: number;
}

export interface SpinnakerIntegers extends IntegersHeader {
  readonly family: "spinnaker";
  readonly profile: Rounding;
  /** The tick, S16.15 ms. */
  readonly dtRaw: number;
  readonly populations: readonly SpinnakerIntegerPopulation[];
  readonly synapses: SpinnakerSynapseRows;
  readonly offsetChanges: readonly OffsetChange[];
  /** Absent where it was never mapped. */
  readonly seats?: NeuronSeats;
  readonly cores?: readonly SpinnakerSeat[];
}
