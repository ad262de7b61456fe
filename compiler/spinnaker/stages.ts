/**
 * The stages of compilation for SpiNNaker-style machines; each contains the one before:
 *
 *   Network → SpinnakerLowered → Shifted → SpinnakerQuantized → Sliced → Packed (= SpinnakerProgram)
 */
import type { DiagnosticSink, ProgressSink } from "../../src/diagnostics/diagnostic.js";
import type { LossLedger } from "../../src/diagnostics/loss-ledger.js";
import type { Network, PerNeuron, Population } from "../../src/network/types.js";
import type {
  NeuronModel,
  NeuronParameters,
  OffsetChange,
  Rounding,
  WordLayout,
} from "../../src/program/spinnaker/machine-image.js";
import type { SpinnakerBoard, SpinnakerTarget } from "../../src/targets/spinnaker/target.js";
import type { CoreMemory } from "./weights/core-memory.js";
import type { SynapseType } from "./weights/incoming-weights.js";
import type { GlobalScale } from "./weights/ring-buffer-scale.js";
import type { RingBufferShift, ShiftRule } from "./weights/ring-buffer-shifts.js";
import type { RealTime } from "./weights/tick-cost.js";
import type { RoundingMode } from "../loihi/stages.js";
import type { Senders } from "./mapping/sender.js";

export interface SpinnakerOptions {
  readonly board: string;
  /** How products of S16.15 round on the core. */
  readonly profile: Rounding;
  /** How weights round to 16 bits. */
  readonly rounding: RoundingMode;
  readonly shiftRule: ShiftRule;
  /** Overflow probability of one ring-buffer slot in one tick that shift rule bounded-saturation accepts. */
  readonly acceptedSaturation: number;
  /** How many times its mean the rate of a population may be in one tick, which bounded-saturation reckons with: populations fire in volleys. */
  readonly inputPeak: number;
  /**
   * The left shift of every ring buffer is at least this; 0 unless told. Weights are words of 16 bits whatever the shift, but a higher one makes
   * their step larger, 2^(shift - 15) nA: the only way to give a weight of this machine fewer bits.
   */
  readonly leastShift?: number;
  /** Most atoms on a core. */
  readonly atomsPerCore: number;
  /**
   * Cores that hold the synapses of a core's neurons, each those of its share of every projection's sources. 1: neurons and synapses share a core.
   * Otherwise the buffers are summed without saturation: an overflow carries into the next atom (SpiNNaker spec §3.2).
   */
  readonly synapseCores: number;
  /** By how much the machine runs slower than biology; only the forecast of real time uses it. */
  readonly timeScaleFactor: number;
  /**
   * exact: a synapse moves V in the same step as in exact integration (delay D + 1 for exponential synapses, D for delta synapses).
   * next-step: the delay as written, as sPyNNaker does; exponential synapses then act one step earlier than in NEST.
   */
  readonly synapticLatency: "exact" | "next-step";
  /** Emulate the arithmetic even where the network does not fit the board. */
  readonly oversize: boolean;
  /** Mean rates (Hz) by population that shift selection and the forecast of real time may assume. */
  readonly expectedRates: Readonly<Record<string, number>>;
}

export interface SpinnakerContext {
  readonly target: SpinnakerTarget;
  readonly board: SpinnakerBoard;
  readonly options: SpinnakerOptions;
  readonly ledger: LossLedger;
  readonly report: DiagnosticSink;
  readonly progress: ProgressSink;
}

/** A population in the chip's units. */
export interface LoweredPopulation {
  readonly population: Population;
  readonly model: NeuronModel;
  /** Raw S16.15, one entry a neuron or one for all. */
  readonly parameters: NeuronParameters;
  /** nA or µS per unit of the network's weights. */
  readonly toChip: PerNeuron;
  readonly globalScale: GlobalScale;
  /** Ticks added to a drawn delay. */
  readonly delayShift: 0 | 1;
}

export interface SpinnakerLowered {
  readonly network: Network;
  /** The tick, S16.15 ms. */
  readonly dtRaw: number;
  readonly populations: readonly LoweredPopulation[];
  readonly offsetChanges: readonly OffsetChange[];
  /** Spikes per second of biological time that the host injects. */
  readonly hostSpikesPerSecond: number;
}

export interface Shifted {
  readonly lowered: SpinnakerLowered;
  /** By population. */
  readonly shifts: readonly Readonly<Record<SynapseType, RingBufferShift>>[];
}

/** Aligned with the rows of a projection. */
export interface SpinnakerProjection {
  /** 16-bit magnitude; one number where all are equal. The synapse type is the sign of the drawn weight. */
  readonly weight: number | Uint16Array;
  /** Ticks, ≥ 1; one number where all are equal. */
  readonly delay: number | Uint16Array;
}

export interface SpinnakerQuantized {
  readonly shifted: Shifted;
  readonly projections: readonly SpinnakerProjection[];
}

/** Neurons of one population on one core. */
export interface CoreSlice {
  readonly population: number;
  /** Local ids from..to-1. */
  readonly from: number;
  readonly to: number;
  readonly layout: WordLayout;
  readonly synapseCores: number;
  readonly delayStages: number;
  readonly memory: CoreMemory;
  readonly realTime: RealTime;
}

export interface Sliced {
  readonly quantized: SpinnakerQuantized;
  readonly slices: readonly CoreSlice[];
  readonly senders: Senders;
}
